// import.meta
import { meta } from './dep/meta.mjs';
console.log(Object.keys(import.meta).join(), Object.getPrototypeOf(import.meta));
const here = import.meta.dirname;
console.log(import.meta.url === 'file://' + import.meta.filename, import.meta.filename.slice(here.length));
console.log(meta === import.meta, meta.url.slice(-13));
console.log(import.meta.resolve('fs'), import.meta.resolve('./x y.js').slice(-8), import.meta.resolve('./none?q#f').slice(-8));
try {
  import.meta.resolve('no-such-package');
} catch (error) {
  console.log(error.code);
}
