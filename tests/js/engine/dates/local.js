// Local time both ways, and how it is written, at random times.
'use strict';
let seed = 7;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(seed / 4294967296 * n);
}
for (let i = 0; i < 60; i++) {
  const time = (random(4000000) - 1200000) * 1e6 + random(1e6);
  const date = new Date(time);
  console.log(date.toString() + '|' + date.toISOString() + '|' + date.getTimezoneOffset() + '|' + date.toUTCString());
}
let sum = 0;
for (let i = 0; i < 3000; i++) {
  const date = new Date(1950 + random(150), random(12), random(31), random(24), random(60));
  sum = (sum * 31 + date.getTime() / 1000) % 1000000007;
  date.setHours(random(30));
  date.setMonth(random(14));
  sum = (sum * 31 + date.getTime() / 1000) % 1000000007;
}
console.log(sum);
// Every quarter of an hour around the changes of the clocks.
for (const [month, day] of [[2, 12], [2, 26], [9, 29], [10, 5], [3, 2], [9, 1]]) {
  let line = '';
  for (let quarter = 0; quarter < 16; quarter++)
    line += ' ' + (new Date(2023, month, day, 0, quarter * 15).getTime() / 9e5 % 1000);
  console.log(month, day, line);
}
console.log(new Date(2020, 0).toDateString(), new Date(2020, 0).toTimeString(), new Date(NaN).toString());
console.log(JSON.stringify(new Date(0)), `${new Date(86400000 * 365.25 * 50)}`, new Date(2020, 5, 1) - new Date(2020, 0, 1));
// A copy keeps the milliseconds, whatever toString and valueOf say.
const original = new Date(1626283845123);
original.toString = original.valueOf = () => 0;
console.log(new Date(original).getTime(), new (class extends Date {})(original) instanceof Date);
