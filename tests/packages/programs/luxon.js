const { DateTime, Duration, Interval } = require('luxon');
const d = DateTime.fromISO('2024-02-29T13:05:09.007', { zone: 'utc' });
console.log(d.toISO(), d.toFormat('yyyy LLL dd HH:mm:ss.SSS ooo kkkk-WW EEEE'), d.plus({ months: 1 }).toHTTP());
console.log(d.toLocaleString(DateTime.DATETIME_FULL, { locale: 'en-US' }), d.weekNumber, d.isInLeapYear);
console.log(Duration.fromObject({ hours: 30, minutes: 90 }).normalize().shiftTo('days', 'hours').toObject());
console.log(Interval.after(d, { days: 3 }).splitBy({ days: 1 }).length, DateTime.fromFormat('05/06/21', 'dd/MM/yy', { zone: 'utc' }).toISODate());
console.log(DateTime.fromISO('nope').invalidReason, d.setZone('America/New_York').toISO());
