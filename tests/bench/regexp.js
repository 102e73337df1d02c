// What the benchmark of RegExp runs: ES5, so that stock Duktape runs it too.
//
//   regexp.js ROW COUNT
var tokens = /\s+|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|[{}()\[\];,.]|[-+*\/=<>!&|]+/g;
var source = 'function add(a, b) { return a.first + "x\\"y" * 12.5; }';
var csv = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
var csvLine = '12,"Smith, John",1999-01-02,,"a ""quoted"" word",x@example.org';

function loop(re, text) {
  var count = 0;
  var m;
  re.lastIndex = 0;
  while ((m = re.exec(text)) !== null && re.lastIndex < text.length) {
    count += m[0].length;
  }
  return count;
}

var rows = {
  header: function () {
    return /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):\s*(.*?)\s*$/
      .exec('Content-Type:   text/html; charset=utf-8  ')[2];
  },
  route: function () {
    return /^\/api\/users\/([^\/]+?)(?:\/posts(?:\/([^\/]+?))?)?\/?$/i
      .exec('/api/users/42/posts/hello-world')[1];
  },
  email: function () {
    return /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/
      .test('john.smith+news@mail.example.org');
  },
  log: function () {
    return /^(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) (.*?) (\S+)" (\d{3}) (\d+)/
      .exec('127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] ' +
        '"GET /apache_pb.gif HTTP/1.0" 200 2326')[6];
  },
  csv: function () { return loop(csv, csvLine); },
  tokenizer: function () { return loop(tokens, source); },
  trim: function () {
    return '  some text to trim   '.replace(/^\s+|\s+$/g, '');
  },
  camel: function () {
    return 'backgroundColorOfTheBox'.replace(/([A-Z])/g, '-$1');
  },
  split: function () { return 'a, b ,c,  d,e'.split(/\s*,\s*/).length; },
  find: function () {
    return /\bneedle\b/.test('a haystack that is long and has no such thing');
  }
};

var args = typeof argv === 'object' ? argv : process.argv.slice(2);
var row = rows[args[0]];
for (var i = +args[1]; i > 0; i--) row();
