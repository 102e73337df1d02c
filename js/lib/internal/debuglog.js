// util.debuglog: messages for those whose section NODE_DEBUG names.
'use strict';

const { validateFunction, validateAbortSignal } =
  require('internal/validators');
const { formatArguments } = require('internal/format');

let wanted = null; // a test of the upper-case section name

function isWanted(section) {
  if (wanted === null) {
    const list = process.env.NODE_DEBUG;
    let text = list === undefined || list === '' ? '' : list;

    text = text.replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
      .replace(/\*/g, '.*').replace(/,/g, '$|^');
    wanted = text === '' ? { test: () => false } :
      new RegExp(`^${text}$`, 'i');
  }
  return wanted.test(section);
}

/**
 * A function that prints `SECTION pid: message` to stderr if NODE_DEBUG says
 * so; `callback` gets the function that prints, once.
 */
function debuglog(section, callback) {
  const name = String(section).toUpperCase();
  let enabled;

  const test = () => {
    if (enabled === undefined)
      enabled = isWanted(name);
    return enabled;
  };
  const logger = function() {
    if (!test())
      return;
    if (typeof callback === 'function') {
      const cb = callback;

      callback = undefined;
      cb(logger);
    }
    process.stderr.write(`${name} ${process.pid}: ` +
      formatArguments({}, arguments) + '\n');
  };
  Object.defineProperty(logger, 'enabled', {
    get: test, configurable: true, enumerable: true,
  });
  return logger;
}

function pad(n) {
  return String(n).padStart(2, '0');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep',
                'Oct', 'Nov', 'Dec'];

/** console.log with a time stamp. */
function log() {
  const now = new Date();
  const time = [pad(now.getHours()), pad(now.getMinutes()),
                pad(now.getSeconds())].join(':');

  console.log('%s - %s', `${now.getDate()} ${months[now.getMonth()]} ${time}`,
              formatArguments(undefined, arguments));
}

/** A promise that fulfills when `signal` aborts. */
function aborted(signal, resource) {
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

  if (signal === undefined)
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  if (resource === null || typeof resource !== 'object')
    throw new ERR_INVALID_ARG_TYPE('resource', 'object', resource);
  validateFunction(signal.addEventListener, 'signal.addEventListener');
  if (signal.aborted)
    return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }));
}

module.exports = { aborted, debuglog, log };
