// All forms of export and import.
import * as forms from './dep/forms.mjs';
import { default as value, 'a string' as text, renamed, inner, own } from './dep/forms.mjs';
import def, * as star from './dep/forms.mjs';
import {} from './dep/forms.mjs';
import './dep/forms.mjs';

console.log(Object.keys(forms).join());
console.log(value, text, renamed, inner.count, own, def === star.default);
console.log('conflict' in forms, forms.shared, 'default' in inner);
console.log(forms[Symbol.toStringTag], Object.getPrototypeOf(forms));
console.log(Object.prototype.toString.call(forms), Object.isExtensible(forms));
console.log(forms.first, forms.second, forms.third, forms.rest);
console.log(forms.arrow.name, forms.anonymous.name);
