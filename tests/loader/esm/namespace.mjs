// What a namespace object refuses, and what it tells about the dead zone.
import * as self from './namespace.mjs';

const attempt = (name, what) => {
  try {
    console.log(name, what());
  } catch (e) {
    // V8 has two ways to say that a name is not there yet.
    const words = e instanceof ReferenceError ? '' : e.message;
    console.log(name, `${e.name}: ${words}`);
  }
};

attempt('keys in the dead zone', () => Object.keys(self));
attempt('entries in the dead zone', () => Object.entries(self));
attempt('names in the dead zone', () => Reflect.ownKeys(self).length);
attempt('for-in in the dead zone', () => {
  for (const name in self) return name;
});
attempt('descriptor in the dead zone',
        () => Object.getOwnPropertyDescriptor(self, 'late'));
export let late = 1;
export const fixed = 2;
export function f() {}

const define = (descriptor, name = 'late') =>
  Reflect.defineProperty(self, name, descriptor);
attempt('attributes alone', () => [
  define({}), define({ writable: true, enumerable: true, configurable: false }),
  define({ value: 1 }), define({ value: 2 }), define({ writable: false }),
  define({ enumerable: false }), define({ configurable: true }),
  define({ get() {} }), define({}, 'other'), define({ value: 2 }, 'fixed'),
].join());
attempt('define', () => Object.defineProperty(self, 'f', { writable: false }));
attempt('define', () => Object.defineProperty(self, 'f', { value: f }) === self);
attempt('freeze', () => Object.freeze(self));
attempt('frozen', () => [Object.isFrozen(self), Object.isSealed(self)].join());
attempt('descriptor',
        () => JSON.stringify(Object.getOwnPropertyDescriptor(self, 'fixed')));
attempt('through a proxy', () => JSON.stringify(
  Object.getOwnPropertyDescriptor(new Proxy(self, {}), 'late')));
attempt('keys', () => Object.keys(self).join());
late = 3;
attempt('a new value', () => JSON.stringify(Object.entries(self)));
