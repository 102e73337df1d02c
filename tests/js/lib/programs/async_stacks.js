// Stacks through generators and async functions.
'use strict';

const show = (e) => {
  const lines = e.stack.split('\n').filter((line) => !/node:/.test(line));
  console.log(lines.map((line) => line.replace(__dirname, '')).join('\n'));
};

async function inner() {
  await null;
  throw new Error('inner');
}
async function middle() {
  await inner();
}
const object = {
  async method() {
    const x = 1 + (await middle());
    return x;
  }
};
async function* generator() {
  yield 1;
  await inner();
}
function* sync() {
  yield 1;
  throw new Error('sync');
}
function uses() {
  for (const x of sync()) void x;
}
function* delegates() {
  yield* sync();
}
async function immediate() {
  throw new Error('immediate');
}

async function main() {
  await object.method().catch(show);
  await (async () => {
    try {
      await middle();
    } finally {
      void 0;
    }
  })().catch(show);
  await (async () => {
    for await (const x of generator()) void x;
  })().catch(show);
  try {
    uses();
  } catch (e) {
    show(e);
  }
  await immediate().catch(show);
  await (async () => {
    await null;
    null.x;
  })().catch(show);
  function thrower() {
    const e = {};
    Error.captureStackTrace(e, thrower);
    throw e;
  }
  function* captures() {
    thrower();
  }
  try {
    captures().next();
  } catch (e) {
    show(e);
  }
  try {
    [...delegates()];
  } catch (e) {
    console.log(e.message);
  }
}
main();
