'use strict';
// tests/bench/es5.js - what of tests/bench/workloads.js ES5 can say, and its
// library, for tests/bench/js: any engine of ES5 can run it.  Prints `name
// nanoseconds` a line.  Outside of drupe and node the host gives say(text) and
// cputime(), in milliseconds.
/* global say, cputime */

var N = 20000;
var print = typeof say === 'function' ? say : console.log;
var clock = typeof cputime === 'function' ? cputime : function () {
  var used = process.cpuUsage();
  return (used.user + used.system) / 1000;
};

function Point(x, y) {
  this.x = x;
  this.y = y;
}

Point.prototype.add = function (other) {
  return new Point(this.x + other.x, this.y + other.y);
};

function Point3(x, y, z) {
  Point.call(this, x, y);
  this.z = z;
}

Point3.prototype = Object.create(Point.prototype);
Point3.prototype.add = function (other) {
  var sum = Point.prototype.add.call(this, other);
  return new Point3(sum.x, sum.y, this.z + other.z);
};

function counter() {
  var value = 0;
  function step(by) {
    value += by;
  }
  return function (by) {
    step(by);
    return value;
  };
}

var workloads = {
  closures: function () {
    var functions = [];
    var total = 0;
    function make(i) {
      return function (x) { return x + i; };
    }
    for (var i = 0; i < N; i++)
      functions.push(make(i));
    for (i = 0; i < N; i++)
      total += functions[i](1);
    return total;
  },

  calls: function () {
    var total = 0;
    function add(a, b) { return a + (b === undefined ? 1 : b); }
    for (var i = 0; i < N; i++)
      total = add(total) + add(i, 2);
    return total;
  },

  constructors: function () {
    var point = new Point(0, 0);
    var one = new Point(1, 2);
    for (var i = 0; i < N; i++)
      point = point.add(one);
    return point.x + point.y;
  },

  inheritance: function () {
    var point = new Point3(0, 0, 0);
    var one = new Point3(1, 2, 3);
    for (var i = 0; i < N / 4; i++)
      point = point.add(one);
    return point.z;
  },

  variables: function () {
    var up = counter();
    var total = 0;
    for (var i = 0; i < N; i++)
      total += up(i);
    return total;
  },

  properties: function () {
    var object = { a: 1, b: { c: 2 }, d: [3, 4] };
    var total = 0;
    for (var i = 0; i < N; i++) {
      object.a = i;
      total += object.a + object.b.c + object.d[0] + object.d[1];
      object.b.c++;
    }
    return total;
  },

  'missing properties': function () {
    var object = { a: { b: 1 } };
    var total = 0;
    for (var i = 0; i < N; i++) {
      var a = object && object.a && object.a.b;
      var x = object.x && object.x.y.z;
      total += (a === undefined ? 0 : a) + (x === undefined ? 2 : x);
    }
    return total;
  },

  arrays: function () {
    var list = [];
    var total = 0;
    for (var i = 0; i < N; i++)
      list[i] = i;
    for (i = 0; i < list.length; i++)
      total += list[i];
    return total;
  },

  'methods of arrays': function () {
    var list = [];
    for (var i = 0; i < 100; i++)
      list.push(100 - i);
    var total = 0;
    for (i = 0; i < N / 200; i++) {
      total += list.map(function (x) { return x * 2; })
        .filter(function (x) { return x % 3 === 0; })
        .reduce(function (sum, x) { return sum + x; }, 0);
      total += list.slice().concat([i]).indexOf(i);
    }
    return total;
  },

  'keys of objects': function () {
    var object = { a: 1, b: 2, c: 3, d: 4, e: 5 };
    var total = 0;
    for (var i = 0; i < N / 10; i++)
      for (var key in object)
        total += object[key];
    return total;
  },

  strings: function () {
    var size = 0;
    for (var i = 0; i < N; i++)
      size += (i + ': ' + size % 7 + ' of ' + 'x').length;
    return size;
  },

  numbers: function () {
    var total = 0;
    for (var i = 1; i < N * 2; i++)
      total += Math.floor(i / 3) + (i & 7) + Math.max(i, 5) * 0.5;
    return total;
  },

  exceptions: function () {
    var total = 0;
    for (var i = 0; i < N; i++) {
      try {
        if (i % 2)
          throw i;
        total++;
      } catch (value) {
        total += value;
      } finally {
        total--;
      }
    }
    return total;
  },

  errors: function () {
    var total = 0;
    for (var i = 0; i < N / 10; i++) {
      try {
        throw new TypeError('no');
      } catch (error) {
        total += error.message.length;
      }
    }
    return total;
  }
};

Object.keys(workloads).forEach(function (name) {
  var best = Infinity;
  for (var round = 0; round < 5; round++) {
    var start = clock();
    workloads[name]();
    best = Math.min(best, clock() - start);
  }
  print(name.replace(/ /g, '-') + ' ' + Math.max(best, 0.001) * 1e6);
});
