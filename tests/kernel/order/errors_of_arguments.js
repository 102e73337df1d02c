const tell = (fn) => {
  try {
    fn();
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
tell(() => setTimeout());
tell(() => setTimeout('code'));
tell(() => setInterval(null, 1));
tell(() => setImmediate({}));
tell(() => process.nextTick(5));
tell(() => queueMicrotask());
tell(() => process.emitWarning(5));
tell(() => process.chdir(5));
tell(() => process.kill('x'));
tell(() => process.kill(0, 'SIGNONE'));
tell(() => { process.exitCode = 'x'; });
tell(() => { process.exitCode = 1.5; });
tell(() => process.setUncaughtExceptionCaptureCallback(3));
