const { match, compile, parse, pathToRegexp } = require('path-to-regexp');
const found = match('/users/:id{/:tab}');
console.log(JSON.stringify([found('/users/5'), found('/users/a%20b/x'), found('/nope')]));
console.log(compile('/a/:b/*c')({ b: 'x y', c: ['1', '2'] }), JSON.stringify(parse('/:"quo ted"-z')));
console.log(pathToRegexp('/:foo-:bar{/*rest}').regexp.source);
