// A variable that a catch inside of `with` names is still the function's.
(function () {
  const late = function () { try { return K0; } catch (e) { return e.message; } };
  with ({}) { try { throw 0; } catch (v54) { console.log(K0, v54); } }
  var K0 = 1;
  console.log(late());
})();
(function () {
  class K1 {}
  const early = () => K1.name;
  with ({ a: 1 }) {
    for (const x of [a]) {
      for (let [y = eval('a')] of [[]]) { if (x > 5) continue; console.log(K1.name, y); }
      try { null.x; } catch { console.log(K1.name, x); }
    }
  }
  console.log(early());
})();
