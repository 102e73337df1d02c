// tests/js/lower/limits_test.js - deep, long and many, from source text to the
// answer: it is right or a SyntaxError or RangeError, and ten times the text
// takes at most twelve times as long.
'use strict';

let failed = 0;

function claim(good, name, why) {
  if (!good) failed++;
  console.log(`${good ? 'ok' : 'not ok'} ${name}${good ? '' : `: ${why}`}`);
}

/** `part(i)` for each i below n. */
const many = (n, part) => Array.from({ length: n }, (_, i) => part(i)).join('');

/** What a function of that text returns, or the name of the error. */
function answer(text) {
  try {
    return new Function(text)();
  } catch (e) {
    if (e instanceof SyntaxError || e instanceof RangeError) return e.name;
    return `${e.name}: ${e.message}`;
  }
}

function refused(value) {
  return value === 'SyntaxError' || value === 'RangeError';
}

// --- Nesting: the same depth opened and closed; 1 comes out, or it is refused.

const NESTS = {
  'parentheses': ['(', ')'], 'arrays': ['[', '][0]'], 'calls': ['f(', ')'],
  'objects': ['({a:', '}).a'], 'functions': ['(function(){return ', '})()'],
  'arrows': ['(()=>', ')()'], 'templates': ['`${', '}`'],
  'methods': ['new class{m(){return ', '}}().m()'],
  'fields': ['new class{a=', '}().a'], 'statics': ['(class{static a=', '}).a'],
  'heritage': ['(class extends f(function(){},', '){},1)'],
  'conditionals': ['1?', ':0'], 'minus': ['- - ', ''], 'not': ['!!', ''],
  'spread': ['[...[', ']][0]'], 'optional': ['[', ']?.[0]'],
  'defaults': ['((a=', ')=>a)()'], 'assignments': ['x=', ''],
  'commas': ['(0,', ')'], 'elements': ['[0,1][', ']'],
};
const BLOCKS = {
  'blocks': ['{', '}'], 'if': ['if(1){', '}'], 'for': ['for(;;){', 'break}'],
  'for-of': ['for(let a of [1]){', '}'], 'for-in': ['for(let a in [1]){', '}'],
  'while': ['while(1){', 'break}'], 'do': ['do{', '}while(0)'],
  'try': ['try{', '}finally{}'], 'catch': ['try{throw 1}catch(a){', '}'],
  'switch': ['switch(1){case 1:', '}'], 'labels': ['l:{', '}'],
  'else if': ['if(0);else ', ''], 'closures': ['(()=>{', '})();'],
  'static blocks': ['(class{static{', '}});'], 'let': ['{let a=()=>a;', '}'],
  'captured loops': ['for(let a of [1]){f(()=>a);', '}'],
  'declarations': ['(function g(){', '})();'],
};

function nesting() {
  for (const [name, [open, close]] of Object.entries(NESTS)) {
    const at = (n) => answer('var x,f=(...a)=>a[0];return +(' +
      `${open.repeat(n)}1${close.repeat(n)})`);
    claim(at(100) === 1, `100 nested ${name}`, at(100));
    claim(refused(at(100000)), `100,000 nested ${name}`, at(100000));
  }
  for (const [name, [open, close]] of Object.entries(BLOCKS)) {
    const label = (text, n) =>
      (name === 'labels' ? many(n, (i) => `l${i}:{`) : text.repeat(n));
    const at = (n) => answer('var x=0,f=(...a)=>a[0];' +
      `${label(open, n)}x++;${close.repeat(n)};return x`);
    claim(at(50) === 1, `50 nested ${name}`, at(50));
    claim(refused(at(100000)), `100,000 nested ${name}`, at(100000));
  }
}

// --- Many and large: the value, or refused where `loose`.

const big = (unit, n) => unit.repeat(n);
const MANY = {
  'operands': () => [`var a=1;return a${big('+a', 60000)}`, 60001],
  'joined texts': () => [`return ('a'${big("+'b'", 100000)}).length`, 100001],
  'cases': () => [`switch(49999){${many(50000, (i) =>
    `case ${i}:x=${i};break;`)}}var x;return x`, 49999],
  'texts as cases': () => [`switch('k9999'){${many(10000, (i) =>
    `case 'k${i}':x=${i};break;`)}}var x;return x`, 9999],
  'variables': () => [`${many(9000, (i) => `var v${i}=${i};`)}return v8999`,
                      8999],
  'captured variables': () => [`${many(9000, (i) =>
    `let v${i}=${i};`)}return (()=>v8999)()`, 8999],
  'functions': () => [`${many(9000, (i) =>
    `function g${i}(){return ${i}}`)}return g8999()`, 8999],
  'methods': () => [`return new class{${many(9000, (i) =>
    `m${i}(){return ${i}}`)}}().m8999()`, 8999],
  'private fields': () => [`return new class{${many(2000, (i) =>
    `#p${i}=${i};`)}m(){return this.#p1999}}().m()`, 1999],
  'numbers': () => [`var a=[${many(30000, (i) => `${i}.5,`)}];return a[29999]`,
                    29999.5],
  'names taken apart': () => [`var {${many(10000, (i) =>
    `a${i}=${i},`)}}={};return a9999`, 9999],
  'elements taken apart': () => [`var [${many(10000, (i) =>
    `a${i},`)}]=Array(10000).fill(7);return a9999`, 7],
  'elements with spread': () => [`var a=[1];return [${big('...a,1,', 9000)}]` +
    '.length', 18000],
  'arguments': () => [`return ((...a)=>a.length)(${big('1,', 9000)})`, 9000],
  'spread arguments': () => [`var a=[1];return ((...a)=>a.length)(${
    big('...a,', 9000)})`, 9000],
  'labels': () => [`${many(10000, (i) => `l${i}:{break l${i}}`)}return 1`, 1],
  'else if': () => [`var a=9;${many(2000, (i) =>
    `if(a==${i + 10})a=1;else `)}a=2;return a`, 2],
  'digits of a BigInt': () => [`return ${big('7', 100000)}n%1000n===777n`,
                               true],
  'digits of a hexadecimal BigInt': () =>
    [`return (0x${big('f', 100000)}n+1n)===1n<<400000n`, true],
  'digits of a number': () => [`return ${big('7', 1000000)}`, Infinity],
  'bytes of text': () => [`return '${big('x', 1 << 24)}'.length`, 1 << 24],
  'bytes of template': () => [`return \`${big('x\n', 1 << 23)}\`.length`,
                              1 << 24],
  'bytes of escapes': () => [`return '${big('\\u00e9', 1 << 20)}'.length`,
                             1 << 20],
  'bytes of regexp': () => [`return /${big('a', 1 << 20)}/.source.length`,
                            1 << 20],
  'bytes of comment': () => [`/*${big('x\n', 25 << 20)}*/return 1`, 1],
  'lines of comments': () => [`${big('//x\n', 1 << 20)}return 1`, 1],
  'awaits': () => [`async function f(){${big('await 0;', 30000)}};return 1`, 1],
  'closures': () => [`var n=0,f=(g)=>n+=g();${big('f(()=>1);', 20000)}` +
    'return n', 20000],
  'templates': () => [`var t=(s)=>s[0];${many(10000, (i) => `t\`a${i}\`;`)}` +
    'return t`b`', 'b'],
  'evals': () => [`${big("eval('1');", 3000)}return eval('1')`, 1],
};
const LOOSE = {
  'constants': () => [`var x=[];${many(70000, (i) => `x.push(${i}.5);`)}` +
    'return x.length', 70000],
  'texts': () => [`return [${many(70000, (i) => `'s${i}',`)}].length`, 70000],
  'parameters': () => [`return ((${many(70000, (i) => `a${i},`)})=>1)()`, 1],
  '1,000 parameters': () => [`return ((${many(1000, (i) => `a${i},`)})=>1)()`,
                             1],
  'variables': () => [`${many(70000, (i) => `let v${i}=${i};`)}return v9`, 9],
  'functions': () => [`${many(70000, (i) => `function g${i}(){return ${i}}`)}` +
    'return g9()', 9],
  'operands': () => [`var a=1;return a${big('+a', 100000)}`, 100001],
  'logical operands': () => [`var a=1;return a${big('&&a', 100000)}`, 1],
  'powers': () => [`var a=1;return a${big('**a', 100000)}`, 1],
  'arguments': () => [`return ((...a)=>a.length)(${big('1,', 100000)})`,
                      100000],
  'spread': () => [`var a=[1];return [${big('...a,', 100000)}].length`, 100000],
  'members': () => [`var a={};a.a=a;return a${big('.a', 100000)}===a`, true],
};

function amounts() {
  for (const [name, make] of Object.entries(MANY)) {
    const [text, value] = make();
    const got = answer(text);
    claim(got === value, `many ${name}`, got);
  }
  for (const [name, make] of Object.entries(LOOSE)) {
    const [text, value] = make();
    const got = answer(text);
    claim(got === value || refused(got), `too many ${name}`, got);
  }
}

// --- Time

const SHAPES = {
  'statements': (n) => big('a=1;', n), 'blocks': (n) => big('{let a=1;}', n),
  'ifs': (n) => big('if(0){a=2}else{a=0}', n),
  'else ifs': (n) => `${big('if(0)a=2;else ', n / 40)};`,
  'loops': (n) => big('for(let i=0;i<1;i++){a=i}', n / 4),
  'captures': (n) => big('for(let i of [])f(()=>i);', n / 8),
  'for-of': (n) => big('for(const b of []){}', n / 4),
  'functions': (n) => many(n / 4, (i) => `function g${i}(){return ${i}}`),
  'one name': (n) => big('function g(){}', n / 4),
  'arrows': (n) => big('f(()=>1);', n / 4),
  'classes': (n) => big('(class{#p=1;m(){return this.#p}});', n / 10),
  'members': (n) => `(class{${many(n / 8, (i) => `m${i}(){}`)}});`,
  'fields': (n) => `(class{${many(n / 8, (i) => `m${i}=1;`)}});`,
  'private names': (n) =>
    `(class{${many(n / 40, (i) => `#m${i}=1;g${i}(){return this.#m${i}}`)}});`,
  'computed members': (n) =>
    `(class{${many(n / 8, (i) => `['m'+${i}](){}`)}});`,
  'objects': (n) => `a={${many(n / 2, (i) => `k${i}:${i},`)}};`,
  'computed keys': (n) => `a={${many(n / 4, (i) => `['k'+${i}]:${i},`)}};`,
  'accessors': (n) =>
    `a={${many(n / 16, (i) => `get k${i}(){return 1},set k${i}(v){},`)}};`,
  'names taken apart': (n) => `var {${many(n / 4, (i) => `a${i}=1,`)}}={};`,
  'names': (n) => many(n / 2, (i) => `let a${i}=${i};`),
  'cases': (n) => `switch(a){${many(n / 2, (i) => `case ${i}:a=1;break;`)}}`,
  'names in cases': (n) =>
    `switch(a){${many(n / 4, (i) => `case ${i}:let a${i}=1;break;`)}}`,
  'labels': (n) => many(n / 2, (i) => `l${i}:{break l${i}}`),
  'tries': (n) => big('try{}catch(e){}finally{}', n / 2),
  'operands': (n) => `a=1${big('+a', n)};`,
  'logical': (n) => big('a=a&&1||a;', n / 2),
  'chains': (n) => big('a?.b?.c.d?.(1)?.[2];', n / 4),
  'templates': (n) => big('a=`x${a}y`.length;', n / 4),
  'tags': (n) => big('f`a${1}`;', n / 8),
  'evals': (n) => big("eval('1');", n / 32),
  'texts': (n) => `a=''${many(n, (i) => `+'t${i}'`)};`,
  'regexps': (n) => many(n / 8, (i) => `a=/a${i}/;`),
  'BigInts': (n) => many(n / 8, (i) => `a=${i}n;`),
  'awaits': (n) => `(async()=>{${big('await 0;', n / 4)}});`,
  'yields': (n) => `(function*(){${big('yield 0;', n / 4)}});`,
  'parameters': (n) => big('f(function(a=1,{b}={},...c){});', n / 20),
  'super': (n) => `(class extends f{m(){${big('super.m();', n / 8)}}});`,
  'comments': (n) => big('/* x */ // y\n', n),
};

function cpu(text) {
  const from = process.cpuUsage();
  const whole = `var a=0,f=(x)=>x;f=function(){};${text}`;
  new Function(whole)();
  const used = process.cpuUsage(from);
  return used.user + used.system;
}

/* A machine that others use is slow now and then, never quick: what does not
 * grow too fast shows it in one of a few attempts. */
function time() {
  const size = 4000;
  for (const [name, make] of Object.entries(SHAPES)) {
    const [small, large] = [make(size), make(size * 10)];
    let ratio = Infinity;
    for (let i = 0; i < 6 && ratio > 12; i++)
      ratio = Math.min(ratio, cpu(large) / Math.max(cpu(small), 200));
    claim(ratio <= 12, `time of ${name}`, `${ratio.toFixed(1)} times`);
  }
}

nesting();
amounts();
/* The sanitizers have a time of their own. */
if (!/asan/.test(process.env.BUILD ?? '')) time();
process.exit(failed > 0 ? 1 : 0);
