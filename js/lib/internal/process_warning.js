// process.emitWarning and what prints a warning.
'use strict';

const { process, noWarnings } = binding('process');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

let hinted = false; // told about --trace-warnings
let hintedDeprecation = false;

function write(text) {
  binding('stdio').writeSync(2, text + '\n');
}

// (node:PID) [CODE] Name: message
function onWarning(warning) {
  if (!(warning instanceof Error))
    return;
  const isDeprecation = warning.name === 'DeprecationWarning';

  if (isDeprecation && process.noDeprecation)
    return;
  const trace = process.traceProcessWarnings ||
    (isDeprecation && process.traceDeprecation);
  let text = `(${process.release.name}:${process.pid}) `;

  if (warning.code)
    text += `[${warning.code}] `;
  if (trace && warning.stack)
    text += `${warning.stack}`;
  else
    text += typeof warning.toString === 'function' ?
      `${warning.toString()}` : Error.prototype.toString.call(warning);
  if (typeof warning.detail === 'string')
    text += `\n${warning.detail}`;
  if (!trace && !(isDeprecation ? hintedDeprecation : hinted)) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    const name = process.argv0.slice(process.argv0.lastIndexOf('/') + 1) ||
      'node';

    text += `\n(Use \`${name} ${flag} ...\` to show where the warning was ` +
      'created)';
    if (isDeprecation)
      hintedDeprecation = true;
    else
      hinted = true;
  }
  write(text);
}

function createWarning(warning, type, code, ctor, detail) {
  const error = new Error(warning);

  error.name = String(type || 'Warning');
  if (code !== undefined)
    error.code = code;
  if (detail !== undefined)
    error.detail = detail;
  Error.captureStackTrace(error, ctor);
  return error;
}

function emitWarning(warning, type, code, ctor) {
  let detail;

  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ctor = type.ctor || ctor;
    code = type.code;
    if (typeof type.detail === 'string')
      detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = undefined;
    type = 'Warning';
  }
  if (type !== undefined && typeof type !== 'string')
    throw new ERR_INVALID_ARG_TYPE('type', 'string', type);
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined && typeof code !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('code', 'string', code);
  }
  if (typeof warning === 'string')
    warning = createWarning(warning, type, code, ctor, detail);
  else if (!(warning instanceof Error))
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation)
      return;
    if (process.throwDeprecation) {
      // The stack of who called, and not of the loop.
      process.nextTick(() => { throw warning; });
      return;
    }
  }
  process.nextTick(() => { process.emit('warning', warning); });
}

if (!noWarnings)
  process.on('warning', onWarning);

module.exports = { emitWarning };
