// Core modules that drupe does not have yet, made of npm packages, so that the
// packages which need them can be tried: `drupe -r standins.js PROGRAM`.  Where
// no package does it (tty, https, ...), a module has what loading needs and no
// more.
'use strict';
const Module = require('module');

class SharedArrayBuffer {
  get byteLength() { throw new TypeError('not one'); }
  get growable() { throw new TypeError('not one'); }
}

class AsyncResource {
  runInAsyncScope(fn, that, ...args) { return fn.apply(that, args); }
  bind(fn) { return fn; }
  static bind(fn) { return fn; }
}

class AsyncLocalStorage {
  run(store, fn, ...args) {
    const before = this.store;
    this.store = store;
    try {
      return fn(...args);
    } finally {
      this.store = before;
    }
  }
  getStore() { return this.store; }
}

const channel = { hasSubscribers: false, publish() {}, subscribe() {} };
const tracing = {
  start: channel, end: channel, asyncStart: channel, asyncEnd: channel,
  error: channel, hasSubscribers: false,
  traceSync: (fn, context, that, ...args) => fn.apply(that, args),
};

const made = {
  fs: () => require('memfs').fs,
  crypto: () => ({
    ...require('crypto-browserify'),
    createHash: require('create-hash/browser'),
  }),
  zlib: () => ({
    ...require('browserify-zlib'), constants: require('browserify-zlib'),
  }),
  url: () => ({ ...require('npm-url'), ...require('whatwg-url') }),
  tty: () => ({ isatty: () => false }),
  async_hooks: () => ({ AsyncResource, AsyncLocalStorage }),
  diagnostics_channel: () => ({
    channel: () => channel, tracingChannel: () => tracing,
  }),
  v8: () => ({}),
  perf_hooks: () => ({ performance: Date }),
  https: () => ({ Agent: class {} }),
  http2: () => ({ constants: {} }),
  tls: () => ({}),
  dns: () => ({}),
  child_process: () => ({}),
};

const { _load: load } = Module;
const loaded = new Map();

Module._load = function (request, ...rest) {
  const name = request.replace(/^node:/, '');

  if (!Object.hasOwn(made, name))
    return load.call(this, request, ...rest);
  if (!loaded.has(name))
    loaded.set(name, made[name]());
  return loaded.get(name);
};

globalThis.SharedArrayBuffer ??= SharedArrayBuffer;
globalThis.URL ??= require('whatwg-url').URL;
globalThis.URLSearchParams ??= require('whatwg-url').URLSearchParams;
for (const name of ['ReadableStream', 'Blob', 'Response'])
  globalThis[name] ??= class {};
