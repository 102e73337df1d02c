// By due time; equal delays in the order of their start.
setTimeout(() => console.log('30'), 30);
setTimeout(() => console.log('10 a'), 10);
setTimeout(() => console.log('20'), 20);
setTimeout(() => console.log('10 b'), 10);
setTimeout(() => console.log('0'), 0);
setTimeout(() => console.log('1'), 1);
setTimeout(() => console.log('none'));
setTimeout(() => console.log('negative'), -5);
setTimeout(() => console.log('NaN'), NaN);
setTimeout(() => console.log('text 15'), '15');
setTimeout(() => console.log('1.9'), 1.9);
