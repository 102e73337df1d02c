// How util.inspect breaks lines: entries on one line where they fit, short
// array items in columns, else one entry a line.
'use strict';

const { removeColors, width } = require('internal/inspect_text');

const kArrayExtras = 2; // as in inspect.js

function fits(ctx, output, start, base) {
  let total = output.length + start;

  if (total + output.length > ctx.breakLength)
    return false;
  for (let i = 0; i < output.length; i++) {
    total += ctx.colors ? removeColors(output[i]).length : output[i].length;
    if (total > ctx.breakLength)
      return false;
  }
  return base === '' || !base.includes('\n');
}

function columnWidths(lengths, count, columns) {
  const widths = [];

  for (let i = 0; i < columns; i++) {
    let widest = 0;

    for (let j = i; j < count; j += columns) {
      if (lengths[j] > widest)
        widest = lengths[j];
    }
    widths.push(widest + 2);
  }
  return widths;
}

function isAllNumbers(value, count) {
  for (let i = 0; i < count; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint')
      return false;
  }
  return true;
}

// Joins the items from..to of one line; numbers stand at the right.
function joinRow(output, lengths, widths, from, to, padStart) {
  let row = '';
  let j = from;

  for (; j < to - 1; j++) {
    const columns = widths[j - from] + output[j].length - lengths[j];
    const item = output[j] + ', ';

    row += padStart ? item.padStart(columns, ' ') : item.padEnd(columns, ' ');
  }
  if (!padStart)
    return row + output[j];
  return row + output[j].padStart(
    widths[j - from] + output[j].length - lengths[j] - 2, ' ');
}

// Puts more than six short items into columns.
function groupItems(ctx, output, value) {
  const hasMore = ctx.maxArrayLength < output.length; // `... n more items`
  const count = hasMore ? output.length - 1 : output.length;
  const lengths = [];
  let total = 0;
  let longest = 0;

  for (let i = 0; i < count; i++) {
    const length = width(output[i], ctx.colors);

    lengths.push(length);
    total += length + 2;
    if (length > longest)
      longest = length;
  }
  const widest = longest + 2;
  if (widest * 3 + ctx.indentationLvl >= ctx.breakLength ||
      (total / widest <= 5 && longest > 6))
    return output;

  // A column for every 2.5 lines' height, no more than 16 with compact 3.
  const bias = Math.sqrt(widest - total / output.length);
  const biased = Math.max(widest - bias - 3, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indentationLvl) / widest),
    ctx.compact * 4,
    15);
  if (columns <= 1)
    return output;

  const widths = columnWidths(lengths, count, columns);
  const padStart = value === undefined || isAllNumbers(value, output.length);
  const rows = [];
  for (let i = 0; i < count; i += columns) {
    rows.push(joinRow(output, lengths, widths, i,
                      Math.min(i + columns, count), padStart));
  }
  if (hasMore)
    rows.push(output[count]);
  return rows;
}

/**
 * The whole text of an object from its entries.
 * @param {string} base  what stands before the brace: a function, a date
 */
function reduceToSingleString(ctx, output, base, braces, extras, recurseTimes,
                              value) {
  const indentation = '\n' + ' '.repeat(ctx.indentationLvl);

  if (ctx.compact === true) {
    if (fits(ctx, output, 0, base))
      return braces[0] + (base ? ' ' + base : '') + ' ' + output.join(', ') +
        ' ' + braces[1];
    // Behind a long brace the first entry would not line up with the others.
    const first = base === '' && braces[0].length === 1 ? ' ' :
      (base ? ' ' + base : '') + indentation + '  ';
    return braces[0] + first + output.join(',' + indentation + '  ') + ' ' +
      braces[1];
  }

  const head = (base ? base + ' ' : '') + braces[0];
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;

    if (extras === kArrayExtras && entries > 6)
      output = groupItems(ctx, output, value);
    if (ctx.currentDepth - recurseTimes < ctx.compact &&
        entries === output.length) {
      const start = output.length + ctx.indentationLvl + braces[0].length +
        base.length + 10;

      if (fits(ctx, output, start, base)) {
        const joined = output.join(', ');

        if (!joined.includes('\n'))
          return head + ' ' + joined + ' ' + braces[1];
      }
    }
  }
  return head + indentation + '  ' + output.join(',' + indentation + '  ') +
    indentation + braces[1];
}

module.exports = { reduceToSingleString };
