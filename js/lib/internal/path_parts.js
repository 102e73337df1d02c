// What the two kinds of paths have in common. `isSep(code)` tells a separator.
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

function checkString(value, name) {
  if (typeof value !== 'string')
    throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
}

function isPosixSep(code) {
  return code === 47;
}

function isWin32Sep(code) {
  return code === 47 || code === 92;
}

/** Without `.` and `..` and empty parts; `..` stays in front where it may. */
function normalizeParts(parts, allowAboveRoot, sep) {
  const out = [];

  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];

    if (part === '' || part === '.')
      continue;
    if (part !== '..')
      out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== '..')
      out.pop();
    else if (allowAboveRoot)
      out.push('..');
  }
  return out.join(sep);
}

/**
 * Where the last part of path[from..] is: start and end without the separators
 * behind it; end -1: there is none.
 */
function lastPart(path, from, isSep) {
  let end = path.length;
  let start;

  while (end > from && isSep(path.charCodeAt(end - 1)))
    end--;
  if (end === from)
    return { start: from, end: -1 };
  start = end;
  while (start > from && !isSep(path.charCodeAt(start - 1)))
    start--;
  return { start, end };
}

/** `.js` of `a.js`; '' of `a`, `.a` and `..`. */
function extensionOf(base) {
  const dot = base.lastIndexOf('.');

  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

function basename(path, suffix, from, isSep) {
  const { start, end } = lastPart(path, from, isSep);
  const base = end === -1 ? '' : path.slice(start, end);

  if (suffix === undefined || suffix === '' || suffix.length > path.length)
    return base;
  if (suffix === path)
    return '';
  if (suffix.length > base.length) {
    // As Node has it: what stands behind the name is kept then.
    return suffix.endsWith(base) ? path.slice(start) : base;
  }
  return base !== suffix && base.endsWith(suffix) ?
    base.slice(0, -suffix.length) : base;
}

/** Where dirname ends: the separator before the last part; -1: none. */
function parentEnd(path, from, isSep) {
  const { start, end } = lastPart(path, from, isSep);

  return end === -1 || start === from ? -1 : start - 1;
}

/** Fills base, name and ext of what parse() returns. */
function parseLast(path, from, isSep, result) {
  const { start, end } = lastPart(path, from, isSep);

  if (end !== -1) {
    result.base = path.slice(start, end);
    result.ext = extensionOf(result.base);
    result.name = result.ext === '' ? result.base :
      result.base.slice(0, -result.ext.length);
  }
  return start;
}

function formatPath(sep, object) {
  if (object === null || typeof object !== 'object')
    throw new ERR_INVALID_ARG_TYPE('pathObject', 'Object', object);
  const dir = object.dir || object.root;
  const ext = object.ext ?
    (object.ext[0] === '.' ? '' : '.') + object.ext : '';
  const base = object.base || `${object.name || ''}${ext}`;

  if (!dir)
    return base;
  return dir === object.root ? `${dir}${base}` : `${dir}${sep}${base}`;
}

module.exports = {
  basename, checkString, extensionOf, formatPath, isPosixSep, isWin32Sep,
  lastPart, normalizeParts, parentEnd, parseLast,
};
