// Date.parse in many forms, then thousands of random ones as checksums.
'use strict';
const forms = `2020-01-02|2020-01-02T03:04|2020-01-02T03:04Z|2020-01-02 03:04|2020-1-2|2020/1/2|1/2/2020|1/2/20|
Jan 2 2020|2 Jan 2020|January 2, 2020 3:04 PM|Thu, 02 Jan 2020 03:04:05 GMT|Thu Jan 02 2020 03:04:05 GMT+0100 (CET)|2020|
2020-13|2020-01-32|20200102|Jan 2020|Jan 2|5/6|12:30|2020-01-02T24:00|2020-01-02T24:01|2020-01-02T03:04:05.1234Z|
+002020-01-02T00:00:00Z|-000000-01-01T00:00:00Z|2020-01-02T03:04:05+01:00|2020-01-02T03:04:05+0100|2020-01-02T03:04:05 GMT|
foo 2020|2020 foo|Mon, 25 Dec 1995 13:30:00 +0430|12/25/1995 1:30 pm|12/25/1995 13:30 pm|(comment) Jan 1 2000|
2000-02-30|Feb 30 2000|31 Apr 2000|1-1-2000|2000.01.02|2000.1.2 3:4:5.6|T12:00|10:00 Sept 5 2001|49/1/1|1/1/49|1/1/50|
2020-01-02T|tue mar 01|March|2020-Jan-02|02-Jan-2020|2020-01-02 12:00:00 AM|1 2 3 4|Jan 1 2000 12:34 UTC+3|
Jan 1 2000 12:34 GMT-03:30|-1|Thu 1 Jan 1970|Jan 1 2000 12::34|2020-05-04 +0200`.replace(/\n/g, '').split('|');
for (const text of forms) console.log(JSON.stringify(text), Date.parse(text));

let seed = 3;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(seed / 4294967296 * n);
}
const parts = ['2020', '01', '1', '31', '12', '24', '99', '1999', 'Jan', 'feb', 'March', 'am', 'PM', 'GMT', 'UTC', 'EST', 'Z',
  'T', '+', '-', ':', '.', '/', ',', ' ', ' ', ' ', '(x)', '00', '30', '59', '60', '+01:00', '0100', 'Tue', 'foo', '"', '12:30',
  '::', '-05', '000', '5'];
let sum = 0, valid = 0;
for (let i = 1; i <= 20000; i++) {
  let text = '';
  for (let k = 1 + random(6); k > 0; k--) text += parts[random(parts.length)] + (random(3) ? '' : ' ');
  const time = Date.parse(text);
  if (!Number.isNaN(time)) {
    valid++;
    sum = (sum * 31 + Math.floor(time / 1000)) % 1000000007;
  }
  if (i % 1000 === 0) console.log(i, valid, sum);
}
