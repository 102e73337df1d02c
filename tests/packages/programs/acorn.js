const acorn = require('acorn');
const ast = acorn.parse('class A { #x = 1; async *m() { yield* this.#x ?? 2n } }',
  { ecmaVersion: 2022, locations: true });
console.log(JSON.stringify(ast, (key, value) =>
  (typeof value === 'bigint' ? `${value}n` : value)));
console.log([...acorn.tokenizer('a => `b${c}d`', { ecmaVersion: 2020 })]
  .map((token) => token.type.label).join(' '));
try {
  acorn.parse('let let = 1', { ecmaVersion: 2020 });
} catch (error) {
  console.log(error.message, error.pos, error.loc);
}
