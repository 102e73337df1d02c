const fns = require('date-fns');
const d = new Date(2024, 1, 29, 13, 5, 9, 7);
console.log(fns.format(d, "yyyy-MM-dd'T'HH:mm:ss.SSS EEEE do MMMM, QQQ, 'week' w, aaaa"));
console.log(fns.format(fns.addMonths(d, 12), 'PPPPpp'), fns.differenceInDays(d, new Date(2023, 0, 1)));
console.log(fns.formatDistance(d, fns.addDays(d, 45)), fns.isLeapYear(d));
console.log(fns.parse('03/07/2021 04:05', 'dd/MM/yyyy HH:mm', new Date(0)).toString());
console.log(fns.eachDayOfInterval({ start: d, end: fns.addDays(d, 3) }).map((x) => fns.formatISO(x)));
console.log(fns.intervalToDuration({ start: 0, end: 1e10 }), fns.parseISO('2020-02-30').toString());
