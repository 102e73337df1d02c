const ms = require('ms');
console.log(['2 days', '1.5h', '-3 min', '100', '1y', 'x'].map((t) => ms(t)), ms(60000), ms(2 * 60000, { long: true }), ms(-3 * 3600000));
