/**
 * Deep equality, as `assertEquals` of `@std/assert` understands it.
 *
 * Two primitives are equal when they are the same value; 0 equals −0 and NaN equals NaN
 * ("SameValueZero"). Two objects are equal when they have the same prototype and the same parts.
 * What the parts are depends on the kind of object: the numbers of a typed array, the entries of a
 * Map in any order, the properties of anything else. A property that is missing differs from one
 * that is `undefined`.
 *
 * Throws TypeError for a WeakMap or a WeakSet, which cannot be looked into.
 */
export function equal(left: unknown, right: unknown): boolean {
  return compare(left, right, new Map());
}

/** `assumed` holds the pairs under comparison, so that a structure that contains itself ends. */
type Assumed = Map<object, object>;

function compare(left: unknown, right: unknown, assumed: Assumed): boolean {
  if (sameValueZero(left, right)) return true;
  if (!isObject(left) || !isObject(right) || !samePrototype(left, right)) return false;
  if (left instanceof WeakMap || left instanceof WeakSet) {
    throw new TypeError(`equal: a ${left.constructor.name} cannot be compared; compare its parts`);
  }
  if (left instanceof WeakRef) {
    return compare(left.deref(), (right as WeakRef<WeakKey>).deref(), assumed);
  }
  if (left instanceof Date) return Object.is(left.getTime(), (right as Date).getTime());
  if (readsAsText(left)) return String(left) === String(right);
  const numbers = numbersOf(left);
  if (numbers) return sameNumbers(numbers, numbersOf(right)!);

  if (assumed.get(left) === right) return true;
  assumed.set(left, right);
  if (!sameProperties(left, right, assumed)) return false;
  if (left instanceof Set) return sameMembers([...left], [...right as Set<unknown>], assumed);
  if (left instanceof Map) return sameMembers([...left], [...right as typeof left], assumed);
  return true;
}

function sameValueZero(left: unknown, right: unknown): boolean {
  return left === right || Object.is(left, right);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** `Object.create(null)` counts as a plain object. */
function samePrototype(left: object, right: object): boolean {
  const prototype = (value: object) => Object.getPrototypeOf(value) ?? Object.prototype;
  return prototype(left) === prototype(right);
}

/** Kinds of objects whose text says all there is to say about them. */
function readsAsText(value: object): boolean {
  return [RegExp, URL, URLSearchParams, Intl.Locale]
    .some((kind) => Object.getPrototypeOf(value) === kind.prototype);
}

/** The numbers (or big integers) of a typed array or a buffer; undefined for anything else. */
function numbersOf(value: object): ArrayLike<unknown> | undefined {
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value);
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return value as unknown as ArrayLike<unknown>;
  }
}

function sameNumbers(left: ArrayLike<unknown>, right: ArrayLike<unknown>): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    if (!sameValueZero(left[i], right[i])) return false;
  }
  return true;
}

/**
 * Whether each member of one collection has a partner in the other, whatever the order. Primitive
 * members, nearly all there are, find theirs in one look-up; the others are tried one by one.
 */
function sameMembers(left: unknown[], right: unknown[], assumed: Assumed): boolean {
  if (left.length !== right.length) return false;
  const unmatched = new Set(right);
  return left.every((member) => {
    if (unmatched.delete(member)) return true;
    const partner = [...unmatched].find((other) => compare(member, other, new Map(assumed)));
    return partner !== undefined && unmatched.delete(partner);
  });
}

function sameProperties(left: object, right: object, assumed: Assumed): boolean {
  if (Object.keys(left).length !== Object.keys(right).length) return false;
  return [...propertiesOf(left).union(propertiesOf(right))].every((key) =>
    key in left === key in right && compare(read(left, key), read(right, key), assumed)
  );
}

/**
 * The names of all properties that can tell two objects apart: a plain object's or an array's
 * enumerable ones; for an instance of a class also the hidden ones and its classes' getters,
 * through which private fields show.
 */
function propertiesOf(value: object): Set<PropertyKey> {
  const basic = [null, Object.prototype, Array.prototype, Set.prototype, Map.prototype];
  if (basic.includes(Object.getPrototypeOf(value))) return new Set(Reflect.ownKeys({ ...value }));
  const names = new Set<PropertyKey>();
  for (let at = value; at && !basic.includes(at); at = Object.getPrototypeOf(at)) {
    for (const name of Reflect.ownKeys(at)) names.add(name);
  }
  return names;
}

function read(value: object, key: PropertyKey): unknown {
  return (value as Record<PropertyKey, unknown>)[key];
}
