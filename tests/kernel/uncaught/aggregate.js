const error = new Error('outer');
error.code = 'E_OUTER';
error.list = [1, { two: 2 }];
throw error;
