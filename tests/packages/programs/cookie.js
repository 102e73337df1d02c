const cookie = require('cookie');
const parse = cookie.parse || cookie.parseCookie;
console.log(Object.keys(cookie).sort());
console.log({ ...parse('a=1; b=%20x; c="q"; a=2; d') });
