await null; throw new Error('rejects');
