// Module objects, the cache, cycles, and what programs replace.
'use strict';

const assert = require('assert');
const path = require('path');
const Module = require('module');
const { test } = require('../harness');
const tree = path.join(__dirname, 'tree');

test('the module of this very file', () => {
  assert.strictEqual(module.id, '.');
  assert.strictEqual(module, require.main);
  assert.strictEqual(module, process.mainModule);
  assert.strictEqual(module.filename, __filename);
  assert.strictEqual(module.path, __dirname);
  assert.strictEqual(module.loaded, false);
  assert.strictEqual(module.parent, null);
  assert.strictEqual(module.paths[0], path.join(__dirname, 'node_modules'));
  assert.ok(module instanceof Module);
  assert.strictEqual(require.cache[__filename], module);
  assert.ok(module.children.some((m) => m.id.endsWith('harness.js')));
  assert.deepStrictEqual(Object.keys(module),
                         ['id', 'path', 'exports', 'filename', 'loaded',
                          'children', 'paths']);
});

test('require has what Node\'s has', () => {
  assert.deepStrictEqual(Object.keys(require),
                         ['resolve', 'main', 'extensions', 'cache']);
  assert.strictEqual(require.name, 'require');
  assert.strictEqual(require.length, 1);
  assert.strictEqual(require.cache, Module._cache);
  assert.strictEqual(require.extensions, Module._extensions);
});

test('a body runs once, as a function', () => {
  assert.deepStrictEqual(require('./tree/args'), { args: 5, t: true });
  assert.strictEqual(require('./tree/returns')(1, 2), 2);
  assert.strictEqual(require('./tree/args'), require('./tree/args.js'));
});

test('a cycle gets what is exported so far', () => {
  const one = require('./tree/sub/cyc1');

  assert.deepStrictEqual(one, { one: 1, o: 1, done: 1 });
  assert.deepStrictEqual(require('./tree/sub/cyc2'), { two: 1, partial: true });
});

test('a body that throws is as if never required', () => {
  const file = path.join(tree, 'sub/thrower.js');
  const before = module.children.length;

  assert.throws(() => require('./tree/sub/thrower'), { message: 'in module' });
  assert.strictEqual(require.cache[file], undefined);
  assert.strictEqual(module.children.length, before);
  assert.throws(() => require('./tree/sub/thrower'), { message: 'in module' });
});

test('byte order mark and #! are skipped, lines are not', () => {
  assert.strictEqual(require('./tree/bom.js').bom, 1);
  assert.strictEqual(require('./tree/bom.json').bom, 2);
  assert.strictEqual(require('./tree/shebang').line, '2');
});

test('deleting from the cache loads again', () => {
  const file = require.resolve('./tree/args');
  const old = require(file);

  delete require.cache[file];
  assert.notStrictEqual(require(file), old);
  assert.deepStrictEqual(require(file), old);
});

test('the cache can be filled', () => {
  const file = path.join(tree, 'not-there.js');

  require.cache[file] = { exports: { put: true }, loaded: true };
  assert.strictEqual(require('./tree/args').args, 5);
  delete require.cache[file];
});

test('Module._load can be replaced', () => {
  const original = Module._load;
  const seen = [];

  Module._load = function (request, parent, isMain) {
    seen.push([request, parent === module, isMain]);
    if (request === 'virtual')
      return 'mocked';
    return original.apply(this, arguments);
  };
  try {
    assert.strictEqual(require('virtual'), 'mocked');
    assert.strictEqual(require('./tree/args').args, 5);
  } finally {
    Module._load = original;
  }
  assert.deepStrictEqual(seen, [['virtual', true, false],
                                ['./tree/args', true, false]]);
});

test('Module._resolveFilename can be replaced', () => {
  const original = Module._resolveFilename;

  Module._resolveFilename = function (request) {
    if (request === 'alias')
      arguments[0] = path.join(tree, 'args.js');
    return original.apply(this, arguments);
  };
  try {
    assert.strictEqual(require('alias').args, 5);
  } finally {
    Module._resolveFilename = original;
  }
});

test('Module.prototype.require can be replaced', () => {
  const original = Module.prototype.require;

  Module.prototype.require = function (id) {
    return id === 'virtual' ? 42 : original.call(this, id);
  };
  try {
    assert.strictEqual(require('virtual'), 42);
    assert.strictEqual(require('./tree/args').args, 5);
  } finally {
    Module.prototype.require = original;
  }
});

test('an extension can be added, and .js wrapped', () => {
  const original = Module._extensions['.js'];
  const file = require.resolve('./tree/args');

  Module._extensions['.txt'] = (m) => { m.exports = 'text'; };
  Module._extensions['.js'] = function (m, filename) {
    const compile = m._compile;

    m._compile = function (content, name) {
      m._compile = compile;
      return m._compile(content + '\nexports.hooked = true;', name);
    };
    original(m, filename);
  };
  try {
    delete require.cache[file];
    assert.strictEqual(require(file).hooked, true);
    assert.strictEqual(require('./tree/note'), 'text');
  } finally {
    Module._extensions['.js'] = original;
    delete Module._extensions['.txt'];
    delete require.cache[file];
  }
});

test('_compile makes modules of text', () => {
  const m = new Module(path.join(tree, 'made.js'), module);

  m.filename = m.id;
  m.paths = Module._nodeModulePaths(tree);
  m._compile('exports.a = require("a").a; exports.d = __dirname;', m.filename);
  assert.deepStrictEqual(m.exports, { a: 1, d: tree });
});

test('createRequire', () => {
  const other = Module.createRequire(path.join(tree, 'x.js'));

  assert.strictEqual(other('./args').args, 5);
  assert.strictEqual(other.resolve('a'),
                     path.join(tree, 'node_modules/a/lib/x.js'));
  assert.strictEqual(Module.createRequire('file://' + tree + '/')('a').a, 1);
  assert.throws(() => Module.createRequire('./relative'),
                { code: 'ERR_INVALID_ARG_VALUE' });
});

test('isBuiltin and builtinModules', () => {
  assert.ok(Module.builtinModules.includes('events'));
  assert.ok(Module.isBuiltin('node:events'));
  assert.ok(Module.isBuiltin('fs/promises'));
  assert.ok(Module.isBuiltin('node:test'));
  assert.ok(!Module.isBuiltin('test'));
  assert.ok(!Module.isBuiltin('a'));
});

test('wrap', () => {
  assert.strictEqual(Module.wrap('x'),
                     '(function (exports, require, module, __filename, ' +
                     '__dirname) { x\n});');
});
