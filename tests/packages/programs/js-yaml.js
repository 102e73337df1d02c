const yaml = require('js-yaml');
const doc = yaml.load('a: 1\nb:\n  - x\n  - {y: 2.5, z: ~}\nc: &id |\n  text\n  more\nd: *id\ne: 2001-12-14t21:59:43.10-05:00\n');
console.log(doc);
console.log(yaml.dump({ a: [1, 'two', null, true], b: { c: 'multi\nline', d: 1e30 }, e: 'yes' }));
try {
  yaml.load('a: [1\nb: }');
} catch (error) {
  console.log(error.name, error.message);
}
