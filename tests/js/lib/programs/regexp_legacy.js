// RegExp.$1 and its like: of the last match, whoever made it.
const names = ['$1', '$2', '$3', '$8', '$9', 'lastMatch', '$&', 'lastParen',
  '$+', 'leftContext', '$`', 'rightContext', "$'", 'input', '$_'];
function show(what) {
  console.log(what, names.map((n) => JSON.stringify(RegExp[n])).join(' '));
}
show('nothing yet');
/b(c)(d)/.exec('abcde');
show('two groups');
/x/.exec('nope');
show('no match');
/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/.exec('zabcdefghijkl');
show('eleven groups');
/(a)(b)?/.exec('ac');
show('the last unset');
/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(z)?/.exec('abcdefghijk');
show('the eleventh unset');
/(?:a)/.exec('a');
show('no groups');
'abc'.replace(/(.)/g, 'x');
show('replace');
const seen = (m) => `${m}[${RegExp.$1}${RegExp.lastMatch}${RegExp["$`"]}]`;
console.log('abc'.replace(/(.)/g, seen));
show('replace by a function');
'-abcdefghijkl'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11');
show('replace, eleven groups');
'a1b2'.split(/(\d)/);
show('split');
'a1b2'.match(/(\d)/g);
show('match');
'a1b2'.search(/(\w)(\d)/);
show('search');
/(\d)/.test('a1b2');
show('test');
for (const m of 'x1y2'.matchAll(/(\d)/g)) show('matchAll ' + m[0]);
RegExp.input = 'zzz';
show('input set');
RegExp.lastMatch = 1;
show('the others are not');
/é(😀)/u.exec('xé😀y');
show('pairs');
class Sub extends RegExp {}
new Sub('(q)').exec('aqb');
show('a subclass');
'aqbq'.replace(new Sub('(q)', 'g'), 'x');
show('replace of a subclass');
'abc'.replaceAll(/(b)/g, 'x');
show('replaceAll');
'xyz'.replace('y', 'q');
show('a string is none');
/(z)|(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/.test('abcdefghijkl');
show('alternatives');
