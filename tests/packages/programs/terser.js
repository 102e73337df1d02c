const { minify } = require('terser');
minify('function long(name) { const unused = 1; if (name) { return name + 1 } else { return name?.x ?? 2 } }\nexport class A { #p = 1; get p() { return this.#p } }\nconsole.log(long(3));', { module: true })
  .then((r) => console.log(r.code));
