// process: what the global of that name is.
'use strict';

module.exports = binding('process').process;
