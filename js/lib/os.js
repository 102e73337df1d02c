// os: the machine and its user.
'use strict';

const native = binding('os');
const { validateInt32 } = require('internal/validators');

// The text of a function without arguments also where a string is wanted.
function primitive(fn) {
  Object.defineProperty(fn, Symbol.toPrimitive, {
    value: () => fn(), configurable: true, writable: true,
  });
  return fn;
}

const info = native.uname();
const constants = native.constants();

function tmpdir() {
  const { env } = process;
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';

  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function homedir() {
  return process.env.HOME || native.userInfo().homedir;
}

/** { uid, gid, username, homedir, shell } of the effective user. */
function userInfo(options) {
  const user = Object.assign(Object.create(null), native.userInfo());

  if (options && options.encoding === 'buffer') {
    ['username', 'homedir', 'shell'].forEach((key) => {
      user[key] = Buffer.from(user[key]);
    });
  }
  return user;
}

function netmaskBits(netmask, family) {
  const parts = family === 'IPv4' ?
    netmask.split('.').map(Number) :
    netmask.split(':').map((part) => parseInt(part || '0', 16));

  return parts.reduce((bits, part) => {
    for (; part > 0; part >>= 1)
      bits += part & 1;
    return bits;
  }, 0);
}

/** Addresses by the name of their interface. */
function networkInterfaces() {
  const result = {};

  native.interfaces().forEach((one) => {
    const { name, scopeid } = one;
    const bits = netmaskBits(one.netmask, one.family);

    delete one.name;
    delete one.scopeid;
    one.cidr = `${one.address}/${bits}`;
    if (one.family === 'IPv6')
      one.scopeid = scopeid;
    if (result[name] === undefined)
      result[name] = [];
    result[name].push(one);
  });
  return result;
}

module.exports = {
  arch: primitive(() => process.arch),
  availableParallelism: primitive(() => native.cpus().length || 1),
  cpus: native.cpus,
  endianness: primitive(() => 'LE'),
  freemem: primitive(native.freemem),
  getPriority(pid = 0) {
    validateInt32(pid, 'pid');
    return native.getPriority(pid);
  },
  homedir: primitive(homedir),
  hostname: primitive(native.hostname),
  loadavg: native.loadavg,
  networkInterfaces,
  platform: primitive(() => process.platform),
  release: primitive(() => info.release),
  setPriority(pid, priority) {
    if (priority === undefined) {
      priority = pid;
      pid = 0;
    }
    validateInt32(pid, 'pid');
    validateInt32(priority, 'priority', -20, 19);
    native.setPriority(pid, priority);
  },
  tmpdir: primitive(tmpdir),
  totalmem: primitive(native.totalmem),
  type: primitive(() => info.sysname),
  userInfo,
  uptime: primitive(native.uptime),
  version: primitive(() => info.version),
  machine: primitive(() => info.machine),
};

Object.defineProperties(module.exports, {
  constants: { enumerable: true, value: constants },
  EOL: { enumerable: true, configurable: true, value: '\n' },
  devNull: { enumerable: true, configurable: true, value: '/dev/null' },
});
