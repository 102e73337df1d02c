// The own properties of RegExp, its prototype, a RegExp and what it returns:
// names, attributes, and names and lengths of functions.
'use strict';

function describe(f) {
  return `${f.name}/${f.length}/${Reflect.ownKeys(f).map(String)}`;
}

function line(label, key, property) {
  const attributes = (property.writable ? 'w' : '-') +
    (property.enumerable ? 'e' : '-') + (property.configurable ? 'c' : '-');
  const parts = [];
  for (const part of ['value', 'get', 'set']) {
    if (!(part in property)) continue;
    const value = property[part];
    parts.push(part + ' ' + (typeof value === 'function' ? describe(value)
      : typeof value === 'object' ? 'object' : String(value)));
  }
  return `${label} ${String(key)} ${attributes} ${parts.join(', ')}`;
}

function show(label, object) {
  const properties = Object.getOwnPropertyDescriptors(object);
  const lines = Reflect.ownKeys(properties)
    .map((key) => line(label, key, properties[key]));
  console.log(lines.sort().join('\n'));
}

show('RegExp', RegExp);
show('prototype', RegExp.prototype);
show('regexp', /a/g);
show('iterator', Object.getPrototypeOf('a'.matchAll(/a/g)));
show('result', /(?<a>a)/d.exec('a'));
show('indices', /(?<a>a)/d.exec('a').indices);

// The accessors work, one by one and however they are reached.
/(.)(.)$/.exec('abcd');
const own = Object.getOwnPropertyDescriptor(RegExp, '$1');
console.log(own.get.call(RegExp), own.set.call(RegExp, 'x'), RegExp.$1);
RegExp.input = 'given';
console.log(RegExp.input, RegExp.$_, RegExp['$`'], RegExp["$'"], RegExp['$&']);
console.log(Object.isFrozen(Object.freeze(RegExp)), RegExp.lastParen);
