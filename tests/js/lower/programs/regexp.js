// RegExp and the methods of String that use it.
function show() {
  var out = [];
  for (var i = 0; i < arguments.length; i++) {
    var v = arguments[i];
    out.push(Array.isArray(v) && 'index' in v ? JSON.stringify([v, v.index, v.groups])
      : JSON.stringify(v));
  }
  console.log(out.join(' '));
}
show(/a(b+)c/.exec('xxabbbc'));
show('a-b-c'.replace(/-/g,'+'), 'a1b22'.match(/\d+/g), 'a, b ,c'.split(/\s*,\s*/));
show(/(?<y>\d{4})-(?<m>\d\d)/.exec('on 2024-05').groups);
show(/(?<=\$)\d+/.exec('cost $42')[0], /(?<!a)b/.exec('abb').index);
show([...'a1b2c3'.matchAll(/[a-z](\d)/g)].map(m=>m[1]));
show(/\p{Lu}/u.test('É'), /^\p{Emoji}$/u.test('😀'), /[\p{L}--[a-z]]/v.exec('abcD')[0]);
show(RegExp.$1, RegExp.lastMatch, RegExp['$`']);
show('John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'), 'aXbX'.replaceAll('X', (m,i)=>i));
show(String(new RegExp('/')), new RegExp('').source, /a/dgimsuy.flags);
var r=/a/y; r.lastIndex=1; show(r.test('ba'), r.lastIndex, r.test('ba'), r.lastIndex);
show(/(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac'));
show(/x{1,1024}/.exec('x'.repeat(2000))[0].length, /(?:ab){2,3}/.exec('abababab')[0]);
show(/^(?:.*?,){2}P/.exec('a,b,P')[0]);
show(/(a)|(b)/d.exec('cb').indices);
show('😀x'.split(/(?:)/u).length, '😀'.length, /^.$/.test('😀'), /^.$/u.test('😀'));
show(/\bfoo\b/i.test('a FOO b'), /[^x]+/i.exec('XxaX')[0], /ſ/i.test('s'), /ſ/iu.test('s'));
try { new RegExp('(') } catch (e) { show(e.message) }
