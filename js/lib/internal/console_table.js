// The text of console.table.
'use strict';

const native = binding('util');
const { types } = native;
const { inspect } = require('internal/inspect');
const { getStringWidth } = require('internal/string_width');

const hasOwn = Object.prototype.hasOwnProperty;
const kIndex = '(index)';
const kIteration = '(iteration index)';

function renderRow(cells, widths) {
  return '\u2502 ' + cells.map((cell, i) =>
    cell + ' '.repeat(widths[i] - getStringWidth(cell))).join(' \u2502 ') +
    ' \u2502';
}

// A table of columns under their heads.
function render(head, columns) {
  const count = columns.reduce((max, c) => Math.max(max, c.length), 0);
  const rows = [];
  const widths = head.map((cell) => getStringWidth(cell));

  for (let i = 0; i < count; i++) {
    rows.push(columns.map((column, at) => {
      const cell = hasOwn.call(column, i) ? column[i] : '';

      widths[at] = Math.max(widths[at], getStringWidth(cell));
      return cell;
    }));
  }
  const lines = widths.map((width) => '\u2500'.repeat(width + 2));
  return '\u250c' + lines.join('\u252c') + '\u2510\n' +
    renderRow(head, widths) + '\n' +
    '\u251c' + lines.join('\u253c') + '\u2524\n' +
    rows.map((row) => renderRow(row, widths) + '\n').join('') +
    '\u2514' + lines.join('\u2534') + '\u2518';
}

// The text of one value in a cell.
function cellOf(options) {
  return (value) => {
    const deep = value !== null && typeof value === 'object' &&
      !Array.isArray(value) && !types.isTypedArray(value) &&
      Object.keys(value).length > 2;

    return inspect(value, Object.assign({
      maxArrayLength: 3, breakLength: Infinity, depth: deep ? -1 : 0,
    }, options));
  };
}

// Every `step`-th of the list, as cells.
function every(list, step, start, cell) {
  const cells = [];

  for (let i = start; i < list.length; i += step)
    cells.push(cell(list[i]));
  return cells;
}

// Maps, sets and their iterators; undefined for other objects.
function tableOfCollection(data, cell) {
  const isIterator = types.isMapIterator(data) || types.isSetIterator(data);

  if (!isIterator && !types.isMap(data) && !types.isSet(data))
    return undefined;
  const preview = isIterator ? native.previewIterator(data) :
    [native.previewEntries(data), types.isMap(data)];
  const pairs = preview[1] && !types.isSetIterator(data);
  const list = preview[0];
  const head = [kIteration];
  const columns = [every(list, pairs ? 2 : 1, 0, cell).map((_, i) => cell(i))];

  if (pairs) {
    head.push('Key', 'Values');
    columns.push(every(list, 2, 0, cell), every(list, 2, 1, cell));
  } else {
    head.push('Values');
    columns.push(every(list, 1, 0, cell));
  }
  return render(head, columns);
}

/**
 * @param {object} data rows
 * @param {string[]} [properties] the columns to show
 * @param {object} options for inspect
 */
function tableOf(data, properties, options) {
  const cell = cellOf(options);
  const collection = tableOfCollection(data, cell);

  if (collection !== undefined)
    return collection;
  const columns = Object.create(null);
  const values = [];
  const indexes = Object.keys(data);

  indexes.forEach((index, i) => {
    const item = data[index];
    const primitive = item === null ||
      (typeof item !== 'function' && typeof item !== 'object');

    if (primitive && properties === undefined) {
      values[i] = cell(item);
      return;
    }
    (properties || Object.keys(item)).forEach((key) => {
      if (columns[key] === undefined)
        columns[key] = [];
      columns[key][i] = primitive || !hasOwn.call(item, key) ? '' :
        cell(item[key]);
    });
  });
  const keys = Object.keys(columns);
  const head = [kIndex].concat(keys);
  const lists = [indexes].concat(keys.map((key) => columns[key]));
  if (values.length > 0) {
    head.push('Values');
    lists.push(values);
  }
  return render(head, lists);
}

module.exports = { tableOf };
