// How an uncaught error is shown: as util.inspect does.  Except that the
// brackets around a stack without frames are left out where the stack is the
// engine's own: in Node there are frames of its loader, here that is C.
'use strict';

const { inspect } = require('internal/inspect');

module.exports = function describe(error) {
  const text = inspect(error);
  const stack = error.stack;

  if (typeof stack === 'string' && text.startsWith('[' + stack + ']') &&
      stack.includes(error.name + ': ' + error.message))
    return stack + text.slice(stack.length + 2);
  return text;
};
