// esm_format: which kind of module a URL is: its extension, the package around
// it, or its own syntax.
'use strict';

const esm = binding('esm');
const { codes } = require('internal/errors');

// `data:type;base64,text`: [type, text].
function parseData(url) {
  const match = /^data:([^,]*?)(;base64)?,([^]*)$/.exec(url);

  if (match === null)
    throw new codes.ERR_INVALID_URL(url);
  const body = decodeURIComponent(match[3].replace(/#.*$/, ''));

  return [match[1].replace(/;.*$/, ''),
          match[2] === undefined ? body :
            Buffer.from(body, 'base64').toString()];
}

/** The text that a data: URL carries. */
function dataOf(url) {
  return parseData(url)[1];
}

const dataFormats = {
  '__proto__': null,
  'application/json': 'json',
  'application/javascript': 'module',
  'text/javascript': 'module',
};

const extensions = {
  '__proto__': null,
  '.cjs': 'commonjs',
  '.cts': 'commonjs',
  '.json': 'json',
  '.mjs': 'module',
  '.mts': 'module',
  '.so': 'native',
};

function extensionOf(path) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');

  return dot <= 0 ? '' : name.slice(dot);
}

/**
 * @returns {string} builtin, commonjs, json, module or native
 * @throws ERR_UNKNOWN_FILE_EXTENSION, ERR_UNKNOWN_MODULE_FORMAT
 */
function formatOf(url) {
  if (url.startsWith('node:') || url.startsWith('drupe:'))
    return 'builtin';
  if (url.startsWith('data:')) {
    const [type] = parseData(url);
    const format = dataFormats[type];

    if (format === undefined)
      throw new codes.ERR_UNKNOWN_MODULE_FORMAT(type, url);
    return format;
  }
  const path = esm.pathOf(url);
  const extension = extensionOf(path);

  if (extension === '.js' || extension === '.ts' || extension === '')
    return esm.isModule(path) ? 'module' : 'commonjs';
  if (extensions[extension] === undefined)
    throw new codes.ERR_UNKNOWN_FILE_EXTENSION(extension, path);
  return extensions[extension];
}

module.exports = { dataOf, formatOf };
