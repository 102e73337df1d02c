import { customAlphabet, nanoid, urlAlphabet } from 'nanoid';
console.log(nanoid().length, /^[\w-]{10}$/.test(nanoid(10)), urlAlphabet.length, /^[ab]{5}$/.test(customAlphabet('ab', 5)()));
