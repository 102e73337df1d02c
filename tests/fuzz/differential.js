// What the differential fuzzers share: random choices from a seed, and the
// comparison of what drupe and node print for the same cases.
//
//   node tests/fuzz/NAME_differential.js DRUPE [SEED [COUNT]]
//
// Each difference is printed and, last, how many cases there were.
'use strict';

let state = Number(process.argv[3] || 1) >>> 0;
const count = Number(process.argv[4] || 20000);

/** A whole number from 0 up to the limit. */
function random(limit) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}

/** One of a list. */
const pick = (list) => list[random(list.length)];

function compare(file) {
  const { execFileSync } = require('child_process'); // node's alone
  const lines = (program) => execFileSync(program,
    [file, '--cases', String(state), String(count)],
    { encoding: 'utf8', maxBuffer: 1 << 30 }).split('\n');
  const ours = lines(process.argv[2]);
  const theirs = lines(process.execPath);
  let differences = 0;

  for (let i = 0; i < theirs.length; i++) {
    if (ours[i] === theirs[i])
      continue;
    differences++;
    console.log('drupe: %s\nnode:  %s', ours[i], theirs[i]);
  }
  console.log('%d cases, %d differences', theirs.length - 1, differences);
  process.exitCode = differences > 0 ? 1 : 0;
}

/**
 * Prints the cases where both programs are asked for them, else compares.
 * @param {string} file the fuzzer's own
 * @param {function(): string} oneCase a line: a case and its result
 */
function differential(file, oneCase) {
  if (process.argv[2] !== '--cases') {
    compare(file);
    return;
  }
  const out = [];
  for (let i = 0; i < count; i++)
    out.push(oneCase());
  console.log(out.join('\n'));
}

module.exports = { differential, pick, random };
