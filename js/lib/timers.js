// timers: the kernel's timers under the names of Node's module.
'use strict';

const {
  setTimeout, clearTimeout, setInterval, clearInterval, setImmediate,
  clearImmediate,
} = binding('timers');

const customPromisify = Symbol.for('nodejs.util.promisify.custom');

// util.promisify(setTimeout) is the one of timers/promises.
[setTimeout, setImmediate].forEach((fn) => {
  Object.defineProperty(fn, customPromisify, {
    configurable: true,
    enumerable: true,
    get() { return require('timers/promises')[fn.name]; },
  });
});

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};

Object.defineProperty(module.exports, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('timers/promises'); },
});
