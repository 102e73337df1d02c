function Shape(kind) {
  this.kind = kind;
}
Shape.prototype.draw = function () {
  return [1].map((n) => inner(n));
};
const inner = (n) => {
  throw new Error('deep ' + n);
};
new Shape('x').draw();
