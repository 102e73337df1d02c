// Where locales come from: English is built in; all others are what the host
// loads when one is first asked for.
//
// A provider has
// - canonical(tag), maximize(tag), minimize(tag) -> tag or undefined
// - has(tag) -> are there data for just this one
// - values(key, tag, common?), usual(key, tag) -> values of "nu", "ca", "co"
// - makers, one for each kind of object: number(slots), date(slots),
//   collator(slots), plural(slots), list(slots), relative(slots),
//   segmenter(slots), names(slots).  Each is told the slots that the options
//   have filled, `tag` among them, and gives an object with the methods that
//   its file here calls.
// - caseText(tag, text, upper); supported(key) -> a list, or undefined where
//   what is built in is all
// - rightToLeft(tag), week(tag), hourCycle(tag), zonesOf(region)
'use strict';

const { baseOf, canonicalForm } = require('internal/intl_tag');

const ENGLISH = ['en', 'en-US'];
const MEMORY = 256;
let loaded;
let fallback;

/** The provider, or undefined where there is none. */
function provider() {
  if (loaded === undefined)
    loaded = load() || null;
  return loaded === null ? undefined : loaded;
}

function load() {
  try {
    return binding('locales').load();
  } catch (error) {
    process.emitWarning(
      `Locales other than English cannot be loaded: ${error.message}`);
    return undefined;
  }
}

/** A function of a text that remembers what it gave for the last ones. */
function remembered(f) {
  const memory = new Map();

  return (text) => {
    let result = memory.get(text);
    if (result === undefined) {
      result = f(text);
      if (memory.size >= MEMORY)
        memory.clear();
      memory.set(text, result);
    }
    return result;
  };
}

function canonicalTag(tag) {
  const form = canonicalForm(tag);

  if (ENGLISH.includes(baseOf(form)) || provider() === undefined)
    return form;
  const canonical = provider().canonical(form);
  if (canonical === undefined)
    throw new RangeError(`Invalid language tag: ${tag}`);
  return canonical;
}
const canonicalize = remembered(canonicalTag);

const isEnglish = (base) => ENGLISH.includes(base);

/** The locale that serves a tag: it, or the tag cut at a hyphen; or null. */
function available(base) {
  for (let candidate = base; candidate !== '';) {
    if (isEnglish(candidate) ||
        (provider() !== undefined && provider().has(candidate)))
      return candidate;
    const at = candidate.lastIndexOf('-');
    candidate = at < 0 ? '' : candidate.slice(0, at);
  }
  return null;
}
const bestAvailable = remembered(available);

/** The user's language: what the environment says, if there are data for it. */
function defaultLocale() {
  if (fallback === undefined)
    fallback = environmentLocale() || 'en-US';
  return fallback;
}

function environmentLocale() {
  const name = binding('intl').environment();

  if (name === undefined)
    return undefined;
  const tag = name.replace(/\..*?(?=@|$)/, '').replace(/@euro$/, '')
    .replace(/[_@]/g, '-');
  try {
    return bestAvailable(baseOf(canonicalize(tag))) || undefined;
  } catch {
    return undefined;
  }
}

module.exports = {
  bestAvailable, canonicalize, defaultLocale, isEnglish, provider,
};
