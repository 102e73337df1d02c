const R = require('ramda');
console.log(R.pipe(R.map(R.multiply(2)), R.filter(R.gt(R.__, 4)), R.sum)([1, 2, 3, 4]), R.groupBy(R.length, ['a', 'bb', 'c']));
console.log(R.over(R.lensPath(['a', 0, 'b']), R.inc, { a: [{ b: 1 }] }), R.equals(new Map([[1, [2]]]), new Map([[1, [2]]])), R.transpose([[1, 2], [3]]));
console.log(R.evolve({ a: R.add(1), b: { c: R.toUpper } }, { a: 1, b: { c: 'x' } }), R.toString({ a: [1, 'x', null] }), R.zipObj(['a', 'b'], [1, 2]));
console.log(R.into([], R.compose(R.map(R.inc), R.take(2)), [1, 2, 3]), R.curryN(2, (a, b) => a - b)(R.__, 1)(5), R.sortWith([R.descend(R.prop('a'))], [{ a: 1 }, { a: 2 }]));
