const _ = require('lodash');
console.log(_.chunk([1, 2, 3, 4, 5], 2), _.groupBy([6.1, 4.2, 6.3], Math.floor), _.merge({ a: [1] }, { a: [2, 3] }));
console.log(_.template('<% _.each(list, (x) => { %><%- x %>,<% }) %>${ 1 + 1 }')({ list: ['a', '<b>'] }));
console.log(_.cloneDeep({ a: new Map([[1, { b: 2 }]]), d: new Date(0), r: /x/g }), _.isEqual([1, { a: NaN }], [1, { a: NaN }]));
console.log(_.camelCase('Foo bar--baz'), _.deburr('déjà vu'), _.words('fred, barney & pebbles'), _.kebabCase('fooBar'));
console.log(_(_.range(10)).filter((n) => n % 2).map((n) => n * n).take(3).value(), _.curry((a, b, c) => a + b + c)(1)(2)(3));
console.log(_.sortBy([{ a: 2 }, { a: 1 }], 'a'), _.debounce.length, _.get({ a: [{ b: 1 }] }, 'a[0].b'), _.padStart('a', 3));
