// Packages (xml2js) copy whatever `events` has.
'use strict';
const all = {};
for (const name in require('events')) all[name] = require('events')[name];
console.log(typeof all.EventEmitterAsyncResource,
            all.EventEmitterAsyncResource.name,
            Object.create(all.EventEmitterAsyncResource.prototype) instanceof
              all.EventEmitter);
