// Event, EventTarget, AbortController, AbortSignal, DOMException.
'use strict';

const timers = require('timers/promises');

function attempt(fn) {
  try {
    console.log(fn());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}

// -- events
const target = new EventTarget();
const listener = (e) => console.log('listener', e.type, e.target === target,
                                    e.eventPhase, e.cancelable);
const x = () => new Event('x', { cancelable: true });

target.addEventListener('x', listener);
target.addEventListener('x', listener);
target.addEventListener('x', {
  handleEvent(event) {
    console.log('object');
    event.preventDefault();
  },
}, { once: true });
attempt(() => target.dispatchEvent(x()));
attempt(() => target.dispatchEvent(x()));
target.removeEventListener('x', listener);
attempt(() => target.dispatchEvent(x()));
attempt(() => target.addEventListener('a'));
attempt(() => target.addEventListener('a', 1));
attempt(() => target.dispatchEvent({}));
attempt(() => new Event());
attempt(() => EventTarget());

// -- aborting
const controller = new AbortController();
const { signal } = controller;

console.log(controller, signal, target);
signal.onabort = (e) => console.log('onabort', e.type, e.isTrusted);
signal.addEventListener('abort', () => console.log('once'), { once: true });
attempt(() => signal.throwIfAborted());
controller.abort();
controller.abort();
console.log(signal.aborted, signal.reason.name, signal.reason.code,
            signal.reason.message, String(signal.reason));
attempt(() => signal.throwIfAborted());
attempt(() => new AbortSignal());
attempt(() => AbortSignal.timeout(-1));
attempt(() => AbortSignal.any(1));
console.log(AbortSignal.abort('r').reason);

const first = new AbortController();
const any = AbortSignal.any([first.signal]);
any.onabort = () => console.log('any', any.reason);
first.abort(7);

const remover = new AbortController();
target.addEventListener('y', () => console.log('y'),
                        { signal: remover.signal });
target.dispatchEvent(new Event('y'));
remover.abort();
target.dispatchEvent(new Event('y'));

// -- with timers
timers.setTimeout(5, 'value').then(console.log);
const early = new AbortController();
timers.setTimeout(500, 'never', { signal: early.signal }).catch(
  (e) => console.log(e.name, e.code, e.message, e.cause && e.cause.name));
early.abort();
const timeout = AbortSignal.timeout(40);
timeout.onabort = () => console.log(timeout.reason.name,
                                    timeout.reason.message);
setTimeout(() => {}, 200);

// -- DOMException
attempt(() => new DOMException('m', 'DataCloneError').code);
console.log(new DOMException('a') instanceof Error,
            Object.keys(DOMException).length);
