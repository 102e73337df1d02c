// Imports and exports: what is about types is gone, what is unused as well.
import { live, bump, type Shape, unusedValue, E } from './part.mjs';
import type { Nothing } from './nowhere.mjs';
import { OnlyType } from './nowhere-either.mjs';
import {} from './nowhere-at-all.mjs';
import twice, * as all from './part.mjs';
import common = all.common;
import neverUsed = all.never.used;

const shape: Shape = { x: 1 };
bump();
bump(2);
console.log(live, shape.x, E.Second, twice<number>(21));
console.log(Object.keys(all).join(), common);
let type: OnlyType = 1 as any;
export { Shape, type };
export type { OnlyType };
export default Shape;
const awaited: number = await Promise.resolve<number>(7);
console.log(awaited, type as unknown);
(async <T,>(v: T): Promise<T> => v)(1).then((v: number) => console.log(v));
