const pug = require('pug');
console.log(pug.render('doctype html\nhtml\n  body.a#b(x=1, y=z)\n    each v in list\n      li= v\n    if z\n      p #{z} !{z}\n    mixin m(t)\n      b&attributes(attributes)= t\n    +m("q").c\n', { list: ['a', '<'], z: '<i>' }));
