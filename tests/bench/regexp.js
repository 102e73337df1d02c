// What the benchmark of RegExp runs: ES5, so that stock Duktape runs it too.
// Prints a line for each row: its name and nanoseconds of CPU for one use.
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

var header = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):\s*(.*?)\s*$/;
var route = /^\/api\/users\/([^\/]+?)(?:\/posts(?:\/([^\/]+?))?)?\/?$/i;
var email = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;
var log =
  /^(\S+) \S+ \S+ \[([^\]]+)\] "(\S+) (.*?) (\S+)" (\d{3}) (\d+)/;

var rows = {
  header: function () {
    return header.exec('Content-Type:   text/html; charset=utf-8  ')[2];
  },
  route: function () {
    return route.exec('/api/users/42/posts/hello-world')[1];
  },
  email: function () {
    return email.test('john.smith+news@mail.example.org');
  },
  log: function () {
    return log.exec('127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] ' +
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

var print = typeof console === 'object' ? console.log : say;
var now = typeof cputime === 'function' ? cputime : function () {
  return process.cpuUsage().user / 1000;
};

// The best of some turns; each of at least 20 ms.
function measure(use) {
  var best = Infinity;
  var i, n, k, start;
  for (n = 16; ; n *= 2) {
    start = now();
    for (i = 0; i < n; i++) use();
    if (now() - start > 20) break;
  }
  for (k = 0; k < 5; k++) {
    start = now();
    for (i = 0; i < n; i++) use();
    best = Math.min(best, (now() - start) * 1e6 / n);
  }
  return best;
}

for (var name in rows) print(name + ' ' + measure(rows[name]));
