const qs = require('qs');
console.log(JSON.stringify(qs.parse('a[b][c]=1&d[]=2&d[]=3&e.f=4&g=%E4%BD%A0&h', { allowDots: true })));
console.log(qs.stringify({ a: { b: [1, { c: 'x y' }] }, d: null, e: undefined, f: new Date(0) }), qs.stringify({ a: [1, 2] }, { arrayFormat: 'brackets', encode: false }));
