// Names beyond ASCII: letters that came after Unicode 12, other planes, escapes.
const ℮ = 1, ℘x = 2, ゛ = 3, ꟶ = 4, 𐺀 = 5, 𖿣 = 6;
console.log(℮, ℘x, ゛, ꟶ, 𐺀, 𖿣);
var \u{2118}esc = 'escaped', ǅ = 'title';
console.log(℘esc, ǅ, globalThis.ǅ);
function ꟶf(ꟶarg) { return ꟶarg + ꟶ; }
console.log(ꟶf(1), ꟶf.name, ꟶf.toString());
class 𐺀C { #𐺀p = 7; ꟶm() { return this.#𐺀p; } get ℮() { return 8; } static 𐺀s = 9; }
console.log(new 𐺀C().ꟶm(), new 𐺀C().℮, 𐺀C.𐺀s, 𐺀C.name === "𐺀C", Object.getOwnPropertyNames(𐺀C.prototype).join());
const { ꟶk, 𐺀k: ꟶr = 'default', ...ゝ } = { ꟶk: 'k', z: 1 };
console.log(ꟶk, ꟶr, JSON.stringify(ゝ));
ꟶlabel: for (const ꟶi of [1, 2, 3]) { if (ꟶi === 2) continue ꟶlabel; console.log(ꟶi, (() => ꟶi)()); }
console.log(eval('var ꟶe = 1; ꟶe + 1'), new Function('ꟶa', 'return ꟶa')(5));
try { ꟶmissing; } catch (e) { console.log(e.message); }
try { null.ꟶp; } catch (e) { console.log(e.message); }
try { ꟶk(); } catch (e) { console.log(e.message); }
