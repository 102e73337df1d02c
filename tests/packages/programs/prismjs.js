const Prism = require('prismjs');
require('prismjs/components/prism-python');
console.log(Prism.highlight('const a = `x${b}` + /re/g; // c\nclass A { #p = 1n }', Prism.languages.javascript, 'javascript'));
console.log(Prism.highlight('<a href="x">y</a><style>a { b: c }</style>', Prism.languages.markup, 'markup'));
console.log(Prism.highlight('def f(x):\n  return f"a{x}"', Prism.languages.python, 'python'));
