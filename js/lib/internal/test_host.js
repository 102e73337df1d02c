// internal/test_host: what conformance suites ask of their host.  Programs get
// it with --expose-internals only.
'use strict';

const { evalScript, gc } = binding('test_host');

/**
 * Takes the memory of a buffer away, as postMessage with a transfer list does.
 * @param {ArrayBuffer} buffer
 */
function detachArrayBuffer(buffer) {
  if (!buffer.detached) buffer.transfer();
  return null;
}

module.exports = { detachArrayBuffer, evalScript, gc };
