import {
  add,
  type Code,
  differ,
  Fn,
  i32,
  less,
  type Local,
  loop,
  multiply,
  type,
} from "./assembler.ts";
import { activations, type Formula } from "./exponential.ts";
import { type Constants, ends, float64Lanes, type Lanes, load, store } from "./lanes.ts";

/**
 * Loops over all entries. The number of entries need not fill the last vector: what is written past the
 * end falls into the gap that the memory leaves behind every matrix (lib/kernels/workspace.ts).
 */

/** So many vectors take turns in an activation; what the last ones write may reach so far behind the end. */
export const ABREAST = 4, BEHIND = 16 * ABREAST;

/** The number of a kernel's vectors that are needed for `bytes`, as the address where they end. */
const end = (start: Local, bytes: Code) => add(start.get, bytes);

/**
 * (entries, x, y, s; a): y = φ(x) and s = φ′(x), which share their exponential. Each of its steps waits for the
 * one before. So that the processor has something else to do meanwhile, the steps of four vectors take turns.
 */
export function activationKernel(
  v: Lanes,
  constants: Constants,
  name: keyof ReturnType<typeof activations>,
): Fn {
  const fn = new Fn(4, 1), [entries, x, y, s, parameter] = fn.arguments;
  const last = fn.local(type.i32), a = fn.local(type.vector), zs = fn.several(ABREAST, type.vector);
  const formulas = zs.map((z): Formula => activations(fn, v, constants, z, a)[name]);
  fn.body = [
    a.set(v.everywhere(parameter.get)),
    last.set(end(x, multiply(entries.get, i32(v.size)))),
    loop(less(x.get, last.get), [
      zs.map((z, i) => z.set(load(x.get, 16 * i))),
      formulas[0].shared.map((_, step) => formulas.map(({ shared }) => shared[step])),
      formulas.map(({ value }, i) => store(y.get, value, 16 * i)),
      formulas.map(({ slope }, i) => store(s.get, slope, 16 * i)),
      [x, y, s].map((place) => place.advance(i32(16 * ABREAST))),
    ]),
  ];
  return fn;
}

/** (entries, a, b, y): y = a ∘ b, entry by entry, for ∘ one of + − × ÷. */
export function zipKernel(v: Lanes, operation: "add" | "subtract" | "multiply" | "divide"): Fn {
  const fn = new Fn(4), [entries, a, b, y] = fn.arguments, last = fn.local(type.i32);
  fn.body = [
    last.set(end(a, multiply(entries.get, i32(v.size)))),
    loop(less(a.get, last.get), [
      store(y.get, v[operation](load(a.get), load(b.get))),
      [a, b, y].map((place) => place.advance(i32(16))),
    ]),
  ];
  return fn;
}

/** (entries, a, b, y; s): y = a + s·b. */
export function addScaledKernel(v: Lanes): Fn {
  const fn = new Fn(4, 1), [entries, a, b, y, s] = fn.arguments, two = ends(v);
  const last = fn.local(type.i32),
    factor = fn.local(type.vector),
    { add, multiply: times } = float64Lanes;
  fn.body = [
    factor.set(float64Lanes.everywhere(s.get)),
    last.set(end(a, multiply(entries.get, i32(v.size)))),
    loop(less(a.get, last.get), [
      two.store(y, add(two.load(a), times(factor.get, two.load(b)))),
      [a, b, y].map((place) => place.advance(i32(two.bytes))),
    ]),
  ];
  return fn;
}

/** (entries, x, y; s): y = s·x. */
export function scaleKernel(v: Lanes): Fn {
  const fn = new Fn(3, 1), [entries, x, y, s] = fn.arguments, two = ends(v);
  const last = fn.local(type.i32), factor = fn.local(type.vector);
  fn.body = [
    factor.set(float64Lanes.everywhere(s.get)),
    last.set(end(x, multiply(entries.get, i32(v.size)))),
    loop(less(x.get, last.get), [
      two.store(y, float64Lanes.multiply(factor.get, two.load(x))),
      [x, y].map((place) => place.advance(i32(two.bytes))),
    ]),
  ];
  return fn;
}

/**
 * (rows, columns, x, row, y): each row of x with the one row, entry by entry. A row's last vector may
 * reach into the next row, which is written after it.
 */
export function zipRowKernel(v: Lanes, operation: "add" | "subtract" | "multiply" | "divide"): Fn {
  const fn = new Fn(5), [rows, columns, x, row, y] = fn.arguments;
  const width = fn.local(type.i32), last = fn.local(type.i32), at = fn.local(type.i32);
  const of = (start: Local) => add(start.get, at.get);
  fn.body = [
    width.set(multiply(columns.get, i32(v.size))),
    last.set(end(x, multiply(rows.get, width.get))),
    loop(differ(x.get, last.get), [
      at.set(i32(0)),
      loop(less(at.get, width.get), [
        store(of(y), v[operation](load(of(x)), load(of(row)))),
        at.advance(i32(16)),
      ]),
      x.advance(width.get),
      y.advance(width.get),
    ]),
  ];
  return fn;
}

/**
 * (rows, columns, x, y): y = the sum of the rows, from the first to the last; so many columns side by side that
 * one sum need not wait for the other.
 */
export function sumRowsKernel(v: Lanes): Fn {
  const fn = new Fn(4), [rows, columns, x, y] = fn.arguments;
  const [width, from, at, last] = fn.several(4, type.i32);
  const sums = fn.several(ABREAST, type.vector), zero = fn.local(type.vector);
  fn.body = [
    width.set(multiply(columns.get, i32(v.size))),
    loop(less(at.get, width.get), [
      sums.map((sum) => sum.set(zero.get)), // a variable that nothing was set to is 0
      from.set(add(x.get, at.get)),
      last.set(end(from, multiply(rows.get, width.get))),
      loop(differ(from.get, last.get), [
        sums.map((sum, i) => sum.set(v.add(sum.get, load(from.get, 16 * i)))),
        from.advance(width.get),
      ]),
      sums.map((sum, i) => store(add(y.get, at.get), sum.get, 16 * i)),
      at.advance(i32(16 * ABREAST)),
    ]),
  ];
  return fn;
}

/** (entries, x): 1 if all entries are finite; 0 perhaps also because of what stands behind the last. */
export function finiteKernel(v: Lanes): Fn {
  const fn = new Fn(2, 0, "whole"), [entries, x] = fn.arguments, last = fn.local(type.i32);
  const sum = fn.local(type.vector), zero = fn.local(type.vector);
  fn.body = [
    last.set(end(x, multiply(entries.get, i32(v.size)))),
    loop(less(x.get, last.get), [
      sum.set(v.add(sum.get, v.multiply(load(x.get), zero.get))), // 0·∞ and 0·NaN are NaN
      x.advance(i32(16)),
    ]),
    v.allEqual(sum.get, zero.get), // and NaN equals nothing
  ];
  return fn;
}
