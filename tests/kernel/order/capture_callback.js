// It takes errors before the event does.
process.on('uncaughtException', () => console.log('never'));
console.log(process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback((error) =>
  console.log('captured', error.message));
console.log(process.hasUncaughtExceptionCaptureCallback());
try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch (error) {
  console.log(error.code);
}
setTimeout(() => console.log('after'), 5);
setTimeout(() => {
  throw new Error('x');
}, 1);
