// Deep equality as assert.deepEqual (loose) and assert.deepStrictEqual define
// it. Cycles are followed by remembering the pairs under comparison.
'use strict';

const native = binding('util');
const { types } = native;

const hasOwn = Object.prototype.hasOwnProperty;
const isEnumerable = Object.prototype.propertyIsEnumerable;

const kNoIterator = 0;
const kArray = 1;
const kSet = 2;
const kMap = 3;

function sameRegExps(a, b) {
  return a.source === b.source && a.flags === b.flags &&
    a.lastIndex === b.lastIndex;
}

function sameBytes(a, b) {
  const x = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const y = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);

  if (x.length !== y.length)
    return false;
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== y[i])
      return false;
  }
  return true;
}

function sameElements(a, b) {
  if (a.length !== b.length)
    return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i])
      return false;
  }
  return true;
}

function sameBoxed(a, b) {
  if (types.isNumberObject(a))
    return types.isNumberObject(b) && Object.is(+a, +b);
  if (types.isStringObject(a))
    return types.isStringObject(b) && String(a) === String(b);
  if (types.isBooleanObject(a))
    return types.isBooleanObject(b) &&
      Boolean.prototype.valueOf.call(a) === Boolean.prototype.valueOf.call(b);
  if (types.isSymbolObject(a))
    return types.isSymbolObject(b) && a.valueOf() === b.valueOf();
  return types.isBigIntObject(b) && a.valueOf() === b.valueOf();
}

function isFloatArray(value) {
  return types.isFloat32Array(value) || types.isFloat64Array(value);
}

function isError(value) {
  return types.isNativeError(value) || value instanceof Error;
}

// The comparison of two values that are not identical objects.
function innerDeepEqual(a, b, strict, memo) {
  if (a === b)
    return a !== 0 || !strict || Object.is(a, b);

  if (strict) {
    if (typeof a !== 'object')
      return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
    if (typeof b !== 'object' || a === null || b === null)
      return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b))
      return false;
  } else {
    if (a === null || typeof a !== 'object')
      return (b === null || typeof b !== 'object') &&
        // eslint-disable-next-line eqeqeq
        (a == b || (a !== a && b !== b));
    if (b === null || typeof b !== 'object')
      return false;
  }
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b))
    return false;
  return compareKinds(a, b, strict, memo);
}

function compareKinds(a, b, strict, memo) {
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length)
      return false;
    const keysA = native.getOwnNonIndexProperties(a, true);
    const keysB = native.getOwnNonIndexProperties(b, true);

    if (keysA.length !== keysB.length)
      return false;
    return keyCheck(a, b, strict, memo, kArray, keysA.filter(isString));
  }
  const tag = Object.prototype.toString.call(a);
  if (tag === '[object Object]' && !types.isSet(a) && !types.isMap(a) &&
      !isError(a))
    return keyCheck(a, b, strict, memo, kNoIterator);
  if (types.isDate(a)) {
    if (!types.isDate(b) ||
        Date.prototype.getTime.call(a) !== Date.prototype.getTime.call(b))
      return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || !sameRegExps(a, b))
      return false;
  } else if (isError(a)) {
    if (!isError(b) || a.message !== b.message || a.name !== b.name ||
        ('cause' in a) !== ('cause' in b) ||
        ('errors' in a) !== ('errors' in b))
      return false;
    if (!hiddenEqual(a, b, 'cause', strict, memo) ||
        !hiddenEqual(a, b, 'errors', strict, memo))
      return false;
  } else if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) ||
        !(!strict && isFloatArray(a) ? sameElements(a, b) : sameBytes(a, b)))
      return false;
    if (native.getOwnNonIndexProperties(a, true).length !==
        native.getOwnNonIndexProperties(b, true).length)
      return false;
    return keyCheck(a, b, strict, memo, kNoIterator,
                    native.getOwnNonIndexProperties(a, true).filter(isString));
  } else if (types.isSet(a)) {
    return types.isSet(b) && a.size === b.size &&
      keyCheck(a, b, strict, memo, kSet);
  } else if (types.isMap(a)) {
    return types.isMap(b) && a.size === b.size &&
      keyCheck(a, b, strict, memo, kMap);
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) ||
        !sameElements(new Uint8Array(a), new Uint8Array(b)))
      return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!sameBoxed(a, b))
      return false;
  } else if (Array.isArray(b) || ArrayBuffer.isView(b) || types.isSet(b) ||
             types.isMap(b) || types.isDate(b) || types.isRegExp(b) ||
             types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b) ||
             isError(b)) {
    return false;
  }
  return keyCheck(a, b, strict, memo, kNoIterator);
}

function isString(key) {
  return typeof key === 'string';
}

// A property of errors that is compared though it is not enumerable.
function hiddenEqual(a, b, key, strict, memo) {
  return !(key in a) || innerDeepEqual(a[key], b[key], strict, memo);
}

function enumerableSymbols(value) {
  return Object.getOwnPropertySymbols(value).filter(
    (symbol) => isEnumerable.call(value, symbol));
}

// Own enumerable keys must be the same set; then values and entries.
function keyCheck(a, b, strict, memo, kind, keys) {
  if (keys === undefined) {
    keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length)
      return false;
  }
  for (let i = 0; i < keys.length; i++) {
    if (!(strict ? isEnumerable : hasOwn).call(b, keys[i]))
      return false;
  }
  if (strict) {
    const symbols = enumerableSymbols(a);

    for (let i = 0; i < symbols.length; i++) {
      if (!isEnumerable.call(b, symbols[i]))
        return false;
    }
    if (symbols.length !== enumerableSymbols(b).length)
      return false;
    keys = keys.concat(symbols);
  }
  if (keys.length === 0 && (kind === kNoIterator ||
      (kind === kArray && a.length === 0) || a.size === 0))
    return true;

  // Inside of itself a pair is equal as long as nothing shows otherwise.
  if (memo.a.includes(a) && memo.b.includes(b))
    return true;
  memo.a.push(a);
  memo.b.push(b);
  const equal = contentEqual(a, b, strict, keys, memo, kind);
  memo.a.pop();
  memo.b.pop();
  return equal;
}

function contentEqual(a, b, strict, keys, memo, kind) {
  if (kind === kSet && !setEqual(a, b, strict, memo))
    return false;
  if (kind === kMap && !mapEqual(a, b, strict, memo))
    return false;
  if (kind === kArray) {
    for (let i = 0; i < a.length; i++) {
      const inA = hasOwn.call(a, i);

      if (inA !== hasOwn.call(b, i))
        return false;
      if (inA && !innerDeepEqual(a[i], b[i], strict, memo))
        return false;
    }
  }
  for (let i = 0; i < keys.length; i++) {
    if (!innerDeepEqual(a[keys[i]], b[keys[i]], strict, memo))
      return false;
  }
  return true;
}

// Whether a value needs more than has() to be found.
function isComplex(value, strict) {
  if (typeof value === 'object')
    return value !== null;
  if (strict)
    return false;
  return typeof value !== 'symbol' && typeof value !== 'function';
}

function takeEqual(list, value, strict, memo) {
  for (let i = 0; i < list.length; i++) {
    if (innerDeepEqual(value, list[i], strict, memo)) {
      list.splice(i, 1);
      return true;
    }
  }
  return false;
}

function setEqual(a, b, strict, memo) {
  const open = [];
  const candidates = [];
  let equal = true;

  a.forEach((value) => {
    if (b.has(value))
      return;
    if (isComplex(value, strict))
      open.push(value);
    else
      equal = false;
  });
  if (!equal)
    return false;
  if (open.length === 0)
    return true;
  b.forEach((value) => {
    if (!a.has(value))
      candidates.push(value);
  });
  return open.every((value) => takeEqual(candidates, value, strict, memo));
}

function mapEqual(a, b, strict, memo) {
  const open = [];
  const candidates = [];
  let equal = true;

  a.forEach((value, key) => {
    if (!equal)
      return;
    if (b.has(key)) {
      // Loosely, another key may be equal too.
      if (!innerDeepEqual(value, b.get(key), strict, memo))
        equal = isComplex(key, strict) && open.push(key) > 0;
    } else if (isComplex(key, strict)) {
      open.push(key);
    } else {
      equal = false;
    }
  });
  if (!equal)
    return false;
  if (open.length === 0)
    return true;
  b.forEach((value, key) => {
    if (!a.has(key) || open.includes(key))
      candidates.push(key);
  });
  return open.every((key) => {
    for (let i = 0; i < candidates.length; i++) {
      if (innerDeepEqual(key, candidates[i], strict, memo) &&
          innerDeepEqual(a.get(key), b.get(candidates[i]), strict, memo)) {
        candidates.splice(i, 1);
        return true;
      }
    }
    return false;
  });
}

function newMemo() {
  return { a: [], b: [] };
}

function isDeepEqual(a, b) {
  return innerDeepEqual(a, b, false, newMemo());
}

function isDeepStrictEqual(a, b) {
  return innerDeepEqual(a, b, true, newMemo());
}

module.exports = { isDeepEqual, isDeepStrictEqual };
