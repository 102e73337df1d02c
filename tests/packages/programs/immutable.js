const { Map, List, Set, OrderedMap, Record, Seq, Range, fromJS, is } = require('immutable');
const m = Map({ a: 1, b: List([1, 2]) });
console.log(String(m.setIn(['b', 5], 'x')), m.equals(Map({ b: List([1, 2]), a: 1 })), m.hashCode());
console.log(Range(0, Infinity).filter((n) => n % 3 === 0).map((n) => n * n).take(4).toArray());
console.log(String(OrderedMap([['z', 1], ['a', 2]]).sortBy((v) => -v)), String(Set([3, 1, 3]).union([7])));
class P extends Record({ x: 0, y: 0 }) { get length2() { return this.x ** 2 + this.y ** 2; } }
console.log(new P({ x: 3, y: 4 }).length2, is(fromJS({ a: [1] }), fromJS({ a: [1] })));
let big = List().withMutations((l) => { for (let i = 0; i < 5000; i++) l.push(i); });
console.log(big.size, big.get(4321), big.reverse().first(), Seq([1, 2]).concat([3]).toJS());
