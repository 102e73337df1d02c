import yargs from 'yargs';
const parser = yargs().scriptName('tool').exitProcess(false).locale('en')
  .option('size', { alias: 's', type: 'number', default: 3, describe: 'how large' })
  .command('add <file>', 'adds', (y) => y.positional('file', { type: 'string' }), (argv) => console.log('add', argv.file, argv.size));
await parser.parseAsync('add x -s 5');
console.log(await parser.getHelp());
