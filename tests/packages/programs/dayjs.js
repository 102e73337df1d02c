const dayjs = require('dayjs');
dayjs.extend(require('dayjs/plugin/relativeTime'));
dayjs.extend(require('dayjs/plugin/utc'));
dayjs.extend(require('dayjs/plugin/customParseFormat'));
dayjs.extend(require('dayjs/plugin/advancedFormat'));
const d = dayjs('2024-02-29T13:05:09.007');
console.log(d.format('YYYY-MM-DD HH:mm:ss.SSS dddd MMMM Do Q'), d.add(1, 'month').toString());
console.log(d.from(dayjs('2024-04-01')), d.utc().isUTC(), d.diff('2020-01-01', 'week', true));
console.log(dayjs('5. 6. 2021', 'D. M. YYYY').toISOString(), dayjs('x').isValid());
