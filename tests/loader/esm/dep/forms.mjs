export * from './left.mjs';
export * from './right.mjs';
export * as inner from './counter.mjs';
export { increment as renamed, count as 'a string' } from './counter.mjs';
export const [first, { second }, third = 3, ...rest] = [1, { second: 2 }, undefined, 4, 5];
export const arrow = () => {}, anonymous = function() {};
const own = 'own';
export { own, own as 'other name' };
export default 1 + 1;
