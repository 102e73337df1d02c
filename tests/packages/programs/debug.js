const debug = require('debug');
console.log(debug('a:b').enabled, debug.coerce(new Error('x')) instanceof Error ||
  typeof debug.coerce(new Error('x')));
debug.enable('a:*,-a:c');
console.log(debug('a:b').enabled, debug('a:c').enabled, debug.disable());
