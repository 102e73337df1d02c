// path: results that Node gives, among them its oddities.
'use strict';

const { test } = require('../../harness');
const assert = require('assert');
const path = require('path');

const { posix, win32 } = path;

// Calls fn with the first of each row; the second is what it returns.
function table(fn, rows) {
  rows.forEach((row) => {
    assert.deepStrictEqual(fn.apply(null, row[0]), row[1],
                           JSON.stringify(row[0]));
  });
}

test('join and normalize drop what says nothing', () => {
  table(posix.join, [
    [['/a', '..', 'b', './c/'], '/b/c/'], [[], '.'], [['', ''], '.'],
    [['..', '..', 'a'], '../../a'], [['/', '..'], '/'],
  ]);
  table(win32.join, [
    [['c:/', 'a', '..\\b'], 'c:\\b'], [['//server', 'share'],
                                      '\\\\server\\share\\'],
    [['\\', '\\x'], '\\x'], [['con:', 'x'], '.\\con:x'],
  ]);
  table(win32.normalize, [
    [['C:..\\a'], 'C:..\\a'], [['//./CON/x'], '\\\\.\\CON\\x'],
    [['a:b/../c:'], 'a:c:'],
  ]);
});

test('resolve starts from the folder of the process', () => {
  assert.strictEqual(posix.resolve('a/../b'), process.cwd() + '/b');
  table(posix.resolve, [[['/a', '/b', '../c'], '/c']]);
  table(win32.resolve, [[['C:\\a', 'D:\\b', 'C:c'], 'C:\\a\\c'],
                        [['//s/h/x', '..', '..'], '\\\\s\\h\\']]);
});

test('relative goes up and down', () => {
  table(posix.relative, [
    [['/a/b/c', '/a/d'], '../../d'], [['/a', '/a'], ''], [['/', '/x'], 'x'],
  ]);
  table(win32.relative, [
    [['C:\\a\\b', 'c:\\A\\d'], '..\\d'], [['C:\\', 'D:\\x'], 'D:\\x'],
    [['\\\\s\\h', '\\\\s\\h\\z'], 'z'],
  ]);
});

test('the last part, with and without its extension', () => {
  table(posix.basename, [
    [['/a/b.js', '.js'], 'b'], [['a/.js', '.js'], '.js'], [['a//'], 'a'],
    [['b', 'ab'], 'b'], [['b/', 'ab'], 'b/'],
  ]);
  table(posix.extname, [
    [['.bashrc'], ''], [['a.'], '.'], [['..'], ''], [['...'], '.'],
    [['a.b/c'], ''],
  ]);
  table(win32.basename, [[['C:a.b\\'], 'a.b']]);
});

test('dirname keeps the root', () => {
  table(posix.dirname, [[['/a'], '/'], [['//a'], '//'], [['a'], '.'],
                        [['a//b'], 'a/']]);
  table(win32.dirname, [[['c:\\'], 'c:\\'], [['\\\\s\\h\\'], '\\\\s\\h\\'],
                        [['c:x'], 'c:']]);
});

test('parse and format are each other\'s inverse', () => {
  table(posix.parse, [
    [['/a/b.tar.gz'],
     { root: '/', dir: '/a', base: 'b.tar.gz', ext: '.gz', name: 'b.tar' }],
    [['/..'], { root: '/', dir: '/', base: '..', ext: '.', name: '.' }],
  ]);
  table(win32.parse, [
    [['c:/x\\y'],
     { root: 'c:/', dir: 'c:/x', base: 'y', ext: '', name: 'y' }],
  ]);
  assert.strictEqual(posix.format({ dir: '/a', name: 'b', ext: 'c' }),
                     '/a/b.c');
});

test('no string: ERR_INVALID_ARG_TYPE', () => {
  assert.throws(() => path.join('a', 1), {
    code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError',
    message: 'The "path" argument must be of type string. ' +
      'Received type number (1)',
  });
  assert.throws(() => path.resolve('a', null), {
    message: 'The "paths[1]" argument must be of type string. Received null',
  });
});

test('the module is its own posix', () => {
  assert.strictEqual(path.posix, path);
  assert.strictEqual(path.win32.posix, path);
  assert.strictEqual(path.win32.sep, '\\');
  assert.strictEqual(path.delimiter, ':');
});
