// module: the CommonJS loader's class, and what programs ask it.  The loader
// itself is C (loader/cjs.c).
'use strict';

const { Module, builtinModules, isBuiltin } = binding('module');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const EXPECTED = 'must be a file URL object, file URL string, or absolute ' +
  'path string';

/**
 * A require function as the file at `filename` would have it.
 * @param {string|URL} filename absolute path, file URL or file: string
 * @throws ERR_INVALID_ARG_VALUE
 */
Module.createRequire = function createRequire(filename) {
  let path = filename;

  if (path !== null && typeof path === 'object' &&
      typeof path.href === 'string')
    path = path.href;
  if (typeof path === 'string' && path.startsWith('file:'))
    path = decodeURIComponent(path.replace(/^file:(\/\/(localhost)?)?/, '')
                                  .replace(/[?#].*$/, ''));
  if (typeof path !== 'string' || path[0] !== '/')
    throw new ERR_INVALID_ARG_VALUE('filename', filename, EXPECTED);
  return Module._createRequire(path[path.length - 1] === '/' ?
    path + 'noop.js' : path);
};

Module.builtinModules = builtinModules;
Module.isBuiltin = isBuiltin;
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {};
Module.findSourceMap = function findSourceMap() { return undefined; };

module.exports = Module;
