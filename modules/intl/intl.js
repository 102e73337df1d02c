// modules/intl/intl.js - what js/lib/internal/intl_provider.js asks of a
// provider of locales.  Each kind of object has a file of its own, read when
// the first is made.
'use strict';

const MOST = 64;

/** A maker that remembers the last objects by the texts it was given. */
function cached(make) {
  const made = new Map();

  return (...texts) => {
    const key = texts.join('\n');
    let object = made.get(key);
    if (object === undefined) {
      object = make(...texts);
      if (made.size >= MOST)
        made.clear();
      made.set(key, object);
    }
    return object;
  };
}

/** Parts as formatToParts() gives them, from [type, value, source, ...]. */
function partsOf(flat, more) {
  const parts = [];

  for (let i = 0; i < flat.length; i += 3)
    parts.push(Object.assign({ type: flat[i], value: flat[i + 1] },
                             more && more(flat[i], flat[i + 2])));
  return parts;
}

const sourced = (type, source) => ({ source });

const shared = { cached, partsOf, sourced };
const files = new Map();

/** What a file of this folder exports. */
shared.file = (name) => {
  if (!files.has(name))
    files.set(name, native.load(name)(native, shared));
  return files.get(name);
};

const makers = {
  date: 'dates', number: 'numbers', collator: 'words', list: 'words',
  names: 'words', plural: 'words', relative: 'words', segmenter: 'words',
};

const canonical = cached((tag) => native.canonical(tag));

// Not orders of their own, but what there is anyway.
const general = ['search', 'standard'];
const lists = {
  calendar: () => native.values('ca', 'und'),
  collation: () => native.supported('co')
    .filter((name) => !general.includes(name)),
  currency: () => native.supported('cu'),
  numberingSystem: () => native.values('nu', 'und'),
};

module.exports = {
  canonical, caseText: native.caseText, has: native.has,
  maximize: native.maximize, minimize: native.minimize,
  values: cached((key, tag, common) =>
    native.values(key, tag, common === 'common')),
  usual: cached((key, tag) => native.usual(key, tag)),
  hourCycle: (tag) => shared.file('dates').usualCycle(tag),
  supported: (key) => lists[key] && lists[key]().sort(),
  rightToLeft: native.rightToLeft, version: native.version,
  week: native.week, zonesOf: native.zonesOf,
};
Object.keys(makers).forEach((name) => {
  module.exports[name] = (slots) => shared.file(makers[name])[name](slots);
});
