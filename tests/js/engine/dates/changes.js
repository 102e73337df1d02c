'use strict';
// What Node prints for each hour around the changes of the clocks, asked twice,
// and after TZ has changed.  Run in some zone by date.test.sh.
const line = (t) => {
  const d = new Date(t);
  return `${d.getTimezoneOffset()} ${d.getHours()}:${d.getMinutes()}`;
};
const own = process.env.TZ;
for (const day of [0, 7394, 9580, 15427, 18349, 18350, 18560, 18568, 18728]) {
  for (let hour = -2; hour < 27; hour++) {
    const t = day * 864e5 + hour * 36e5 + 1;
    const first = line(t), again = line(t), third = line(t);
    if (first !== again || again !== third)
      console.log(t, first, again, third, 'differ');
    process.env.TZ = hour % 2 ? 'Asia/Tokyo' : 'America/Caracas';
    const other = line(t);
    process.env.TZ = own;
    console.log(t, first, other, line(t) === first);
  }
  console.log(new Date(2020, 2, 29, 2, 30).getTime(),
    new Date(2020, 9, 25, 2, 30).getTime());
}
