// The methods of String that put it between tags.
'use strict';

for (const name of ['anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor',
  'fontsize', 'italics', 'link', 'small', 'strike', 'sub', 'sup']) {
  const method = String.prototype[name];
  console.log(name, method.length, method.name,
    JSON.stringify('a<b'[name]('x"y"\0"')),
    method.call(5), ''[name](''));
  try {
    method.call(null);
  } catch (e) {
    console.log(e.message);
  }
}
for (const [width, text] of [[2 ** 30, 'a'], [0x1fffffe9, 'b']]) {
  for (const call of [() => text.repeat(width), () => text.padStart(width),
    () => text.padEnd(width, 'xyz')]) {
    try {
      console.log(call().length);
    } catch (e) {
      console.log(String(e));
    }
  }
}
console.log(''.repeat(2 ** 31 - 1).length);
