throw new Error('once ' + (globalThis.times = (globalThis.times || 0) + 1));
