// import(): from modules and scripts, and what it refuses.
import { createRequire } from 'module';
const require = createRequire(import.meta.url);
const say = (p) => p.then((v) => console.log(v), (e) => console.log(e.name, e.code, e.message.replace(/'?\/.*\//g, '')));

say(import('./dep/counter.mjs').then((m) => m.count))
  .then(() => say(require('./dep/script.cjs')('./counter.mjs').then((m) => Object.keys(m).join())))
  .then(() => say(eval("import('./dep/counter.mjs')").then((m) => typeof m.increment)))
  .then(() => say(new Function('return import("path")')().then((m) => typeof m.join)))
  .then(() => say(import('./dep/missing.mjs')))
  .then(() => say(import('no-such-package')))
  .then(() => say(import('./dep')))
  .then(() => say(import('./dep/broken.mjs')))
  .then(() => say(import('./dep/broken.mjs')))
  .then(() => say(import({ toString() { throw new Error('toString'); } })))
  .then(() => say(import('./dep/throws.mjs')))
  .then(() => say(import('./dep/throws.mjs')))
  .then(() => say(import('data:text/javascript,export default 42').then((m) => m.default)))
  .then(() => say(import('./dep/data.json', { with: { type: 'json' } }).then((m) => m.default.a)))
  .then(() => say(import('./dep/data.json')))
  .then(() => say(import('./dep/counter.mjs?again').then((m) => m.count)));
