import fallback, { hoisted, value, constant, variable } from '../cycle.mjs';
import * as self from '../cycle.mjs';
export const early = [];
early.push(hoisted(), variable);
for (const read of [() => value, () => constant, () => fallback,
                    () => typeof value, () => self.value]) {
  try {
    early.push(read());
  } catch (error) {
    early.push(error.name);
  }
}
export const lateValue = () => [value, constant, fallback, variable];
