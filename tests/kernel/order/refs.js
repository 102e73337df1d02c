// What does not keep the process alive does not run.
setTimeout(() => console.log('never'), 2000).unref();
const t = setTimeout(() => console.log('never'), 2000);
console.log(t.hasRef(), t.unref() === t, t.hasRef(), t.ref().hasRef());
t.unref();
const i = setImmediate(() => console.log('an immediate'));
console.log(i.hasRef(), i.unref().hasRef(), i.ref().hasRef());
setTimeout(() => console.log('kept'), 5);
