// CommonJS with TypeScript's own import and export.
import path = require('path');
import unused = require('./nowhere');
import type Types = require('./nowhere-either');
function join(...parts: string[]): string { return path.posix.join(...parts); }
namespace join { export const separator = path.posix.sep; }
export = join;
console.log(join('a', 'b'), join.separator, typeof module.exports);
export type Gone = string;
