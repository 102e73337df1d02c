// Runs the cases of a file and prints one line for each: what exec, test,
// match, replace, split and search make of it.  For drupe and node alike.
//
//   drupe tests/fuzz/regexp_cases.js CASES.json
//
// On node a line begins with "~" where the case took V8 more than 2 ms, and is
// nothing but that where it took more than a tenth of a second.
'use strict';

const v8 = process.versions.v8 !== undefined;
const SLOW_MS = 2;
const LIMIT_MS = 100;

function escape(text) {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) =>
    '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

// With u and v V8 also looks for a match between the halves of a pair; and its
// compiled code ends a global replace early where matches are empty.  So there
// V8 only says whether there is a match at a place (y), and the loop over the
// places is that of the standard (RegExpBuiltinExec, steps 10 to 13).  With an
// exec of its own a RegExp goes the standard's way through the methods, too;
// but split goes from unit to unit with v, where it is to step over pairs.
class Splitter extends RegExp {
  exec(subject) {
    const at = this.lastIndex;
    const inside = at > 0 && subject.codePointAt(at - 1) > 0xffff;
    return inside ? null : super.exec(subject);
  }
}

// At a place inside of a pair the pair is what is matched, and nothing else.
function execAtPair(subject) {
  const at = this.lastIndex;
  if (at > 0 && subject.codePointAt(at - 1) > 0xffff)
    this.lastIndex = at - 1;
  return RegExp.prototype.exec.call(this, subject);
}

function stepByTheStandard(re) {
  re.constructor = { [Symbol.species]: Splitter };
  if (re.sticky) {
    re.exec = execAtPair;
    return;
  }
  const here = new RegExp(re.source, re.flags + 'y');
  re.exec = function (subject) {
    let at = this.global ? this.lastIndex : 0;
    while (at <= subject.length) {
      here.lastIndex = at;
      const result = execAtPair.call(here, subject);
      if (result !== null) {
        if (this.global) this.lastIndex = here.lastIndex;
        return result;
      }
      at += subject.codePointAt(at) > 0xffff ? 2 : 1;
    }
    if (this.global) this.lastIndex = 0;
    return null;
  };
}

function exec(re, subject) {
  const m = re.exec(subject);
  if (m === null) return 'null@' + re.lastIndex;
  const groups = m.groups === undefined ? '' : escape(Object.entries(m.groups));
  const indices = m.indices === undefined ? '' : escape(m.indices);
  return escape(Array.from(m, (x) => (x === undefined ? 0 : x))) + m.index +
    '@' + re.lastIndex + groups + indices;
}

// Of a text that V8 keeps in single bytes it knows at once that it has no
// character above them; this keeps it in two, so that both look for as long.
const inTwoBytes = (text) => ('\u2028' + text).slice(1);

function run({ source, flags }, subject) {
  let re;
  try {
    re = new RegExp(source, flags);
  } catch (error) {
    return error.name;
  }
  if (v8) subject = inTwoBytes(subject);
  if (v8 && /[uv]/.test(flags)) stepByTheStandard(re);
  const out = [exec(re, subject), exec(re, subject)];
  re.lastIndex = 1;
  out.push(exec(re, subject));
  re.lastIndex = 0;
  out.push(re.test(subject), escape(subject.replace(re, '[$1$&]')));
  re.lastIndex = 0;
  out.push(escape(subject.match(re)), subject.search(re));
  out.push(escape(subject.split(re, 9)));
  return out.join(' ');
}

function attempt(c, subject) {
  try {
    return run(c, subject);
  } catch (error) {
    return error.name + ' ' + error.message;
  }
}

// The same within the limit, and how long it took.
function limited() {
  const { Script } = require('vm');
  const script = new Script('regexpCase()');
  return (c, subject) => {
    const started = process.hrtime.bigint();
    let line;
    globalThis.regexpCase = () => run(c, subject);
    try {
      line = script.runInThisContext({ timeout: LIMIT_MS });
    } catch (error) {
      if (error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return '~';
      line = error.name + ' ' + error.message;
    }
    const slow = process.hrtime.bigint() - started > BigInt(SLOW_MS * 1e6);
    return slow ? '~' + line : line;
  };
}

const one = v8 ? limited() : attempt;
for (const c of require(process.argv[2])) {
  for (const subject of c.subjects) console.log(one(c, subject));
}
