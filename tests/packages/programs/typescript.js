const ts = require('typescript');
const source = 'enum E { A = 1, B }\nclass C<T> { constructor(private readonly x: T, public y?: number) {} async m(): Promise<E> { return await E.B } }\nexport const f = <T,>(a: T): a is T => !!a;\n';
console.log(ts.transpileModule(source, { compilerOptions: { target: 'ES5', module: 'CommonJS' } }).outputText);
console.log(ts.transpileModule(source, { compilerOptions: { target: 'ES2022', module: 'ESNext' } }).outputText);
const file = ts.createSourceFile('a.ts', 'let x: number = ;', ts.ScriptTarget.Latest);
console.log(file.parseDiagnostics.map((d) => d.messageText));
