// path: the POSIX functions; those for Windows come when they are asked for.
'use strict';

const {
  basename, checkString, extensionOf, formatPath, isPosixSep, lastPart,
  normalizeParts, parentEnd, parseLast,
} = require('internal/path_parts');

const posix = {
  /** An absolute path: from the right, until one is absolute. */
  resolve() {
    let resolved = '';
    let absolute = false;

    for (let i = arguments.length - 1; i >= -1 && !absolute; i--) {
      const path = i >= 0 ? arguments[i] : process.cwd();

      checkString(path, `paths[${i}]`);
      if (path === '')
        continue;
      resolved = path + '/' + resolved;
      absolute = path.charCodeAt(0) === 47;
    }
    resolved = normalizeParts(resolved.split('/'), !absolute, '/');
    return absolute ? '/' + resolved : resolved || '.';
  },

  normalize(path) {
    checkString(path, 'path');
    if (path === '')
      return '.';
    const absolute = path.charCodeAt(0) === 47;
    let result = normalizeParts(path.split('/'), !absolute, '/');

    if (result === '') {
      if (absolute)
        return '/';
      return path.endsWith('/') ? './' : '.';
    }
    if (path.endsWith('/'))
      result += '/';
    return absolute ? '/' + result : result;
  },

  isAbsolute(path) {
    checkString(path, 'path');
    return path.charCodeAt(0) === 47;
  },

  join() {
    const parts = [];

    for (let i = 0; i < arguments.length; i++) {
      checkString(arguments[i], 'path');
      if (arguments[i] !== '')
        parts.push(arguments[i]);
    }
    return posix.normalize(parts.join('/'));
  },

  relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    if (from === to)
      return '';
    const a = posix.resolve(from).split('/').filter(Boolean);
    const b = posix.resolve(to).split('/').filter(Boolean);
    let same = 0;

    while (same < a.length && same < b.length && a[same] === b[same])
      same++;
    return a.slice(same).map(() => '..').concat(b.slice(same)).join('/');
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    checkString(path, 'path');
    if (path === '')
      return '.';
    const absolute = path.charCodeAt(0) === 47;
    const end = parentEnd(path, 0, isPosixSep);

    if (end === -1 || (absolute && end === 0))
      return absolute ? '/' : '.';
    return absolute && end === 1 ? '//' : path.slice(0, end);
  },

  basename(path, suffix) {
    if (suffix !== undefined)
      checkString(suffix, 'suffix');
    checkString(path, 'path');
    return basename(path, suffix, 0, isPosixSep);
  },

  extname(path) {
    checkString(path, 'path');
    const { start, end } = lastPart(path, 0, isPosixSep);

    return end === -1 ? '' : extensionOf(path.slice(start, end));
  },

  format(pathObject) {
    return formatPath('/', pathObject);
  },

  parse(path) {
    checkString(path, 'path');
    const result = { root: '', dir: '', base: '', ext: '', name: '' };

    if (path === '')
      return result;
    const absolute = path.charCodeAt(0) === 47;
    const start = parseLast(path, 0, isPosixSep, result);

    if (absolute)
      result.root = '/';
    if (absolute && start === 1 && result.base === '..') {
      result.name = '.'; // as Node has it
      result.ext = '.';
    }
    if (result.base === '' || start === 0 || (absolute && start === 1))
      result.dir = result.root;
    else
      result.dir = path.slice(0, start - 1);
    return result;
  },

  matchesGlob() {
    throw new Error('path.matchesGlob is not supported by drupe yet');
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  _makeLong: null,
};

posix.posix = posix;
posix._makeLong = posix.toNamespacedPath;
Object.defineProperty(posix, 'win32', {
  configurable: true,
  enumerable: true,
  get() { return require('path/win32'); },
});

module.exports = posix;
