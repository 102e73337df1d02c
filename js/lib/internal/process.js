// The JavaScript half of `process`: events, warnings, signals, streams.  The
// kernel made the object and its natives (kernel/process*.c) and calls this
// once with it.
'use strict';

const EventEmitter = require('events');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

// -- signals -----------------------------------------------------------------

// A signal is watched while somebody listens to the event of its name.
function watchSignals(process) {
  const { signalNumber, signalStart, signalStop } = binding('process');

  process.on('newListener', (name) => {
    const number = typeof name === 'string' && name.startsWith('SIG') ?
      signalNumber(name) : undefined;

    if (number !== undefined && process.listenerCount(name) === 0)
      signalStart(number);
  });
  process.on('removeListener', (name) => {
    const number = typeof name === 'string' && name.startsWith('SIG') ?
      signalNumber(name) : undefined;

    if (number !== undefined && process.listenerCount(name) === 0)
      signalStop(number);
  });
}

// -- streams -----------------------------------------------------------------

function defineStream(process, name, fd) {
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      const { openStdin, openStdout } = require('internal/process_stdio');
      const stream = fd === 0 ? openStdin() : openStdout(fd);

      Object.defineProperty(process, name,
                            { value: stream, configurable: true,
                              enumerable: true, writable: true });
      return stream;
    },
    set(value) {
      Object.defineProperty(process, name,
                            { value, configurable: true, enumerable: true,
                              writable: true });
    },
  });
}

// -- the object --------------------------------------------------------------

module.exports = function setup(process) {
  // As in Node: process -> an object whose constructor is called process ->
  // EventEmitter.prototype.
  const Process = function process() {
    throw new TypeError('Illegal constructor');
  };

  Process.prototype = Object.create(EventEmitter.prototype);
  Object.defineProperty(Process.prototype, 'constructor',
                        { value: Process, writable: true, configurable: true });
  Object.setPrototypeOf(process, Process.prototype);
  EventEmitter.call(process);

  /**
   * Emits 'warning', and prints it unless --no-warnings.
   * @throws ERR_INVALID_ARG_TYPE
   */
  process.emitWarning = function emitWarning(warning, type, code, ctor) {
    require('internal/process_warning')
      .emitWarning(warning, type, code, ctor || emitWarning);
  };
  process.assert = function assert(value, message) {
    require('assert').ok(value, message);
  };
  process.getBuiltinModule = function getBuiltinModule(id) {
    if (typeof id !== 'string')
      throw new ERR_INVALID_ARG_TYPE('id', 'string', id);
    const Module = require('module');

    return Module.isBuiltin(id) ? Module._load(id) : undefined;
  };
  watchSignals(process);
  defineStream(process, 'stdin', 0);
  defineStream(process, 'stdout', 1);
  defineStream(process, 'stderr', 2);
};
