// Sums of string literals, which are lowered to one literal.
var q = '"', a = 1;
console.log('a' + 'b' + "c'\"" + '"x"', 1 + 'a' + 'b', a + '\0' + '1' + '\x41' + '9', 'x' + a + 'y' + '\
z' + '\u2028', '\ud83d' + '\ude00', q + 'a' + 1 + 2 + 'b' + `c` + 'd' + 'e');
function f() { 'use ' + 'strict'; return this === undefined; }
console.log(f(), ('a' + 'b').length, 'a' + 'b' in { ab: 1 }, -'1' + '2', 'a' + ('b' + 'c') + 'd');
var o = { ['k' + 'l']: 1 }; console.log(o, typeof 'a' + 'b', '\7' + '7');
