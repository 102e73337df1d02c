// CommonJS by import: `default` is module.exports, names as its text shows.
import fallback, { a, b } from './dep/named.cjs';
import * as named from './dep/named.cjs';
import again from './dep/named.cjs';
import star, { viaStar } from './dep/again.cjs';
import { createRequire, builtinModules } from 'module';
import { EventEmitter } from 'node:events';
import events from 'events';

const require = createRequire(import.meta.url);
console.log(a, b, fallback === again, Object.keys(named).join());
console.log(fallback === require('./dep/named.cjs'), fallback.dynamic);
console.log(viaStar, star.viaStar, events.EventEmitter === EventEmitter);
console.log(builtinModules.includes('fs'));
try {
  await import('./dep/lost.mjs');
} catch (error) {
  console.log(error.name, error.message);
}
console.log(require('./dep/counter.mjs').count, require('./dep/plain.mjs'));
console.log(require('./dep/counter.mjs').__esModule, await import('./dep/counter.mjs') === require('./dep/counter.mjs'));
try {
  require('./dep/late.mjs');
} catch (error) {
  console.log(error.code, error.message.split('\n')[0]);
}
console.log(require('./dep/exports.mjs'));
const primitive = await import('./dep/primitive.cjs');
console.log(primitive.default, Object.keys(primitive).join());
