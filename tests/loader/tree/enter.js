'use strict';

// require as a file in this folder has it.
module.exports = (request) => require(request);
module.exports.resolve = require.resolve;
module.exports.module = module;
