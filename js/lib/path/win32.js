// path.win32: paths of Windows. A root is a device (`C:`, `\\server\share`), a
// backslash, both or none.
'use strict';

const {
  basename, checkString, extensionOf, formatPath, isWin32Sep: isSep, lastPart,
  normalizeParts, parentEnd, parseLast,
} = require('internal/path_parts');

const reserved = ('CON PRN AUX NUL COM1 COM2 COM3 COM4 COM5 COM6 COM7 COM8 ' +
  'COM9 LPT1 LPT2 LPT3 LPT4 LPT5 LPT6 LPT7 LPT8 LPT9 COM\xb9 COM\xb2 COM\xb3 ' +
  'LPT\xb9 LPT\xb2 LPT\xb3').split(' ');

function isReservedName(path, colon) {
  return reserved.includes(path.slice(0, colon).toUpperCase());
}

function isLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isDrive(path) {
  return isLetter(path.charCodeAt(0)) && path.charCodeAt(1) === 58;
}

function hasSepAt(path, i) {
  return i < path.length && isSep(path.charCodeAt(i));
}

// Index of the first separator (or of the first other character) from i on.
function skip(path, i, seps) {
  while (i < path.length && isSep(path.charCodeAt(i)) === seps)
    i++;
  return i;
}

/**
 * `\\server\share`: { server, share: where it starts, end }; null where path
 * does not start so. share === end: the server alone.
 */
function uncOf(path) {
  if (!hasSepAt(path, 0) || !hasSepAt(path, 1))
    return null;
  const serverEnd = skip(path, 2, false);
  const share = skip(path, serverEnd, true);

  if (serverEnd === 2 || serverEnd === path.length || share === path.length)
    return null;
  return {
    server: path.slice(2, serverEnd), share, end: skip(path, share, false),
  };
}

// { device, end: of the root, absolute }
function rootOf(path) {
  if (hasSepAt(path, 0)) {
    const unc = path.length > 1 ? uncOf(path) : null;

    if (unc === null)
      return { device: '', end: hasSepAt(path, 1) ? 0 : 1, absolute: true };
    if (unc.server === '.' || unc.server === '?')
      return { device: '\\\\' + unc.server, end: 4, absolute: true };
    return {
      device: `\\\\${unc.server}\\${path.slice(unc.share, unc.end)}`,
      end: unc.end, absolute: true,
    };
  }
  if (path.length > 1 && isDrive(path)) {
    const absolute = hasSepAt(path, 2);
    return { device: path.slice(0, 2), end: absolute ? 3 : 2, absolute };
  }
  return { device: '', end: 0, absolute: false };
}

function splitParts(path) {
  return path.split(/[\\/]/);
}

// The current folder of a drive, or its root.
function folderOf(device) {
  if (device === '')
    return process.cwd();
  const path = process.env['=' + device] || process.cwd();

  if (path === undefined || (path.charCodeAt(2) === 92 &&
      path.slice(0, 2).toLowerCase() !== device.toLowerCase()))
    return device + '\\';
  return path;
}

// `.\` before what would read as a drive or a stream otherwise.
function needsDot(path, tail) {
  if (tail.length >= 2 && isDrive(tail))
    return true;
  for (let i = path.indexOf(':'); i !== -1; i = path.indexOf(':', i + 1)) {
    if (i === path.length - 1 || hasSepAt(path, i + 1))
      return true;
  }
  return false;
}

const win32 = {
  resolve() {
    let device = '';
    let tail = '';
    let absolute = false;

    for (let i = arguments.length - 1; i >= -1; i--) {
      const path = i >= 0 ? arguments[i] : folderOf(device);

      if (i >= 0)
        checkString(path, `paths[${i}]`);
      if (i >= 0 && path === '')
        continue;
      const root = rootOf(path);
      if (root.device !== '') {
        if (device === '')
          device = root.device;
        else if (root.device.toLowerCase() !== device.toLowerCase())
          continue; // another drive
      }
      if (!absolute) {
        tail = path.slice(root.end) + '\\' + tail;
        absolute = root.absolute;
      }
      if (absolute && device !== '')
        break;
    }
    tail = normalizeParts(splitParts(tail), !absolute, '\\');
    return absolute ? device + '\\' + tail : device + tail || '.';
  },

  normalize(path) {
    checkString(path, 'path');
    if (path === '')
      return '.';
    if (path.length === 1)
      return path === '/' ? '\\' : path;
    const unc = uncOf(path);
    if (unc !== null && unc.end === path.length && unc.server !== '.' &&
        unc.server !== '?')
      return `\\\\${unc.server}\\${path.slice(unc.share)}\\`;

    const root = rootOf(path);
    let { device, end } = root;
    const colon = path.indexOf(':');
    if (!root.absolute && device === '' && colon > 0 &&
        isReservedName(path, colon)) {
      device = path.slice(0, colon + 1);
      end = colon + 1;
    }
    let tail = normalizeParts(splitParts(path.slice(end)), !root.absolute,
                              '\\');
    if (tail === '' && !root.absolute)
      tail = '.';
    if (tail !== '' && isSep(path.charCodeAt(path.length - 1)))
      tail += '\\';
    if (!root.absolute && device === '' && colon !== -1 &&
        needsDot(path, tail))
      return '.\\' + tail;
    if (isReservedName(path, colon))
      return '.\\' + device + tail;
    return root.absolute ? device + '\\' + tail : device + tail;
  },

  isAbsolute(path) {
    checkString(path, 'path');
    return hasSepAt(path, 0) ||
      (path.length > 2 && isDrive(path) && hasSepAt(path, 2));
  },

  join() {
    const parts = [];

    for (let i = 0; i < arguments.length; i++) {
      checkString(arguments[i], 'path');
      if (arguments[i] !== '')
        parts.push(arguments[i]);
    }
    if (parts.length === 0)
      return '.';
    // Two separators in front name a server only where they are the first
    // part's own, with a name behind them.
    const [first] = parts;
    let joined = parts.join('\\');
    const isServer = hasSepAt(first, 0) && hasSepAt(first, 1) &&
      first.length > 2 && !hasSepAt(first, 2);
    const seps = skip(joined, 0, true);
    if (!isServer && seps >= 2)
      joined = '\\' + joined.slice(seps);
    return win32.normalize(joined);
  },

  relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    if (from === to)
      return '';
    const fullFrom = win32.resolve(from);
    const fullTo = win32.resolve(to);
    const a = fullFrom.toLowerCase();
    const b = fullTo.toLowerCase();

    if (a === b)
      return '';
    return a.length === fullFrom.length && b.length === fullTo.length ?
      relativeByText(a, b, fullTo) : relativeByParts(fullFrom, fullTo);
  },

  toNamespacedPath(path) {
    if (typeof path !== 'string' || path === '')
      return path;
    const full = win32.resolve(path);

    if (full.length <= 2)
      return path;
    if (full.startsWith('\\\\')) {
      return full[2] === '?' || full[2] === '.' ? full :
        '\\\\?\\UNC\\' + full.slice(2);
    }
    return isDrive(full) && full[2] === '\\' ? '\\\\?\\' + full : full;
  },

  dirname(path) {
    checkString(path, 'path');
    if (path === '')
      return '.';
    if (path.length === 1)
      return isSep(path.charCodeAt(0)) ? path : '.';
    let root = -1;
    if (hasSepAt(path, 0)) {
      const unc = uncOf(path);

      if (unc !== null && unc.end === path.length)
        return path;
      root = unc === null ? 1 : unc.end + 1;
    } else if (isDrive(path)) {
      root = hasSepAt(path, 2) ? 3 : 2;
    }
    const end = parentEnd(path, Math.max(root, 0), isSep);
    if (end !== -1)
      return path.slice(0, end);
    return root === -1 ? '.' : path.slice(0, root);
  },

  basename(path, suffix) {
    if (suffix !== undefined)
      checkString(suffix, 'suffix');
    checkString(path, 'path');
    return basename(path, suffix, isDrive(path) ? 2 : 0, isSep);
  },

  extname(path) {
    checkString(path, 'path');
    const { start, end } = lastPart(path, isDrive(path) ? 2 : 0, isSep);

    return end === -1 ? '' : extensionOf(path.slice(start, end));
  },

  format(pathObject) {
    return formatPath('\\', pathObject);
  },

  parse(path) {
    checkString(path, 'path');
    const result = { root: '', dir: '', base: '', ext: '', name: '' };
    let root = 0;

    if (path === '')
      return result;
    if (hasSepAt(path, 0)) {
      const unc = uncOf(path);

      root = unc === null ? 1 : Math.min(unc.end + 1, path.length);
    } else if (isDrive(path)) {
      root = hasSepAt(path, 2) ? 3 : 2;
    }
    result.root = path.slice(0, root);
    const start = parseLast(path, root, isSep, result);
    result.dir = start > root && result.base !== '' ?
      path.slice(0, start - 1) : result.root;
    return result;
  },

  matchesGlob() {
    throw new Error('path.matchesGlob is not supported by drupe yet');
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
  _makeLong: null,
};

// Where the text between the backslashes at both ends is.
function innerRange(path) {
  const start = skip(path, 0, true);
  let end = path.length;

  while (end - 1 > start && path.charCodeAt(end - 1) === 92)
    end--;
  return { start, end };
}

// The last separator that two texts share in front, of which `same` characters
// are equal; -1: none.
function lastCommonSep(a, b, same) {
  let sep = a.lastIndexOf('\\', same - 1);

  if (same === 0)
    sep = -1;
  if (same === a.length || same === b.length) {
    if (a.length > same && a[same] === '\\')
      sep = same;
    else if (a.length > same && same === 2)
      sep = 3;
    if (sep === -1)
      sep = 0;
  }
  return sep;
}

// relative() of two texts in lower case; `full` is the second as it was.
function relativeByText(lowerFrom, lowerTo, full) {
  const from = innerRange(lowerFrom);
  const to = innerRange(lowerTo);
  const a = lowerFrom.slice(from.start, from.end);
  const b = lowerTo.slice(to.start, to.end);
  let same = 0;

  while (same < a.length && same < b.length && a[same] === b[same])
    same++;
  if (same === a.length && b.length > same) {
    if (b[same] === '\\')
      return full.slice(to.start + same + 1);
    if (same === 2)
      return full.slice(to.start + same);
  }
  const sep = lastCommonSep(a, b, same);
  if (sep === -1)
    return full;
  const ups = sep + 1 > a.length ? '' :
    a.slice(sep + 1).split('\\').map(() => '..').join('\\');
  let start = to.start + sep;
  if (ups === '' && full[start] === '\\')
    start++;
  return ups + full.slice(start, Math.max(start, to.end));
}

// The same part by part: lower case has another length.
function relativeByParts(from, to) {
  const a = from.split('\\');
  const b = to.split('\\');
  let same = 0;

  if (a[a.length - 1] === '')
    a.pop();
  if (b[b.length - 1] === '')
    b.pop();
  while (same < a.length && same < b.length &&
         a[same].toLowerCase() === b[same].toLowerCase())
    same++;
  if (same === 0)
    return to;
  if (same === a.length || same === b.length) {
    return b.length > same ? b.slice(same).join('\\') :
      a.slice(same).map(() => '..').join('\\');
  }
  return '..\\'.repeat(a.length - same) + b.slice(same).join('\\');
}

win32.win32 = win32;
win32.posix = require('path');
win32._makeLong = win32.toNamespacedPath;

module.exports = win32;
