import { Chalk } from 'chalk';
const chalk = new Chalk({ level: 3 });
console.log(JSON.stringify([chalk.red.bold('a', chalk.bgBlue('b')), chalk.hex('#ff8800')('c\nd'), chalk.rgb(1, 2, 3).underline`x${1}`]));
