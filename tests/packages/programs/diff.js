const diff = require('diff');
const a = 'one two\nthree\nfour\n', b = 'one 2\nthree\nfive\n';
console.log(diff.diffChars('beep boop', 'beep boob blah'));
console.log(diff.diffWords(a, b), diff.diffLines(a, b));
const patch = diff.createPatch('file', a, b, 'old', 'new');
console.log(patch, diff.applyPatch(a, patch) === b);
console.log(diff.diffJson({ a: 1, b: [1] }, { b: [1, 2], a: 1 }));
