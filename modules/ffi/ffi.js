// modules/ffi/ffi.js - the face of ffi for scripts: declarations as objects
// become C text, options become flags. Everything that runs often is in C.
'use strict';

// Flags of bridge.h.
const ERRNO = 2;
const NAMES = 4;
const OPTIONAL = 8;

function invalid(message) {
  const error = new TypeError(message);

  error.code = 'ERR_INVALID_ARG_VALUE';
  return error;
}

// 'int' and a name give 'int puts(...)': a type's text with the name where C
// has it, which for a function pointer is in its middle.
function named(type, name) {
  const at = type.indexOf('(*');

  if (at >= 0)
    return type.slice(0, at + 2) + name + type.slice(at + 2);
  return `${type} ${name}`;
}

// One entry of an object of declarations, as C.
function declare(name, entry) {
  if (typeof entry === 'string')
    return entry.indexOf('(') >= 0 && entry.indexOf(name) < 0 ?
      entry.replace('(', ` ${name}(`) + ';' :
      (entry.indexOf(name) >= 0 ? entry : named(entry, name)) + ';';
  if (Array.isArray(entry))
    return declare(name, { result: entry[0], parameters: entry[1] });
  if (entry === null || typeof entry !== 'object')
    throw invalid(`The declaration of '${name}' must be C text, ` +
                  '[result, parameters] or an object');

  if (entry.type !== undefined)
    return `extern ${named(entry.type, name)};`;
  const result = entry.result || entry.returns || 'void';
  const parameters = (entry.parameters || entry.args || []).join(', ');
  const mark = entry.throws === 'errno' ? '_Errno_ ' : '';

  const label = entry.symbol ? ` __asm__("${entry.symbol}")` : '';

  return `${mark}${result} ${name}(${parameters || 'void'})${label};`;
}

function textOf(declarations) {
  if (typeof declarations === 'string')
    return declarations;
  if (declarations === undefined)
    return '';
  if (declarations === null || typeof declarations !== 'object')
    throw invalid('Declarations are C text or an object');
  return Object.keys(declarations)
    .map((name) => declare(name, declarations[name])).join('\n');
}

function flagsOf(options) {
  return (options.throws === 'errno' ? ERRNO : 0) |
    (options.enums === 'names' ? NAMES : 0) |
    (options.optional === true ? OPTIONAL : 0);
}

function optionalOf(declarations, options) {
  const names = Array.isArray(options.optional) ? options.optional.slice() : [];

  if (declarations && typeof declarations === 'object') {
    Object.keys(declarations).forEach((name) => {
      if (declarations[name] && declarations[name].optional)
        names.push(name);
    });
  }
  return names;
}

/**
 * Opens a library and binds what is declared.
 * @param {string|null} library 'z', 'libz.so.1', a path; null: the program
 * @param {string|object} declarations C text, or an object of declarations
 * @param {{throws?: 'errno', enums?: 'names', optional?: boolean|string[]}}
 *   [options]
 * @returns {object} the library: functions, variables, constants, types
 * @throws {Error} ERR_FFI_LIBRARY, ERR_FFI_SYMBOL
 * @throws {SyntaxError} ERR_FFI_SYNTAX
 */
exports.open = function open(library, declarations, options) {
  const chosen = options || {};

  return native.open(library, textOf(declarations), flagsOf(chosen),
    'declarations', optionalOf(declarations, chosen));
};

/**
 * Opens a library and binds what a header declares of it.
 * @param {string|string[]} name 'zlib.h', or a path; of several, those before
 *   the last are what it needs: ['stdio.h', 'jpeglib.h']
 * @param {{lib?: string|null, flags?: string[], include?: string[],
 *   define?: object, declare?: string, throws?: 'errno', enums?: 'names'}}
 *   [options] `flags` of the compiler; `declare`: C text whose declarations are
 *   taken instead of the header's, to say more (nullable, _Out_)
 * @returns {object} as of open; what cannot be expressed throws
 *   ERR_FFI_UNAVAILABLE with the reason when it is touched
 * @throws {Error} ERR_FFI_HEADER, ERR_FFI_COMPILER, ERR_FFI_LIBRARY
 */
exports.header = function header(name, options) {
  const chosen = options || {};
  const library = chosen.lib === undefined ? null : chosen.lib;
  const names = Array.isArray(name) ? name : [name];
  const flags = compilerFlags(chosen);

  names.slice(0, -1).forEach((first) => flags.push('-include', first));
  return native.header(names[names.length - 1], library, flagsOf(chosen),
    flags, textOf(chosen.declare));
};

function compilerFlags(options) {
  const flags = (options.flags || []).slice();

  (options.include || []).forEach((folder) => flags.push(`-I${folder}`));
  Object.keys(options.define || {}).forEach((name) => {
    flags.push(`-D${name}=${options.define[name]}`);
  });
  return flags;
}

/**
 * Compiles C and binds its functions: ffi.c`int f(int a) { return a + 1; }`, or
 * ffi.compile(source, options).
 * @param {string} source
 * @param {{flags?: string[], libs?: string[], compiler?: 'tcc'|'cc'}} [options]
 * @returns {object} as of open
 * @throws {SyntaxError} ERR_FFI_COMPILE, with the compiler's words
 */
exports.compile = function compile(source, options) {
  const chosen = options || {};

  return native.compile(source, compilerFlags(chosen), chosen.libs || [],
    chosen.compiler === 'cc' ? 'cc' : chosen.compiler);
};

exports.c = function c(strings) {
  let source = strings.raw[0];

  for (let i = 1; i < strings.raw.length; i++)
    source += String(arguments[i]) + strings.raw[i];
  return exports.compile(source);
};

/** What `drupe ffi ARGUMENTS` does; returns the exit code. */
exports.main = function main(args) {
  return native.load()(exports, native, require)(args);
};

/**
 * A C address for a function that C keeps, until close().
 * @param {string|object} type 'int (*)(int)'
 * @param {Function} fn
 * @param {{mode?: 'wait'|'post', timeout?: number, library?: object}} [options]
 */
exports.callback = function callback(type, fn, options) {
  const chosen = options || {};

  return native.callback(type, fn, chosen.mode, chosen.timeout,
    chosen.library);
};

['close', 'alloc', 'pointer', 'string', 'type', 'sizeof', 'offsetof',
  'describe', 'Pointer']
  .forEach((name) => { exports[name] = native[name]; });

// What every C function has beside a function's own: async(...), which gives a
// promise, the C type and the address.
const prototype = Object.create(Function.prototype, {
  async: { value: native.async, writable: true, configurable: true },
  type: { get: native.functionType, configurable: true },
  address: { get: native.functionAddress, configurable: true },
});

native.setup(prototype);

// `using p = ffi.alloc(...)`, once compiled by TypeScript.
native.disposables().forEach(([of, end]) => {
  Object.defineProperty(of.prototype, Symbol.dispose, {
    value: end, writable: true, configurable: true });
});

// errno of the last call, and how many threads asynchronous calls may have.
['errno', 'threads'].forEach((name) => {
  Object.defineProperty(exports, name, {
    get() { return native[name]; },
    set(value) { native[name] = value; },
    enumerable: true,
  });
});
