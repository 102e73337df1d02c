// console: what goes to stdout, plain and formatted, in groups and tables.
'use strict';

const { Console } = require('console');

function use(c) {
  c.log('a', 1, -0, null, undefined, true);
  c.log('%d x', 3);
  c.log('%s', 'a', 'b');
  c.log('%%', 'x');
  c.log();
  c.log({ a: 1, b: [1, 2, { c: { d: {} } }] });
  c.group('group');
  c.log('in\nside');
  c.groupEnd();
  c.info('out');
  c.debug('%o', [1]);
  c.dirxml({ a: 1 }, [2]);
  c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
  c.table([{ a: 1, b: 'x' }, { a: 2, c: 3 }, 5]);
  c.table(new Map([['a', 1], ['b', { x: 1 }]]));
  c.table(new Set([1, 2]));
  c.table([[1, 2], [3, 4]], ['0']);
  c.table([{ '\u540d': '\u5b57' }]);
  c.table(5);
  c.count();
  c.count('x');
  c.count();
  c.countReset();
  c.count();
  c.assert(true, 'nothing');
}

use(console);
use(new Console(process.stdout));
console.log(Promise.resolve(1), new Map([[{ a: 1 }, 'b']]).entries(),
            new Proxy([1], {}), Object.create(null));
console.log('the streams are open now');
