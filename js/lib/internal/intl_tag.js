// Language tags (UTS 35, BCP 47): their form, and the canonical one.
'use strict';

const BASE = '(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{4})?' +
  '(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*';
const EXTENSIONS = '(?:-(?:[0-9a-su-wyz](?:-[a-z0-9]{2,8})+|' +
  't(?:-[a-z0-9]{2,8})+))*(?:-x(?:-[a-z0-9]{1,8})+)?';
const basePattern = new RegExp(
  `^${BASE}(?:-(?:[a-z0-9](?:-[a-z0-9-]*)?)?)?$`, 'i');
const languagePattern = new RegExp(`^${BASE}$`, 'i');
const tagPattern = new RegExp(`^${BASE}${EXTENSIONS}$`, 'i');
const SORTED_FIELDS = /-[a-z][0-9](?:-|$)/;
const calendarAliases = {
  islamicc: 'islamic-civil', 'ethiopic-amete-alem': 'ethioaa',
};
// What the rules for -t- ask of it: a language, fields, or both.
const transformPattern = new RegExp(`^(?:-${BASE}(?=-|$))?` +
  '(?:-[a-z][0-9](?:-[a-z0-9]{3,8})+)*$');

function invalid(tag) {
  return new RangeError(`Invalid language tag: ${tag}`);
}

/** [language and so on, ...extensions], each extension with its singleton. */
function split(tag) {
  const found = /-(?:[a-z0-9]-|x-)/i.exec(tag);

  if (found === null)
    return [tag];
  const base = tag.slice(0, found.index);
  const rest = tag.slice(found.index + 1);
  const x = /(?:^|-)x-/i.exec(rest);
  const plain = x === null ? rest : rest.slice(0, x.index);
  const extensions = plain === '' ? [] : plain.split(/-(?=[a-z0-9]-)/i);
  if (x !== null)
    extensions.push(rest.slice(x.index).replace(/^-/, ''));
  return [base, ...extensions];
}

function canonicalBase(base, tag) {
  const [language, ...rest] = base.split('-');
  const variants = [];
  const parts = [language.toLowerCase()];

  for (const part of rest) {
    if (part.length === 4 && !/^[0-9]/.test(part))
      parts.push(part[0].toUpperCase() + part.slice(1).toLowerCase());
    else if (part.length === 2 || part.length === 3)
      parts.push(part.toUpperCase());
    else
      variants.push(part.toLowerCase());
  }
  variants.sort();
  if (variants.some((part, i) => part === variants[i + 1]))
    throw invalid(tag);
  return [...parts, ...variants].join('-');
}

/** "-u-": attributes, then each key once, sorted, without what means true. */
function canonicalKeywords(extension, tag) {
  const { attributes, keywords } = keywordsOf(extension);
  const pairs = Object.keys(keywords).sort().map((key) => {
    if (!/[a-z]$/.test(key))
      throw invalid(tag);
    const value = calendarAliases[keywords[key]] || keywords[key];
    return value === '' ? key : `${key}-${value}`;
  });

  return ['u', ...attributes.sort(), ...pairs].join('-');
}

/** { attributes, keywords } of a tag or its "u-" extension. */
function keywordsOf(tag) {
  const found = /(?:^|-)u((?:-[a-z0-9]{2,8})+)/.exec(
    tag.replace(/(?:^|-)x-.*$/, ''));
  const attributes = [];
  const keywords = {};
  let key;

  for (const part of found === null ? [] : found[1].slice(1).split('-')) {
    if (part.length === 2) {
      key = keywords[part] === undefined ? part : undefined;
      if (key !== undefined)
        keywords[key] = '';
      else
        key = '';
    } else if (key === undefined) {
      attributes.push(part);
    } else if (key !== '' && (part !== 'true' || keywords[key] !== '')) {
      keywords[key] += (keywords[key] === '' ? '' : '-') + part;
    }
  }
  return { attributes, keywords };
}

/** The fields of -t- in order; its language comes first. */
function canonicalTransform(extension, tag) {
  const rest = extension.slice(1);
  const at = rest.search(SORTED_FIELDS);
  const language = (at < 0 ? rest : rest.slice(0, at)).slice(1);
  const fields = at < 0 ? [] : rest.slice(at + 1).split(/-(?=[a-z][0-9]-)/);
  const base = language === '' ? [] :
    [canonicalBase(language, tag).toLowerCase()];

  return ['t', ...base, ...fields.sort()].join('-');
}

/** The canonical form, as far as it needs no data; a RangeError. */
function canonicalForm(tag) {
  if (!basePattern.test(tag))
    throw new RangeError('Incorrect locale information provided');
  if (!tagPattern.test(tag))
    throw invalid(tag);
  const [base, ...extensions] = split(tag);
  const seen = [];
  const result = extensions.map((given) => {
    const extension = given.toLowerCase();
    const singleton = extension[0];
    if (seen.includes(singleton))
      throw invalid(tag);
    seen.push(singleton);
    if (singleton === 't' && !transformPattern.test(extension.slice(1)))
      throw invalid(tag);
    return singleton === 'u' ? canonicalKeywords(extension, tag) :
      singleton === 't' ? canonicalTransform(extension, tag) : extension;
  });
  result.sort((a, b) => (a[0] === 'x' ? 1 : b[0] === 'x' ? -1 :
    a[0] < b[0] ? -1 : 1));
  return [canonicalBase(base, tag), ...result].join('-');
}

/** The tag up to its first extension. */
function baseOf(tag) {
  return tag.replace(/-[a-z0-9]-.*$/i, '');
}

module.exports = { baseOf, canonicalForm, keywordsOf, languagePattern, split };
