import BigNumber from 'bignumber.js';
const a = new BigNumber('123456789012345678901234567890.123456789');
console.log(a.times('9.87').toString(), a.pow(3).toFixed(10), a.sqrt().toString());
console.log(a.div(7).toFormat(5), a.toString(36), new BigNumber('ff.8', 16).toNumber());
console.log(BigNumber.max('1', 2, '3.5').eq(3.5), new BigNumber(NaN).isNaN());
