const { Command, Option } = require('commander');
const program = new Command('tool').exitOverride()
  .configureOutput({ writeOut: (t) => console.log(t), writeErr: (t) => console.log(t) })
  .version('1.2.3').description('a tool')
  .option('-d, --debug', 'more words')
  .addOption(new Option('-s, --size <n>', 'how large').choices(['s', 'm']).default('m'));
program.command('add <file> [more...]').description('adds').alias('a')
  .option('--no-check').action((file, more, options) => console.log(file, more, options));
program.parse(['node', 'tool', '-d', 'add', 'x', 'y', 'z', '--no-check']);
console.log(program.opts());
for (const argv of [['--help'], ['--nope'], ['-s', 'xl'], ['add']]) {
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    console.log(error.code, error.exitCode);
  }
}
