// Time zones: offsets at a moment, and what they are called.
'use strict';

const native = binding('intl');
const zones = new Map();
const CYCLE_S = 28 * 365.25 * 86400; // the calendar comes again
const shortNames = {
  'Eastern': 'E', 'Central': 'C', 'Mountain': 'M', 'Pacific': 'P',
  'Alaska': 'AK', 'Hawaii-Aleutian': 'H',
};

/** The transitions of a zone; undefined where there is no such zone. */
function load(id) {
  if (!zones.has(id))
    zones.set(id, id === 'UTC' ? { times: [], offsets: [0], summer: [false] } :
      native.readZone(id));
  return zones.get(id);
}

/** The name as it is spelt in the zone data, or a RangeError. */
function canonicalZone(name) {
  const text = String(name);

  if (/^(?:etc\/)?(?:utc|gmt|uct|zulu)$/i.test(text))
    return 'UTC';
  if (load(text) !== undefined)
    return text;
  const lower = text.toLowerCase();
  const known = allZones().find((zone) => zone.toLowerCase() === lower);
  if (known === undefined || load(known) === undefined)
    throw new RangeError(`Invalid time zone specified: ${text}`);
  return known;
}

function allZones() {
  return native.zones().join('').split(' ').filter((zone) => zone !== '')
    .sort();
}

function entry(id, ms) {
  const zone = load(id) || load('UTC');
  const { times } = zone;
  let seconds = Math.floor(ms / 1000);

  // The data end in 2037; later years are as those 28 years before.
  if (times.length > 0 && seconds >= 2145916800 &&
      times[times.length - 1] > 2e9)
    seconds -= Math.ceil((seconds - 2145916799) / CYCLE_S) * CYCLE_S;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= seconds)
      low = middle + 1;
    else
      high = middle;
  }
  return { offset: zone.offsets[low], summer: zone.summer[low] };
}

/** Milliseconds east of Greenwich. */
function offsetAt(id, ms) {
  return entry(id, ms).offset * 1000;
}

function offsetName(offset, long) {
  const minutes = Math.abs(Math.trunc(offset / 60));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const sign = offset < 0 ? '-' : '+';

  if (long)
    return `GMT${sign}${String(hours).padStart(2, '0')}:` +
      String(rest).padStart(2, '0');
  return `GMT${sign}${hours}` +
    (rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`);
}

/** The zone's name in a style of `timeZoneName`. */
function zoneName(id, ms, style) {
  const { offset, summer } = entry(id, ms);

  if (style === 'shortOffset' || style === 'longOffset')
    return offsetName(offset, style === 'longOffset');
  if (id === 'UTC')
    return style === 'long' ? 'Coordinated Universal Time' :
      style === 'short' ? 'UTC' : offsetName(0, style === 'longGeneric');
  const irish = id === 'Europe/Dublin' && offset !== 0;
  const long = native.zoneName(id, irish || (summer && offset !== 0));
  if (long === undefined)
    return offsetName(offset, style.startsWith('long'));
  if (style === 'long')
    return long;
  const family = /^(.*) (?:Standard|Daylight) Time$/.exec(long);
  if (style === 'longGeneric')
    return native.zoneName(id, true) === native.zoneName(id, false) ? long :
      long.replace(/ (?:Standard|Daylight|Summer) Time$/, ' Time');
  const letter = family === null ? undefined : shortNames[family[1]];
  if (letter === undefined)
    return long === 'Greenwich Mean Time' && style === 'short' ? 'GMT' :
      offsetName(offset, false);
  if (style === 'shortGeneric')
    return letter === 'H' ? 'HST' : `${letter}T`;
  return `${letter}${long.includes('Daylight') ? 'D' : 'S'}T`;
}

module.exports = {
  allZones, canonicalZone, offsetAt, systemZone: () => native.zone(), zoneName,
};
