// refresh starts again from now; close and clear end it.
const t = setTimeout(() => console.log('t'), 120);
setTimeout(() => {
  t.refresh();
  console.log('refreshed');
}, 60);
setTimeout(() => console.log('150'), 150);
const done = setTimeout(() => {
  console.log('once');
  if (!done.again) {
    done.again = true;
    done.refresh();
  }
}, 15);
const closed = setTimeout(() => console.log('never'), 1);
closed.close();
console.log(closed.refresh() === closed, closed.hasRef());
