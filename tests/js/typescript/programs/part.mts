// What modules.mts imports.
export interface Shape { x: number }
export type Also = Shape;
export const unusedValue = 1;
export let live = 0;
export function bump(): void;
export function bump(by: number): void;
export function bump(by?: number): void { live += by ?? 1; }
export enum E { First = 1, Second }
export namespace Space { export const a = 1; export type T = string; }
export namespace Space { export const b = a; }
export default function twice<T>(x: T): number { return (x as any) * 2; }
export import common = Space.b;
export declare const ambient: string;
