// Runs the cases of a file and prints one line for each: what exec, test,
// match, replace, split and search make of it.  For drupe and node alike.
//
//   drupe tests/fuzz/regexp_cases.js CASES.json
'use strict';

function escape(text) {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) =>
    '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

function exec(re, subject) {
  const m = re.exec(subject);
  if (m === null) return 'null@' + re.lastIndex;
  const groups = m.groups === undefined ? '' : escape(Object.entries(m.groups));
  const indices = m.indices === undefined ? '' : escape(m.indices);
  return escape(Array.from(m, (x) => (x === undefined ? 0 : x))) + m.index +
    '@' + re.lastIndex + groups + indices;
}

function run(source, flags, subject) {
  let re;
  try {
    re = new RegExp(source, flags);
  } catch (error) {
    return error.name;
  }
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

const cases = require(process.argv[2]);
for (const { source, flags, subjects } of cases) {
  for (const subject of subjects) {
    let line;
    try {
      line = run(source, flags, subject);
    } catch (error) {
      line = error.name + ' ' + error.message;
    }
    console.log(line);
  }
}
