export let count = 0;
export function increment() {
  return ++count;
}
const list = [1, 2, 3];
export { list };
export var later;
later = 'set';
export function thisOf() {
  return this;
}
export default function() {}
