const mime = require('mime-types');
console.log(mime.lookup('a.json'), mime.contentType('x.html'), mime.extension('text/plain; charset=x'), mime.lookup('nope.q'));
