// Errors in util.inspect: the stack, with what the class or the keys say of it.
'use strict';

const { getPrefix } = require('internal/inspect');
const { types } = binding('util');

function stackOf(error) {
  return error.stack ? String(error.stack) :
    Error.prototype.toString.call(error);
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

// name, message and stack are no keys where the stack shows them already.
function removeDuplicateKeys(ctx, keys, error, stack) {
  if (ctx.showHidden)
    return;
  ['name', 'message', 'stack'].forEach((name) => {
    const at = keys.indexOf(name);

    if (at !== -1 &&
        (typeof error[name] !== 'string' || stack.includes(error[name])))
      keys.splice(at, 1);
  });
}

// Puts the class's name into the stack's first line where it says another.
function improveStack(stack, constructor, name, tag) {
  let length = name.length;

  if (constructor !== null &&
      !(name.endsWith('Error') && stack.startsWith(name) &&
        (stack.length === length || stack[length] === ':' ||
         stack[length] === '\n')))
    return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ||
      /^([a-z_A-Z0-9-]*Error)$/.exec(stack);

    fallback = (start && start[1]) || '';
    length = fallback.length;
    fallback = fallback || 'Error';
  }
  const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
  if (name === prefix)
    return stack;
  if (!prefix.includes(name))
    return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : prefix + stack.slice(length);
}

// Where at least four lines of `frames` stand in `other` too.
function commonLines(frames, other) {
  for (let i = 0; i < frames.length - 3; i++) {
    const at = other.indexOf(frames[i]);

    if (at === -1)
      continue;
    const most = Math.min(frames.length - i, other.length - at);
    let count = 1;
    while (count < most && frames[i + count] === other[at + count])
      count++;
    if (count > 3)
      return { count, offset: i };
  }
  return null;
}

// The frames, without those which the cause's stack repeats.
function stackFrames(ctx, error, text) {
  const frames = text.split('\n');
  let cause;

  try {
    cause = error.cause;
  } catch {
    // A getter that throws has no cause to tell.
  }
  if (cause === null || cause === undefined || !isError(cause))
    return frames;
  const stack = stackOf(cause);
  const start = stack.indexOf('\n    at');
  if (start === -1)
    return frames;
  const common = commonLines(frames, stack.slice(start + 1).split('\n'));
  if (common !== null) {
    const skipped = common.count - 2;

    frames.splice(common.offset + 1, skipped, ctx.stylize(
      `    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
  }
  return frames;
}

// Frames of the runtime are grey, names of packages underlined.
function colorFrame(ctx, line) {
  if (/^ {4}at (?:[^/\\(]+ \(|)node:.+:\d+:\d+(?:\)|$)/.test(line))
    return ctx.stylize(line, 'undefined');
  const parts = line.split('node_modules/');
  for (let i = 1; i < parts.length; i++) {
    const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(parts[i]);

    if (name !== null)
      parts[i] = ctx.stylize(name[0], 'module') +
        parts[i].slice(name[0].length);
  }
  return markCwd(ctx, parts.join('node_modules/'));
}

function markCwd(ctx, line) {
  let cwd;

  try {
    cwd = process.cwd();
  } catch {
    return line;
  }
  const at = line.indexOf(cwd + '/');
  if (at === -1)
    return line;
  const open = at > 0 && line[at - 1] === '(';
  const from = open ? at - 1 : at;
  const to = open && line.endsWith(')') ? line.length - 1 : line.length;
  const end = at + cwd.length + 1;
  return line.slice(0, from) +
    ctx.stylize(line.slice(from, end), 'undefined') + line.slice(end, to) +
    (to < line.length ? ctx.stylize(line.slice(to), 'undefined') : '');
}

/** The error's text; removes and adds `keys` to print behind it. */
function formatError(error, constructor, tag, ctx, keys) {
  const name = error.name === undefined || error.name === null ? 'Error' :
    String(error.name);
  let stack = stackOf(error);

  removeDuplicateKeys(ctx, keys, error, stack);
  if ('cause' in error && !keys.includes('cause'))
    keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors'))
    keys.push('errors');
  stack = improveStack(stack, constructor, name, tag);

  let from = (error.message && stack.indexOf(error.message)) || -1;
  if (from !== -1)
    from += error.message.length;
  const start = stack.indexOf('\n    at', from);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    const lines = stackFrames(ctx, error, stack.slice(start + 1));

    stack = stack.slice(0, start) + '\n' + (ctx.colors ?
      lines.map((line) => colorFrame(ctx, line)) : lines).join('\n');
  }
  if (ctx.indentationLvl !== 0)
    stack = stack.split('\n').join('\n' + ' '.repeat(ctx.indentationLvl));
  return stack;
}

module.exports = { formatError, isError };
