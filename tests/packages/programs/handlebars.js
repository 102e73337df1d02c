const Handlebars = require('handlebars/dist/handlebars.js');
Handlebars.registerHelper('loud', (text) => text.toUpperCase());
Handlebars.registerPartial('item', '<li>{{name}}</li>');
const template = Handlebars.compile('{{#each list}}{{> item}}{{@index}}{{#if last}}!{{else}},{{/if}}' +
  '{{/each}} {{loud title}} {{{raw}}} {{html}} {{#with a}}{{b.c}}{{/with}}');
console.log(template({ list: [{ name: 'x' }, { name: '<y>', last: true }], title: 'tt',
  raw: '<i>', html: '<i>', a: { b: { c: 7 } } }));
try {
  Handlebars.compile('{{#if}')({});
} catch (error) {
  console.log(error.message);
}
