// querystring: what is parsed, and how lists and odd values are written.
'use strict';

const querystring = require('querystring');

const show = (value) => console.log(JSON.stringify(value));

['a=b&c=d', 'a', 'a=', '=b', 'a=1&a=2&a=3', 'a+b=c+d', '%zz=%20',
  'a=%E4%BD%A0', 'a=%e4', '&&a=b&', 'a==b', '__proto__=1', '',
  'a%3Db=c%26d', 'x=%', '%u2605'].forEach(
  (text) => show(querystring.parse(text)));
show(querystring.parse('a:b;c:d', ';', ':'));
show(querystring.parse('a=1&b=2&c=3', '', '', { maxKeys: 2 }));
show(querystring.parse('a=%20', null, null, {
  decodeURIComponent: (text) => text + '!',
}));
show(querystring.stringify({
  'a': 'b c', 'd': [1, 2, 'x&y'], 'e': true, 'f': null, 'g': undefined,
  'h': Infinity, 'i': {}, 'k=': '\u20ac',
}));
show(querystring.stringify({ a: 1 }, ';', ':'));
show(querystring.stringify('x'));
show(querystring.stringify({ a: [] }));
show(querystring.escape('a b&\u00e9'));
show(querystring.unescape('%41%zz'));
show(querystring.unescapeBuffer('a%20b').toString());
show(Object.keys(querystring));
try {
  querystring.escape('\ud800');
} catch (error) {
  show([error.name, error.code, error.message]);
}
