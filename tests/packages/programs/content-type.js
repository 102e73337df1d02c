const contentType = require('content-type');
const { type, parameters } = contentType.parse('text/html; charset="utf-8"; a=b');
console.log(type, JSON.stringify(parameters));
console.log(contentType.format({ type: 'image/svg+xml', parameters: { foo: 'bar "x"' } }));
