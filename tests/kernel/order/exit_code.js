// process.exitCode is what 'exit' gets, and may be changed there.
process.exitCode = 4;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code);
  process.exitCode = 5;
});
process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  process.exitCode = 6;
});
