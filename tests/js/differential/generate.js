'use strict';
// Writes random programs as one file: `generate.js SEED COUNT`.  Whatever they
// do ends.  They print a line for each step, so that two engines that differ
// are told apart at the place; `SEED:N` before each line names the case, which
// `generate.js SEED:N` writes alone.
const fs = require('fs');
const path = require('path');
const { Statements } = require('./statements.js');

/** The body of the case, made again with another seed until it is right. */
function make(seed, n) {
  for (let again = 0; ; again++) {
    const text = new Statements(seed * 100003 + n * 101 + again).program();
    try {
      Function(text);
      return text;
    } catch {
      if (again === 20) return '';
    }
  }
}

const [first, count = 1] = process.argv.slice(2);
const [seed, only] = first.split(':').map(Number);
const from = only ?? 0;
const to = only === undefined ? Number(count) : only + 1;
let text = fs.readFileSync(path.join(__dirname, 'prelude.js'), 'utf8').replace("'use strict';\n", '');
text += 'run([\n';
for (let n = from; n < to; n++) text += `['${seed}:${n}', function () {\n${make(seed, n)}}],\n`;
process.stdout.write(`${text}]);\n`);
