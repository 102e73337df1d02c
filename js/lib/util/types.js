// util.types: what kind of object a value is, told by its inside and not by
// anything a script can forge.
'use strict';

module.exports = Object.assign({}, binding('util').types);
