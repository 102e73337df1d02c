const v = require('validator');
console.log(['a@b.co', 'a@b', '"x y"@b.org'].map((x) => v.isEmail(x)), ['http://a.b/c?d', 'nope', 'ftp://[::1]:21/x'].map((x) => v.isURL(x)));
console.log(v.isIP('::1'), v.isUUID('6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b'), v.isCreditCard('4111111111111111'), v.isISO8601('2020-02-30'), v.escape('<a b="c">'), v.isMobilePhone('+15551234567'), v.normalizeEmail('A.b+c@Gmail.com'), v.isStrongPassword('aB3$efgh'));
