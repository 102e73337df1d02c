// Which imports stay: those whose names are used as values.
import util, { inspect, type InspectOptions, format as read } from 'util';
import * as path from 'path';
import type * as os from 'nowhere-0';
import { type Style } from 'util';
import type gone from 'nowhere-5';
import { EventEmitter } from 'events';
import querystring from 'querystring';
import unused1, { unused2 as renamed } from 'nowhere-1';
import * as unusedSpace from 'nowhere-2';
import onlyInType from 'nowhere-3';
import { typeofOnly } from 'nowhere-4';
let stats: InspectOptions | undefined; let emitter: EventEmitter; let u: typeof querystring;
type P = path.ParsedPath; let used: util.Style; let q: onlyInType.Deep<string>; let t: typeof typeofOnly.x;
console.log(typeof inspect);
const shadowed = (path: string) => path;
console.log(shadowed('y'));
namespace Local { export const v = 1; export namespace Deep { export const w = 2; } export type T = number; }
import deep = Local.Deep;
import typeOnly = Local.T;
export import again = Local.v;
console.log(deep.w, again);
const o = { read };
console.log(typeof o.read);
class Impl implements PathLikeX { x: Style = ''; m(e: EventEmitter): e is never { return false as any; } }
interface PathLikeX {}
console.log(new Impl().x === '');
function f(this: typeof querystring, a = (null as unknown as typeof renamed)) { return a; }
console.log(f.call(null as any));
export { path };
