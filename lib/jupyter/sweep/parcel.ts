/**
 * Values made ready to travel to a worker and back. What the structured clone would strip or refuse is
 * written down in another way: a matrix as its size and numbers, a value of the library as its name.
 */
import { display } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";

/** What cannot be cloned is an object with one of these keys. */
const MATRIX = "sweep: matrix", NAME = "sweep: name";

/**
 * The value as it travels. `nameOf` gives the name of what the library exports; `place` says in errors
 * which value it is.
 *
 * Throws TypeError for a function, or an object with methods, that has no such name.
 */
export function pack(
  value: unknown,
  place: string,
  nameOf: (value: unknown) => string | undefined,
): unknown {
  if (Object(value) !== value && typeof value !== "symbol") return value;
  const name = nameOf(value);
  if (name !== undefined) return { [NAME]: name };
  if (value instanceof Matrix) {
    return { [MATRIX]: [value.rows, value.columns, value.data.slice()] };
  }
  // A copy of the view alone: its buffer may be the whole memory of the kernels.
  if (ArrayBuffer.isView(value) && "slice" in value) return (value as Float64Array).slice();
  if (Array.isArray(value)) return value.map((item, i) => pack(item, `${place}[${i}]`, nameOf));
  if (isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, pack(item, `${place}.${key}`, nameOf)]),
    );
  }
  throw new TypeError(
    `${place} is ${display(value)}, which cannot travel between threads; ` +
      "numbers, texts, lists, plain objects and matrices can.",
  );
}

/**
 * What `pack` was given. `named` gives the library's values. What is `shared` by many points has its lists
 * and objects frozen: that one point sees what another did would depend on which worker runs them.
 */
export function unpack(
  value: unknown,
  { named = {}, shared = false }: { named?: Readonly<Record<string, unknown>>; shared?: boolean } =
    {},
): unknown {
  const freeze = <T>(value: T) => shared ? Object.freeze(value) : value;
  const open = (value: unknown): unknown => {
    if (Array.isArray(value)) return freeze(value.map(open));
    if (!isPlain(value)) return value;
    if (NAME in value) return named[value[NAME] as string];
    if (MATRIX in value) return new Matrix(...(value[MATRIX] as [number, number, Float64Array]));
    return freeze(
      Object.fromEntries(Object.entries(value).map(([key, item]) => [key, open(item)])),
    );
  };
  return open(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
