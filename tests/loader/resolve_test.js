// What require() finds, and what it says where it finds nothing, is Node's.
'use strict';

const assert = require('assert');
const path = require('path');
const { test } = require('../harness');
const tree = path.join(__dirname, 'tree');
const enter = require('./tree/enter');

// The error of require(request) in tests/loader/tree, as "CODE Name: message"
// with the tree's folder as TREE.
function failure(request) {
  try {
    enter(request);
  } catch (error) {
    const text = `${error.name}: ${error.message}`;

    return (error.code ? error.code + ' ' : '') +
      text.split(tree).join('TREE').replace(/\nRequire stack:[^]*/, ' STACK');
  }
  return 'nothing thrown';
}

test('files, extensions and folders', () => {
  assert.deepStrictEqual(enter('./sub/data'), { x: 1 });
  assert.strictEqual(enter('./sub/data.json'), enter('./sub/../sub/data'));
  assert.strictEqual(enter('./folder.js').folder, 1);
  assert.strictEqual(enter('./folder.js/').folder, 1);
});

test('main, index and files of packages', () => {
  assert.strictEqual(enter('a').a, 1);
  assert.strictEqual(enter('a/lib/x'), enter('a'));
  assert.strictEqual(enter('d/sub').d, 1);
  assert.strictEqual(enter('d/sub/'), enter('d/sub'));
  assert.strictEqual(enter('null-main').n, 1);
});

test('node_modules up the tree, the nearest first', () => {
  const file = enter('./deep/er/file');

  assert.strictEqual(file.where, 'near');
  assert.strictEqual(file.a, 1);
  assert.strictEqual(path.basename(file.parent), 'enter.js');
  assert.match(failure('near'), /^MODULE_NOT_FOUND Error: Cannot find/);
});

test('exports: conditions, in their order', () => {
  assert.strictEqual(enter('dual').which, 'node');
  assert.strictEqual(enter('b').b, 1);
  assert.strictEqual(enter('b/arr').b, 1);
  assert.strictEqual(enter('@s/p').m, 2);
});

test('exports: patterns', () => {
  assert.strictEqual(enter('star/one').s, 'one');
  assert.strictEqual(enter('star/two.json').j, 1);
  assert.strictEqual(enter('star/feat/one/x').s, 'one');
  assert.strictEqual(
    failure('star/internal/i'),
    "ERR_PACKAGE_PATH_NOT_EXPORTED Error: Package subpath './internal/i' is" +
    ' not defined by "exports" in TREE/node_modules/star/package.json');
});

test('exports: what is not exported', () => {
  assert.strictEqual(
    failure('b/zz'),
    'ERR_PACKAGE_PATH_NOT_EXPORTED Error: Package subpath \'./zz\' is not ' +
    'defined by "exports" in TREE/node_modules/b/package.json');
  assert.strictEqual(failure('b/n'), failure('b/zz').replace('zz', 'n'));
  assert.match(failure('b/package.json'), /^ERR_PACKAGE_PATH_NOT_EXPORTED/);
  assert.strictEqual(
    failure('star'),
    'ERR_PACKAGE_PATH_NOT_EXPORTED Error: No "exports" main defined in ' +
    'TREE/node_modules/star/package.json');
});

test('exports: targets that are refused', () => {
  assert.strictEqual(
    failure('outside'),
    'ERR_INVALID_PACKAGE_TARGET Error: Invalid "exports" main target ' +
    '"../a/lib/x.js" defined in the package config ' +
    'TREE/node_modules/outside/package.json; targets must start with "./"');
  ['up', 'nm', 'num', 'abs'].forEach((name) =>
    assert.match(failure('outside/' + name),
                 /^ERR_INVALID_PACKAGE_TARGET Error: Invalid "exports" target/,
                 name));
  assert.match(failure('outside/gone'),
               /^MODULE_NOT_FOUND Error: Cannot find module 'TREE/);
  assert.match(failure('mixed'), /^ERR_INVALID_PACKAGE_CONFIG Error: Invalid/);
  assert.match(failure('badkeys'), /cannot contain numeric property keys\.$/);
});

test('imports, and a package that requires itself', () => {
  const b = enter('b');

  assert.strictEqual(b.dep, 1);
  assert.match(failure('#x'),
               /^MODULE_NOT_FOUND Error: Cannot find module '#x/);
});

test('package.json is read as JSON.parse reads it', () => {
  assert.strictEqual(enter('scan-escape').escaped, 1);
  assert.strictEqual(enter('scan-last').last, 'b');
  assert.strictEqual(enter('scan-deep').deep, 500);
  assert.match(failure('scan-bad'),
    /^SyntaxError: Error parsing TREE\/node_modules\/scan-bad\/package.json/);
});

test('package.json that is damaged or lies', () => {
  assert.match(
    failure('c'),
    /^SyntaxError: Error parsing TREE\/node_modules\/c\/package.json/);
  assert.strictEqual(
    failure('e'),
    'MODULE_NOT_FOUND Error: Cannot find module ' +
    "'TREE/node_modules/e/nope.js'." +
    ' Please verify that the package.json has a valid "main" entry');
});

test('what is not there', () => {
  const code = 'MODULE_NOT_FOUND Error: Cannot find module ';

  assert.strictEqual(failure('./nope'), code + "'./nope' STACK");
  assert.strictEqual(failure('nope'), code + "'nope' STACK");
  assert.strictEqual(failure('./sub'), code + "'./sub' STACK");
  assert.strictEqual(failure('./sub/data.json/'),
                     code + "'./sub/data.json/' STACK");
  try {
    enter('./nope');
  } catch (error) {
    assert.strictEqual(error.message,
                       "Cannot find module './nope'\nRequire stack:\n- " +
                       [path.join(tree, 'enter.js'), __filename].join('\n- '));
    assert.deepStrictEqual(error.requireStack,
                           [path.join(tree, 'enter.js'), __filename]);
  }
});

test('bad arguments', () => {
  assert.throws(() => require(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => require(5), {
    message: 'The "id" argument must be of type string. Received type number' +
      ' (5)',
  });
  assert.throws(() => require(''), {
    code: 'ERR_INVALID_ARG_VALUE',
    message: "The argument 'id' must be a non-empty string. Received ''",
  });
});

test('JSON that is damaged names its file', () => {
  assert.match(failure('./sub/bad'), /^SyntaxError: TREE\/sub\/bad.json: /);
});

test('core modules with and without their prefix', () => {
  assert.strictEqual(enter('node:events'), enter('events'));
  assert.strictEqual(failure('node:zzz'),
                     'ERR_UNKNOWN_BUILTIN_MODULE Error: No such built-in ' +
                     'module: node:zzz');
});

test('require.resolve', () => {
  assert.strictEqual(enter.resolve('a'),
                     path.join(tree, 'node_modules/a/lib/x.js'));
  assert.strictEqual(enter.resolve('events'), 'events');
  assert.strictEqual(enter.resolve('node:events'), 'node:events');
  assert.strictEqual(
    require.resolve('a', { paths: [path.join(tree, 'sub')] }),
    enter.resolve('a'));
  assert.strictEqual(
    require.resolve('./data', { paths: [path.join(tree, 'sub')] }),
    path.join(tree, 'sub/data.json'));
  assert.deepStrictEqual(enter.resolve.paths('x').slice(0, 2),
                         [path.join(tree, 'node_modules'),
                          path.join(__dirname, 'node_modules')]);
  assert.deepStrictEqual(enter.resolve.paths('./x'), [tree]);
  assert.strictEqual(enter.resolve.paths('events'), null);
});

test('a link is its target', () => {
  assert.strictEqual(enter('./link').linked, '/link-target/real.js');
  assert.strictEqual(enter('./link'), enter('./link-target/real'));
});
