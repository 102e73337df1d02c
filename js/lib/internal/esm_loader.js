// esm_loader: from a URL to a module record, with all that it imports; import()
// and require() of ES modules.
'use strict';

const esm = binding('esm');
const { ModuleRecord } = require('internal/esm_record');
const { codes } = require('internal/errors');
const { formatOf, dataOf } = require('internal/esm_format');

// URL, and type of the attributes behind a space, to record.
const records = Object.create(null);

// -- attributes --------------------------------------------------------------

// [specifier, key, value, ...] as an object.
function attributesOf(request) {
  const attributes = Object.create(null);
  let i;

  for (i = 1; typeof request !== 'string' && i < request.length; i += 2)
    attributes[request[i]] = request[i + 1];
  return attributes;
}

function checkAttributes(url, format, attributes) {
  Object.keys(attributes).forEach((key) => {
    if (key !== 'type')
      throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key]);
  });
  const { type } = attributes;

  if (type !== undefined && type !== 'json')
    throw new codes.ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED(type);
  if (format === 'json' && type === undefined)
    throw new codes.ERR_IMPORT_ASSERTION_TYPE_MISSING(url, 'json');
  if (format !== 'json' && type !== undefined)
    throw new codes.ERR_IMPORT_ASSERTION_TYPE_FAILED(url, type);
}

// -- import.meta -------------------------------------------------------------

function makeMeta(url) {
  const path = esm.pathOf(url);
  const meta = Object.create(null);

  if (path !== undefined) {
    meta.dirname = path.slice(0, path.lastIndexOf('/')) || '/';
    meta.filename = path;
  }
  meta.resolve = function resolve(specifier) {
    return resolveLazily(`${specifier}`, url);
  };
  meta.url = url;
  return meta;
}

// import.meta.resolve: a file that is not there has a URL all the same.
function resolveLazily(specifier, base) {
  try {
    return esm.resolve(specifier, base);
  } catch (error) {
    if (error.url !== undefined &&
        (error.code === 'ERR_MODULE_NOT_FOUND' ||
         error.code === 'ERR_UNSUPPORTED_DIR_IMPORT'))
      return error.url;
    throw error;
  }
}

function lazyMeta(url) {
  let meta = null;

  return () => {
    if (meta === null)
      meta = makeMeta(url);
    return meta;
  };
}

function ignore() {}

// -- synthetic modules -------------------------------------------------------

// A module whose exports are the members of an object.
function makeFromObject(record, names, get) {
  record.addExport('default');
  names.forEach((name) => record.addExport(name));
  record.body = () => {
    const exports = get();

    names.forEach((name) => {
      if (name === 'default' || exports === null || exports === undefined ||
          !Object.prototype.hasOwnProperty.call(exports, name))
        return;
      try {
        record.setExport(name, exports[name]);
      } catch {
        // A getter that throws leaves the name undefined.
      }
    });
    record.setExport('default', exports);
  };
  return record;
}

function namesOf(exports) {
  const type = typeof exports;

  return exports !== null && (type === 'object' || type === 'function') ?
    Object.keys(exports) : [];
}

function makeBuiltin(url) {
  const exports = esm.core(url.startsWith('node:') ? url.slice(5) : url);

  return makeFromObject(new ModuleRecord(url, null), namesOf(exports),
                        () => exports);
}

function makeNative(url) {
  const exports = esm.addon(esm.pathOf(url));

  return makeFromObject(new ModuleRecord(url, null), namesOf(exports),
                        () => exports);
}

function makeJson(url) {
  const record = new ModuleRecord(url, null);
  const text = url.startsWith('data:') ? dataOf(url) : esm.readText(url);

  record.addExport('default');
  record.body = ignore;
  try {
    record.setExport('default', JSON.parse(text));
  } catch (error) {
    error.message = `${esm.pathOf(url) || url}: ${error.message}`;
    throw error;
  }
  return record;
}

function makeCommonJs(url) {
  const record = new ModuleRecord(url, null);
  const { exportNames } = require('internal/esm_commonjs');
  const path = esm.pathOf(url);

  record.format = 'commonjs';
  return makeFromObject(record, exportNames(path),
                        () => esm.requireFile(path, record.isMain));
}

// -- source text -------------------------------------------------------------

function makeSource(url) {
  const tables = url.startsWith('data:') ? esm.compileText(dataOf(url), url) :
    esm.compileFile(url);
  const record = new ModuleRecord(url, tables);

  record.meta = lazyMeta(url);
  return record;
}

const makers = {
  __proto__: null,
  'builtin': makeBuiltin,
  'commonjs': makeCommonJs,
  'json': makeJson,
  'module': makeSource,
  'native': makeNative,
};

// Finds what a record asks for.
function loadRequests(record) {
  record.tables.r.forEach((request) => {
    const specifier = typeof request === 'string' ? request : request[0];
    const url = esm.resolve(specifier, record.url);

    record.requested.push(load(url, attributesOf(request)));
  });
}

let fresh = null; // keys of the records that the load under way has made

// A load that fails leaves nothing, so that the next import looks again.
function loading(load) {
  const outermost = fresh === null;

  if (outermost)
    fresh = [];
  try {
    return load();
  } catch (error) {
    if (outermost)
      fresh.forEach((key) => { delete records[key]; });
    throw error;
  } finally {
    if (outermost)
      fresh = null;
  }
}

/**
 * The record of a URL with all that it asks for, not linked yet.
 * @throws ERR_UNKNOWN_FILE_EXTENSION and what reading and compiling give
 */
function load(url, attributes, isMain) {
  const key = attributes.type === undefined ? url : url + ' ' + attributes.type;
  let record = records[key];

  if (record !== undefined)
    return record;
  const format = formatOf(url, attributes);

  checkAttributes(url, format, attributes);
  return loading(() => {
    record = makers[format](url);
    record.isMain = isMain === true;
    records[key] = record;
    fresh.push(key);
    if (record.tables !== null)
      loadRequests(record);
    return record;
  });
}

// -- import() ----------------------------------------------------------------

// The options of import(), as V8 checks them.
function attributesOfOptions(options) {
  const attributes = Object.create(null);

  if (options === undefined)
    return attributes;
  if (options === null ||
      (typeof options !== 'object' && typeof options !== 'function'))
    throw new TypeError('The second argument to import() must be an object');
  const given = options.with;

  if (given === undefined)
    return attributes;
  if (given === null ||
      (typeof given !== 'object' && typeof given !== 'function'))
    throw new TypeError('The \'assert\' option must be an object');
  Object.keys(given).forEach((key) => {
    if (typeof given[key] !== 'string')
      throw new TypeError('Import assertion value must be a string');
    attributes[key] = given[key];
  });
  return attributes;
}

// Settles `result` with the module's namespace when it is evaluated.
function finish(record, result) {
  record.link();
  esm.then(record.evaluate(),
           () => esm.promiseResolve(result, record.namespace()),
           (error) => esm.promiseReject(result, error));
}

/** import(specifier, options) of code in `file`, a URL or a path. */
function importDynamically(specifier, options, file) {
  const result = esm.promise();

  try {
    const name = `${specifier}`;
    const attributes = attributesOfOptions(options);

    esm.queueMicrotask(() => {
      try {
        finish(load(esm.resolve(name, file), attributes), result);
      } catch (error) {
        esm.promiseReject(result, error);
      }
    });
  } catch (error) {
    esm.promiseReject(result, error);
  }
  return result;
}

// -- require() ---------------------------------------------------------------

/**
 * What require() gives for an ES module at `path`.
 * @throws ERR_REQUIRE_ASYNC_MODULE, ERR_REQUIRE_CYCLE_MODULE
 */
function requireModule(path, parent) {
  const record = load(esm.urlOf(path), Object.create(null));

  if (record.isEvaluating())
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(path, parent);
  record.link();
  if (record.graphAwaits(Object.create(null)))
    throw new codes.ERR_REQUIRE_ASYNC_MODULE(path, parent);
  record.evaluateSync();
  const space = record.namespace();

  if ('module.exports' in space)
    return space['module.exports'];
  if (!('default' in space) || '__esModule' in space)
    return space;
  return withMark(record);
}

// The namespace with `__esModule`: what transpiled code expects of a module
// that has a default export.
function withMark(record) {
  if (record.marked === undefined) {
    const facade = new ModuleRecord(record.url, null);
    const names = Object.create(null);

    record.exportedNames(names, Object.create(null));
    Object.keys(names).forEach((name) => {
      facade.own[name] = record.resolveExport(name, Object.create(null));
    });
    facade.addExport('__esModule');
    facade.setExport('__esModule', true);
    record.marked = facade.namespace();
  }
  return record.marked;
}

// -- the program's own -------------------------------------------------------

const UNSETTLED = 13; // exit code

function unsettled() {
  if (process.exitCode === undefined)
    process.exitCode = UNSETTLED;
}

// A top-level await that never comes to its end has an exit code.
function run(record) {
  record.link();
  const done = record.evaluate();

  if (!record.isEvaluated())
    process.on('exit', unsettled);
  esm.then(done, () => process.off('exit', unsettled), (error) => {
    process.off('exit', unsettled);
    esm.queueMicrotask(() => { throw error; });
  });
}

/** Runs the file as the program. Throws what loading and linking give. */
function runMain(path) {
  esm.queueMicrotask(() => run(load(esm.urlOf(path), Object.create(null),
                                    true)));
}

/** Runs text as a module of the current folder. */
function runText(text, name) {
  esm.queueMicrotask(() => {
    const url = esm.urlOf(`${process.cwd()}/${name}`);
    const record = new ModuleRecord(url, esm.compileText(text, url));

    record.meta = lazyMeta(url);
    loading(() => loadRequests(record));
    run(record);
  });
}

/** --import: runs modules before the program. */
function preload(specifiers) {
  specifiers.forEach((specifier) => {
    const record = load(esm.resolve(specifier, ''), Object.create(null));

    record.link();
    esm.then(record.evaluate(), undefined);
  });
}

module.exports = { importDynamically, preload, requireModule, runMain,
                   runText };
