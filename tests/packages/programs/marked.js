const { marked } = require('marked');
console.log(marked.parse('# T *i*\n\n- a\n- [x] b\n  1. c\n\n> q **b** `c`\n\n```js\nlet a = 1 < 2;\n```\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n[l](http://x "t") ![i](y) <b>h</b> https://z.org\n\n---\nend\\\nx'));
