// The global console. Text and numbers go straight to the descriptor: a program
// that only prints loads neither util nor streams. All else is in
// internal/console.js.
'use strict';

const stdio = binding('stdio');
const hasOwn = Object.prototype.hasOwnProperty;

const console = Object.create({});
let methods = null; // of internal/console
let plain = true; // no group is open

// Where a name goes as long as nobody has read process[name].
const outputs = {
  stdout: { fd: 1, getter: originalGetter('stdout'), isTTY: undefined },
  stderr: { fd: 2, getter: originalGetter('stderr'), isTTY: undefined },
};

function originalGetter(name) {
  const desc = Object.getOwnPropertyDescriptor(process, name);
  return desc === undefined ? undefined : desc.get;
}

// Has process[name] never been read nor changed?
function isUntouched(output, name) {
  if (output.getter === undefined)
    return false;
  const desc = Object.getOwnPropertyDescriptor(process, name);
  if (desc !== undefined && desc.get === output.getter)
    return true;
  output.getter = undefined;
  return false;
}

// The text of what format() would leave as it is; undefined for all else.
function textOf(value, output) {
  if (typeof value === 'string')
    return value;
  if (typeof value !== 'number' && typeof value !== 'boolean' &&
      value !== undefined && value !== null)
    return undefined;
  // A terminal shows them in color.
  if (output.isTTY === undefined)
    output.isTTY = stdio.isatty(output.fd);
  if (output.isTTY)
    return undefined;
  return value === 0 && 1 / value < 0 ? '-0' : String(value);
}

// Prints simple values; false: nothing was done.
function writePlain(name, args) {
  const output = outputs[name];
  const count = args.length;

  if (!plain || !isUntouched(output, name))
    return false;
  if (count > 1 && typeof args[0] === 'string' && args[0].includes('%'))
    return false;
  let text = '';
  for (let i = 0; i < count; i++) {
    const part = textOf(args[i], output);

    if (part === undefined)
      return false;
    text += i === 0 ? part : ' ' + part;
  }
  try {
    stdio.writeSync(output.fd, text + '\n');
  } catch (error) {
    // Nobody reads it: the program goes on, as with Node's ignoreErrors.
    if (error instanceof RangeError)
      throw error; // the stack is full
  }
  return true;
}

function load() {
  if (methods === null) {
    const { Console, bind } = require('internal/console');

    bind(console, {
      isUntouched: (name) => isUntouched(outputs[name], name),
      fd: (name) => outputs[name].fd,
    });
    methods = Console.prototype;
  }
  return methods;
}

function printer(stream, method) {
  return {
    [method]: function() {
      if (!writePlain(stream, arguments))
        load()[method].apply(console, arguments);
    },
  }[method];
}

// A method that needs the whole console.
function forward(method) {
  return {
    [method]: function() {
      if (method === 'group' || method === 'groupCollapsed')
        plain = false;
      return load()[method].apply(console, arguments);
    },
  }[method];
}

function nothing(name) {
  return { [name]: function() {} }[name];
}

console.log = printer('stdout', 'log');
console.warn = printer('stderr', 'warn');
['dir', 'time', 'timeEnd', 'timeLog'].forEach((name) => {
  console[name] = forward(name);
});
console.trace = function trace() {
  load().traceFrom.call(console, trace, arguments);
};
['assert', 'clear', 'count', 'countReset', 'group', 'groupEnd', 'table']
  .forEach((name) => {
    console[name] = forward(name);
  });
console.debug = printer('stdout', 'debug');
console.info = printer('stdout', 'info');
console.dirxml = printer('stdout', 'dirxml');
console.error = printer('stderr', 'error');
console.groupCollapsed = forward('groupCollapsed');

Object.defineProperty(console, 'Console', {
  configurable: true,
  enumerable: true,
  get() {
    load();
    const { Console } = require('internal/console');
    Object.defineProperty(console, 'Console', {
      value: Console, configurable: true, enumerable: true, writable: true,
    });
    return Console;
  },
  set(value) {
    Object.defineProperty(console, 'Console', {
      value, configurable: true, enumerable: true, writable: true,
    });
  },
});

// For an inspector; without one they do nothing in Node either.
['profile', 'profileEnd', 'timeStamp'].forEach((name) => {
  console[name] = nothing(name);
});

Object.defineProperty(console, Symbol.toStringTag, {
  value: 'console', configurable: true,
});

// The streams, opened when they are first asked for.
['stdout', 'stderr'].forEach((name) => {
  let own;

  Object.defineProperty(console, '_' + name, {
    configurable: true,
    get() { return own === undefined ? process[name] : own; },
    set(value) {
      own = value;
      outputs[name].getter = undefined;
    },
  });
});

module.exports = console;
