// The object `process`.
'use strict';

const assert = require('assert');
const { test } = require('../harness');

test('it is what require gives, an EventEmitter called process', () => {
  const EventEmitter = require('events');

  assert.strictEqual(require('process'), process);
  assert.strictEqual(globalThis.process, process);
  assert.ok(process instanceof EventEmitter);
  assert.strictEqual(process.constructor.name, 'process');
  assert.strictEqual(Object.prototype.toString.call(process),
                     '[object process]');
});

test('facts', () => {
  assert.match(process.version, /^v20\.\d+\.\d+$/);
  assert.strictEqual('v' + process.versions.node, process.version);
  assert.match(process.versions.unicode, /^\d+\.\d+$/);
  assert.strictEqual(process.release.name, 'node');
  assert.ok(['linux', 'darwin', 'freebsd'].includes(process.platform));
  assert.strictEqual(typeof process.arch, 'string');
  assert.ok(process.pid > 0);
  assert.ok(process.ppid > 0);
  assert.strictEqual(process.argv[1], __filename);
  assert.strictEqual(process.argv[0], process.execPath);
  assert.ok(Array.isArray(process.execArgv));
  assert.ok(process.features.uv);
});

test('env writes through, and holds strings', () => {
  const { env } = process;

  env.DRUPE_TEST_A = 5;
  assert.strictEqual(env.DRUPE_TEST_A, '5');
  assert.ok('DRUPE_TEST_A' in env);
  assert.ok(Object.keys(env).includes('DRUPE_TEST_A'));
  assert.strictEqual(Object.assign({}, env).DRUPE_TEST_A, '5');
  assert.strictEqual({ ...env }.DRUPE_TEST_A, '5');
  env.DRUPE_TEST_A = undefined;
  assert.strictEqual(env.DRUPE_TEST_A, 'undefined');
  assert.strictEqual(delete env.DRUPE_TEST_A, true);
  assert.strictEqual(env.DRUPE_TEST_A, undefined);
  assert.ok(!('DRUPE_TEST_A' in env));
  assert.strictEqual(delete env.DRUPE_NEVER_THERE, true);
  assert.strictEqual(env.hasOwnProperty('PATH'), true);
  assert.throws(() => { env.X = Symbol('x'); }, { name: 'TypeError' });
  assert.strictEqual(process.env, env);
});

test('a time zone set there is the one of dates', () => {
  const old = process.env.TZ;

  process.env.TZ = 'UTC';
  assert.strictEqual(process.env.TZ, 'UTC');
  if (old === undefined)
    delete process.env.TZ;
  else
    process.env.TZ = old;
});

test('cwd and chdir', () => {
  const here = process.cwd();

  process.chdir('/');
  assert.strictEqual(process.cwd(), '/');
  process.chdir(here);
  assert.strictEqual(process.cwd(), here);
  assert.throws(() => process.chdir('/nowhere'), {
    code: 'ENOENT',
    syscall: 'chdir',
    message: "ENOENT: no such file or directory, chdir '" + here +
      "' -> '/nowhere'",
  });
});

test('umask', () => {
  const old = process.umask();

  assert.strictEqual(process.umask(0o77), old);
  assert.strictEqual(process.umask('22'), 0o77);
  assert.strictEqual(process.umask(old), 0o22);
});

test('clocks', () => {
  const start = process.hrtime();
  const diff = process.hrtime(start);

  assert.strictEqual(start.length, 2);
  assert.ok(diff[0] >= 0 && diff[1] >= 0 && diff[1] < 1e9);
  assert.ok(process.uptime() > 0);
  assert.throws(() => process.hrtime([1]), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => process.hrtime(1), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('memory and time used', () => {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();

  assert.ok(memory.rss > memory.heapUsed && memory.heapUsed > 0);
  assert.ok(process.memoryUsage.rss() > 0);
  assert.ok(cpu.user >= 0 && cpu.system >= 0);
  assert.ok(process.cpuUsage(cpu).user >= 0);
  assert.ok(process.resourceUsage().maxRSS > 0);
});

test('exitCode takes what Node takes', () => {
  process.exitCode = '3';
  assert.strictEqual(process.exitCode, '3');
  process.exitCode = null;
  process.exitCode = undefined;
  assert.strictEqual(process.exitCode, undefined);
  assert.throws(() => { process.exitCode = 'x'; },
                { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => { process.exitCode = 1.5; },
                { code: 'ERR_OUT_OF_RANGE' });
});

test('the title can be set', () => {
  const old = process.title;

  process.title = 'other';
  assert.strictEqual(process.title, 'other');
  process.title = old;
});

test('kill 0 asks only', () => {
  assert.strictEqual(process.kill(process.pid, 0), true);
  assert.throws(() => process.kill(process.pid, 'SIGNONE'),
                { code: 'ERR_UNKNOWN_SIGNAL' });
});

test('signals are events', (done) => {
  process.once('SIGUSR2', (name, number) => {
    assert.strictEqual(name, 'SIGUSR2');
    assert.strictEqual(number, 12);
    clearInterval(alive);
    done();
  });
  const alive = setInterval(() => {}, 1000);

  process.kill(process.pid, 'SIGUSR2');
});

test('users', () => {
  assert.strictEqual(typeof process.getuid(), 'number');
  assert.strictEqual(process.geteuid(), process.getuid());
  assert.strictEqual(typeof process.getgid(), 'number');
  assert.ok(Array.isArray(process.getgroups()));
});
