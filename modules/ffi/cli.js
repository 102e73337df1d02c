// modules/ffi/cli.js - drupe ffi HEADER -l LIBRARY: shows what the header binds
// of the library, and writes TypeScript declarations of it.
(function (ffi, native, require) {
'use strict';

const USAGE = `Usage: drupe ffi HEADER... [-l LIBRARY] [-o FILE | --no-types]
                 [-I FOLDER] [-D NAME=VALUE] [--all]

Prints the functions, variables and constants of LIBRARY that HEADER declares
and writes TypeScript declarations to FILE, by default HEADER's name with .d.ts.
Headers before the last are read first: drupe ffi stdio.h jpeglib.h -l jpeg.
--all lists what cannot be used, too, and why.
`;

// What the declarations below use of ffi itself.
const TYPES = `declare namespace ffi {
  type Bytes = ArrayBuffer | ArrayBufferView;
  interface Callback { close(): void; readonly address: number | bigint; }
  interface Pointer {
    0: any;
    read(index?: number): any;
    write(value: any, index?: number): void;
    at(index: number): Pointer;
    as(type: any, library?: object): any;
    buffer(bytes?: number): Uint8Array;
    string(length?: number): string;
    free(): void;
    release(): void;
    onFree(dispose: Function): this;
    readonly address: number | bigint;
    readonly type: string;
    readonly size: number | undefined;
    readonly length: number | undefined;
  }
}
`;

function parse(args) {
  const o = { headers: [], flags: [], types: true };
  const value = (i) => {
    if (i + 1 >= args.length)
      throw new Error(`${args[i]} wants a value`);
    return args[i + 1];
  };

  for (let i = 0; i < args.length; i++) {
    const arg = args[i];

    if (arg === '-l')
      o.lib = value(i++);
    else if (arg.slice(0, 2) === '-l')
      o.lib = arg.slice(2);
    else if (arg === '-o')
      o.out = value(i++);
    else if (arg === '-I' || arg === '-D')
      o.flags.push(arg + value(i++));
    else if (/^-[ID]./.test(arg))
      o.flags.push(arg);
    else if (arg === '--no-types')
      o.types = false;
    else if (arg === '--all')
      o.all = true;
    else if (arg === '-h' || arg === '--help')
      o.help = true;
    else if (arg.charAt(0) === '-')
      throw new Error(`unknown argument ${arg}`);
    else
      o.headers.push(arg);
  }
  return o;
}

function constantsOf(library) {
  return Object.keys(library).filter((name) => {
    // Types, variables and what cannot be used are accessors.
    const type = typeof Object.getOwnPropertyDescriptor(library, name).value;

    return type === 'number' || type === 'string' || type === 'bigint';
  });
}

// A constant as C and TypeScript write it; a BigInt is none of JSON's.
function literal(value, suffix) {
  return typeof value === 'bigint' ? `${value}${suffix}` :
    JSON.stringify(value);
}

function print(entries, library, constants, all) {
  const lines = [];
  const usable = (kind) => entries.filter((e) => e.kind === kind && !e.why);
  const heading = (what, list) => {
    if (list.length > 0)
      lines.push(`// ${list.length} ${what}${list.length === 1 ? '' : 's'}`);
  };

  heading('function', usable('function'));
  usable('function').forEach((e) => lines.push(`${e.c};`));
  heading('variable', usable('variable'));
  usable('variable').forEach((e) => lines.push(`extern ${e.c};`));
  heading('constant', constants);
  constants.forEach((name) => {
    lines.push(`#define ${name} ${literal(library[name], '')}`);
  });
  const missing = entries.filter((e) => e.why);

  heading('unavailable name', missing);
  missing.forEach((e) => {
    if (all || e.why.indexOf('static') < 0)
      lines.push(`// ${e.name}: ${e.why}`);
  });
  return lines.join('\n') + '\n';
}

// A name that TypeScript takes as one.
function usableName(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

function types(entries, library, constants, command) {
  const lines = [`// Made by: ${command}`, TYPES];

  entries.filter((e) => e.kind === 'record' && usableName(e.name))
    .forEach((e) => lines.push(`export interface ${e.name} ${e.ts}`));
  lines.push('', 'export interface Library {');
  entries.filter((e) => e.kind === 'function' && !e.why).forEach((e) => {
    lines.push(`  /** ${e.c} */`, `  ${e.name}${e.ts};`);
  });
  entries.filter((e) => e.kind === 'variable' && !e.why)
    .forEach((e) => lines.push(`  ${e.name}: ${e.ts};`));
  constants.forEach((name) => {
    lines.push(`  readonly ${name}: ${literal(library[name], 'n')};`);
  });
  lines.push('}', 'declare const library: Library;', 'export default library;');
  return lines.join('\n') + '\n';
}

return function main(args) {
  let o;

  try {
    o = parse(args);
  } catch (error) {
    process.stderr.write(`drupe ffi: ${error.message}\n${USAGE}`);
    return 9;
  }
  if (o.help || o.headers.length === 0) {
    (o.help ? process.stdout : process.stderr).write(USAGE);
    return o.help ? 0 : 9;
  }
  try {
    const library = ffi.header(o.headers, { lib: o.lib, flags: o.flags });
    const entries = ffi.describe(library);
    const constants = constantsOf(library);

    process.stdout.write(print(entries, library, constants, o.all));
    if (o.types) {
      const last = o.headers[o.headers.length - 1];
      const base = last.slice(last.lastIndexOf('/') + 1);
      const file = o.out || base.replace(/\.h$/, '') + '.d.ts';

      native.write(file, types(entries, library, constants,
        `drupe ffi ${args.join(' ')}`));
      process.stderr.write(`wrote ${file}\n`);
    }
  } catch (error) {
    process.stderr.write(`drupe ffi: ${error.message}\n`);
    return 1;
  }
  return 0;
};
})
