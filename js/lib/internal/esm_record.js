// esm_record: module records, linked and evaluated as the standard says
// (ECMA-262 16.2.1), top-level await included.
//
// A module's own bindings live in cells (js/engine/module.h). Linking finds for
// each name that a module imports the cell that holds it; nothing is copied, so
// bindings are live.
'use strict';

const { braces, cell: makeCell, namespace: makeNamespace, syntaxError, then,
        promise, promiseResolve, promiseReject } = binding('esm');

const PLAIN = 0; // kinds of cells

const UNLINKED = 0;
const LINKING = 1;
const LINKED = 2;
const EVALUATING = 3;
const EVALUATING_ASYNC = 4;
const EVALUATED = 5;

const AMBIGUOUS = { ambiguous: true }; // what resolveExport may give

let asyncOrder = 0;
let lastId = 0;

/**
 * @param {string} url
 * @param {object|null} tables of a compiled module, see lower_module.c; null:
 *   a synthetic one, whose exports addExport() makes
 */
function ModuleRecord(url, tables) {
  this.id = ++lastId;
  this.url = url;
  this.format = 'module';
  this.tables = tables;
  this.meta = null; // () => import.meta
  this.status = UNLINKED;
  this.failed = false;
  this.error = undefined;
  this.requested = []; // a record for each request
  this.own = Object.create(null); // export name to cell
  this.indirect = Object.create(null); // export name to index into tables.x
  this.stars = tables === null ? [] : tables.s;
  this.space = null;
  this.spaceCell = null;
  this.body = null; // () => undefined or a promise
  this.hasAwait = tables !== null && tables.t === 1;
  this.index = 0; // of the depth-first search
  this.lowest = 0;
  this.root = null; // of its cycle
  this.async = 0; // 0: not asynchronous; else its turn
  this.pending = 0; // dependencies that are not done
  this.parents = []; // who waits for it
  this.done = null; // promise of the evaluation that began here
  this.cells = tables === null ? null : makeCells(this, tables);
}

// The module's own cells, at their places; those of imports come with linking.
function makeCells(record, tables) {
  const cells = new Array(tables.n);
  let i;

  for (i = 0; i < tables.l.length; i += 3)
    cells[tables.l[i]] = makeCell(tables.l[i + 1], tables.l[i + 2]);
  for (i = 0; i < tables.e.length; i += 2)
    record.own[tables.e[i]] = cells[tables.e[i + 1]];
  for (i = 0; i < tables.x.length; i += 4)
    record.indirect[tables.x[i]] = i;
  return cells;
}

/** Synthetic modules: a name whose value setExport() gives. */
ModuleRecord.prototype.addExport = function(name) {
  if (this.own[name] === undefined)
    this.own[name] = makeCell(PLAIN, name);
};

ModuleRecord.prototype.setExport = function(name, value) {
  this.own[name].v = value;
};

// -- names ------------------------------------------------------------------

/** Adds the names that the module exports to the keys of `names`. */
ModuleRecord.prototype.exportedNames = function(names, seen) {
  let name;
  let i;

  if (seen[this.id])
    return;
  seen[this.id] = true;
  for (name in this.own)
    names[name] = true;
  for (name in this.indirect)
    names[name] = true;
  for (i = 0; i < this.stars.length; i++) {
    const inner = Object.create(null);

    this.requested[this.stars[i]].exportedNames(inner, seen);
    for (name in inner) {
      if (name !== 'default')
        names[name] = true;
    }
  }
};

/**
 * The cell behind an export; null: there is none, or it leads in a circle;
 * AMBIGUOUS: two `export *` give different ones.
 */
ModuleRecord.prototype.resolveExport = function(name, seen) {
  const key = this.id + ' ' + name;
  const entry = this.indirect[name];
  let found = null;
  let i;

  if (seen[key])
    return null;
  seen[key] = true;
  if (this.own[name] !== undefined)
    return this.own[name];
  if (entry !== undefined)
    return this.resolveIndirect(entry, seen);
  if (name === 'default')
    return null;
  for (i = 0; i < this.stars.length; i++) {
    const one = this.requested[this.stars[i]].resolveExport(name, seen);

    if (one === AMBIGUOUS || (one !== null && found !== null && one !== found))
      return AMBIGUOUS;
    if (one !== null)
      found = one;
  }
  return found;
};

ModuleRecord.prototype.resolveIndirect = function(entry, seen) {
  const from = this.requested[this.tables.x[entry + 1]];
  const name = this.tables.x[entry + 2];

  return name === null ? from.namespaceCell() : from.resolveExport(name, seen);
};

ModuleRecord.prototype.namespaceCell = function() {
  if (this.spaceCell === null) {
    this.spaceCell = makeCell(PLAIN, '*');
    this.spaceCell.v = this.namespace();
  }
  return this.spaceCell;
};

/** The namespace object; names that are ambiguous are not in it. */
ModuleRecord.prototype.namespace = function() {
  const names = Object.create(null);
  const cells = Object.create(null);

  if (this.space !== null)
    return this.space;
  this.exportedNames(names, Object.create(null));
  Object.keys(names).sort().forEach((name) => {
    const cell = this.resolveExport(name, Object.create(null));

    if (cell !== null && cell !== AMBIGUOUS)
      cells[name] = cell;
  });
  this.space = makeNamespace(cells);
  return this.space;
};

// -- linking ----------------------------------------------------------------

// V8 puts the text of the request into its messages.
function requestText(tables, request) {
  const entry = tables.r[request];

  return typeof entry === 'string' ? entry : entry[0];
}

const COMMONJS_HINT = ' is a CommonJS module, which may not support all ' +
  'module.exports as named exports.\nCommonJS modules can always be imported ' +
  'via the default export, for example using:\n\nimport pkg from ';

// The names of the import declaration, as they stand there.
function destructuring(tables, name, offset) {
  const text = braces(tables.f, offset);

  return text === undefined ? '{ ' + name + ' }' :
    text.replace(/\s+as\s+/g, ': ');
}

function missingExport(record, request, name, offset, found) {
  const { tables } = record;
  const specifier = '\'' + requestText(tables, request) + '\'';
  let message = 'The requested module ' + specifier;

  if (found === AMBIGUOUS)
    message += ' contains conflicting star exports for name \'' + name + '\'';
  else if (record.requested[request].format === 'commonjs')
    message = 'Named export \'' + name + '\' not found. ' + message +
      COMMONJS_HINT + specifier + ';\nconst ' +
      destructuring(tables, name, offset) + ' = pkg;\n';
  else
    message += ' does not provide an export named \'' + name + '\'';
  return syntaxError(tables.f, offset, message);
}

function initializeEnvironment(record) {
  const { tables, cells } = record;
  let i;

  for (i = 0; i < tables.x.length; i += 4) {
    const cell = record.resolveExport(tables.x[i], Object.create(null));

    if (cell === null || cell === AMBIGUOUS)
      throw missingExport(record, tables.x[i + 1], tables.x[i + 2],
                          tables.x[i + 3], cell);
  }
  for (i = 0; i < tables.i.length; i += 4) {
    const slot = tables.i[i];
    const from = record.requested[tables.i[i + 1]];
    const name = tables.i[i + 2];
    const cell = name === null ? from.namespace() :
      from.resolveExport(name, Object.create(null));

    if (cell === null || cell === AMBIGUOUS)
      throw missingExport(record, tables.i[i + 1], name, tables.i[i + 3], cell);
    if (slot >= 0)
      cells[slot] = cell;
  }
  record.body = (0, tables.f)(record.meta, cells);
}

// Pops what belongs to the cycle of `record`, and says so to each.
function leaveCycle(record, stack, leave) {
  let member;

  do {
    member = stack.pop();
    leave(member);
  } while (member !== record);
}

function innerLink(record, stack, index) {
  let i;

  if (record.status !== UNLINKED)
    return index;
  record.status = LINKING;
  record.index = record.lowest = index++;
  stack.push(record);
  for (i = 0; i < record.requested.length; i++) {
    const next = record.requested[i];

    index = innerLink(next, stack, index);
    if (next.status === LINKING && next.lowest < record.lowest)
      record.lowest = next.lowest;
  }
  if (record.tables !== null)
    initializeEnvironment(record);
  if (record.lowest === record.index)
    leaveCycle(record, stack, (member) => { member.status = LINKED; });
  return index;
}

/** Links the graph from here; throws a SyntaxError for a name that is not. */
ModuleRecord.prototype.link = function() {
  const stack = [];

  try {
    innerLink(this, stack, 0);
  } catch (error) {
    stack.forEach((record) => { record.status = UNLINKED; });
    throw error;
  }
};

// -- evaluation -------------------------------------------------------------

function innerEvaluate(record, stack, index) {
  let i;

  if (record.status >= EVALUATING_ASYNC) {
    if (record.failed)
      throw record.error;
    return index;
  }
  if (record.status === EVALUATING)
    return index;
  record.status = EVALUATING;
  record.index = record.lowest = index++;
  record.pending = 0;
  stack.push(record);
  for (i = 0; i < record.requested.length; i++) {
    let next = record.requested[i];

    index = innerEvaluate(next, stack, index);
    if (next.status === EVALUATING) {
      if (next.lowest < record.lowest)
        record.lowest = next.lowest;
    } else {
      next = next.root;
      if (next.failed)
        throw next.error;
    }
    if (next.async !== 0 && next.status !== EVALUATED) {
      record.pending++;
      next.parents.push(record);
    }
  }
  if (record.pending > 0 || record.hasAwait) {
    record.async = ++asyncOrder;
    if (record.pending === 0)
      executeAsync(record);
  } else {
    (0, record.body)();
  }
  if (record.lowest === record.index) {
    leaveCycle(record, stack, (member) => {
      member.status = member.async === 0 ? EVALUATED : EVALUATING_ASYNC;
      member.root = record;
    });
  }
  return index;
}

function fail(record, error) {
  record.status = EVALUATED;
  record.failed = true;
  record.error = error;
  if (record.root === null)
    record.root = record;
}

// Runs the graph from here: what throws is thrown, what awaits goes on later.
function evaluateNow(record) {
  const stack = [];

  try {
    innerEvaluate(record, stack, 0);
  } catch (error) {
    stack.forEach((member) => fail(member, error));
    throw error;
  }
}

function executeAsync(record) {
  then((0, record.body)(), () => asyncFulfilled(record),
       (error) => asyncRejected(record, error));
}

// Those whose last dependency has just come to its end, in their order.
function gatherAvailable(record, list) {
  record.parents.forEach((parent) => {
    if (list.indexOf(parent) >= 0 || parent.root.failed)
      return;
    parent.pending--;
    if (parent.pending === 0) {
      list.push(parent);
      if (!parent.hasAwait)
        gatherAvailable(parent, list);
    }
  });
}

function settle(record) {
  record.status = EVALUATED;
  if (record.done !== null)
    promiseResolve(record.done, undefined);
}

function executeAvailable(record) {
  if (record.hasAwait) {
    executeAsync(record);
    return;
  }
  try {
    (0, record.body)();
  } catch (error) {
    asyncRejected(record, error);
    return;
  }
  settle(record);
}

function asyncFulfilled(record) {
  const list = [];

  if (record.status === EVALUATED)
    return; // it failed with its cycle
  settle(record);
  gatherAvailable(record, list);
  list.sort((a, b) => a.async - b.async);
  list.forEach((next) => {
    if (next.status !== EVALUATED)
      executeAvailable(next);
  });
}

function asyncRejected(record, error) {
  if (record.status === EVALUATED)
    return;
  fail(record, error);
  record.parents.forEach((parent) => asyncRejected(parent, error));
  if (record.done !== null)
    promiseReject(record.done, error);
}

function ignore() {}

/** A promise of the end of the evaluation. */
ModuleRecord.prototype.evaluate = function() {
  const record = this.status >= EVALUATING_ASYNC ? this.root : this;

  if (record.done !== null)
    return record.done;
  record.done = promise();
  then(record.done, undefined, ignore); // who asked listens by himself
  try {
    evaluateNow(record);
    if (record.status === EVALUATED)
      promiseResolve(record.done, undefined);
  } catch (error) {
    promiseReject(record.done, error);
  }
  return record.done;
};

/** For require(): to the end, or a throw. The graph must not await. */
ModuleRecord.prototype.evaluateSync = function() {
  if (this.failed)
    throw this.error;
  if (this.status < EVALUATING)
    evaluateNow(this);
};

/** Is there a top-level await in the graph? */
ModuleRecord.prototype.graphAwaits = function(seen) {
  if (seen[this.id])
    return false;
  seen[this.id] = true;
  return this.hasAwait ||
    this.requested.some((record) => record.graphAwaits(seen));
};

ModuleRecord.prototype.isEvaluating = function() {
  return this.status === EVALUATING;
};

ModuleRecord.prototype.isEvaluated = function() {
  return this.status === EVALUATED;
};

module.exports = { ModuleRecord };
