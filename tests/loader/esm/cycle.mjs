// In a cycle functions are there at once, all else is in its dead zone.
import { early, lateValue } from './dep/cycle.mjs';
export function hoisted() { return 'hoisted'; }
export let value = 1;
export const constant = 2;
export default 3;
export var variable = 4;
console.log(early);
console.log(lateValue());
