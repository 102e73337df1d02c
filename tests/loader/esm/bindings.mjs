// Live bindings: importer and exporter share one variable.
import fallback, { count, increment, list as items, later } from './dep/counter.mjs';
import * as counter from './dep/counter.mjs';

console.log(count, increment(), count, counter.count);
console.log(items.length, fallback.name, typeof fallback);
try {
  count = 5;
} catch (error) {
  console.log(error.name, error.message);
}
try {
  counter.count = 5;
} catch (error) {
  console.log(error.name);
}
console.log(later);
function takesThis() {
  return increment.call(undefined) + (typeof this);
}
console.log(takesThis());
const called = counter.thisOf();
console.log(called === counter, (0, counter.thisOf)() === undefined);
import { thisOf } from './dep/counter.mjs';
console.log(thisOf() === undefined, thisOf`x` === undefined);
console.log(thisOf?.() === undefined, thisOf(...[]) === undefined);
console.log(this, typeof arguments);
