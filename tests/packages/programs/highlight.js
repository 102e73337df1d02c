const hljs = require('highlight.js');
console.log(hljs.highlight('const a = `x${b}` + /re/g; // c', { language: 'javascript' }).value);
console.log(hljs.highlight('def f(x):\n  return "a" % x  # c', { language: 'python' }).value);
console.log(hljs.highlightAuto('<div class="x">&amp;</div>').language);
console.log(hljs.highlight('SELECT * FROM t WHERE a = 1', { language: 'sql' }).value);
