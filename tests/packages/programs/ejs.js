const ejs = require('ejs');
console.log(ejs.render('<% for (const x of list) { %><li><%= x %></li><%- x %>\n<% } -%>\nend',
  { list: ['a', '<b>', '&'] }));
try {
  ejs.render('a\n<%= nope.x %>', {}, { filename: 'f.ejs' });
} catch (error) {
  console.log(error.message);
}
