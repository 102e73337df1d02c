// esm_commonjs: the names that a CommonJS file exports, as far as its text
// shows them (js/syntax/commonjs_names.c), and those of what it exports again.
'use strict';

const esm = binding('esm');

function add(path, names, seen) {
  let reexports = [];

  if (seen[path])
    return;
  seen[path] = true;
  if (/\.(json|node|so|mjs)$/.test(path))
    return;
  esm.commonjsNames(path).forEach((found) => {
    const text = found.slice(1);

    if (found[0] === 'n')
      names[text] = true;
    else if (found[0] === 'x')
      reexports = [];
    else
      reexports.push(text);
  });
  reexports.forEach((specifier) => addReexport(specifier, path, names, seen));
}

function addReexport(specifier, path, names, seen) {
  let file;

  try {
    file = esm.commonjsResolve(specifier, path);
    if (file[0] === '/')
      add(file, names, seen);
  } catch {
    return; // running the file will say what is wrong
  }
  if (file[0] !== '/')
    Object.keys(esm.core(file.replace(/^node:/, '')))
      .forEach((name) => { names[name] = true; });
}

/** @returns {string[]} */
function exportNames(path) {
  const names = Object.create(null);

  add(path, names, Object.create(null));
  delete names.default;
  return Object.keys(names);
}

module.exports = { exportNames };
