const minimist = require('minimist');
console.log(minimist(['-a', '1', '--b=c', '--no-d', 'x', '-xyz', '--e.f', '3', '--', 'rest'], { '--': true, string: ['a'], alias: { x: 'ex' } }));
