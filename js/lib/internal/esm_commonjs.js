// esm_commonjs: the names that a CommonJS file exports, as far as its text
// shows them.
'use strict';

function exportNames() {
  return [];
}

module.exports = { exportNames };
