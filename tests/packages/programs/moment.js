const moment = require('moment');
const m = moment('2024-02-29T13:05:09.007');
console.log(m.format('dddd, MMMM Do YYYY, h:mm:ss.SSS a [x] Q wo'), m.clone().add(1, 'M').toString(), m.fromNow().length > 0);
console.log(moment.duration(90061000).humanize(), moment.utc('05-06-2021', 'DD-MM-YYYY').toISOString(), m.isLeapYear());
console.log(moment('2013-02-08 09:30:26.123+07:00').utc().format(), moment('nope', moment.ISO_8601).isValid(), m.diff('2020-01-01', 'days'));
console.log(moment.locale(), m.calendar(moment('2024-03-01')), moment.max(m, moment(0)).valueOf() === m.valueOf());
