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
import { type Constants, float64Lanes, inFloat64, type Lanes, load, store } from "./lanes.ts";

/**
 * Loops over all entries. The number of entries need not fill the last turn of four vectors: what is written past
 * the end falls into the gap that the memory leaves behind every matrix (lib/kernels/workspace.ts).
 */

/**
 * So many vectors are worked on in one turn of a loop; what the last ones write may reach so far behind the end, and
 * what they read too, as in products.
 */
export const ABREAST = 4, BEHIND = 16 * ABREAST;

/** Code for each vector of a turn, so many bytes from one to the next. */
const abreast = (bytes: number, code: (offset: number) => Code): Code =>
  Array.from({ length: ABREAST }, (_, i) => code(bytes * i));

/** The address where so many bytes from a start on end. */
const end = (start: Local, bytes: Code) => add(start.get, bytes);

/**
 * (entries, x, y, s; a): y = φ(x) and s = φ′(x), which share their exponential. Each step of it waits for the
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
      abreast(16, (at) => store(y.get, v[operation](load(a.get, at), load(b.get, at)), at)),
      [a, b, y].map((place) => place.advance(i32(16 * ABREAST))),
    ]),
  ];
  return fn;
}

/** (entries, a, b, y; s): y = a + s·b. */
export function addScaledKernel(v: Lanes): Fn {
  const fn = new Fn(4, 1), [entries, a, b, y, s] = fn.arguments, two = inFloat64(v);
  const last = fn.local(type.i32),
    factor = fn.local(type.vector),
    { add, multiply: times } = float64Lanes;
  fn.body = [
    factor.set(float64Lanes.everywhere(s.get)),
    last.set(end(a, multiply(entries.get, i32(v.size)))),
    loop(less(a.get, last.get), [
      abreast(
        two.bytes,
        (at) => two.store(y, add(two.load(a, at), times(factor.get, two.load(b, at))), at),
      ),
      [a, b, y].map((place) => place.advance(i32(two.bytes * ABREAST))),
    ]),
  ];
  return fn;
}

/** (entries, x, y; s): y = s·x. */
export function scaleKernel(v: Lanes): Fn {
  const fn = new Fn(3, 1), [entries, x, y, s] = fn.arguments, two = inFloat64(v);
  const last = fn.local(type.i32), factor = fn.local(type.vector);
  fn.body = [
    factor.set(float64Lanes.everywhere(s.get)),
    last.set(end(x, multiply(entries.get, i32(v.size)))),
    loop(less(x.get, last.get), [
      abreast(
        two.bytes,
        (at) => two.store(y, float64Lanes.multiply(factor.get, two.load(x, at)), at),
      ),
      [x, y].map((place) => place.advance(i32(two.bytes * ABREAST))),
    ]),
  ];
  return fn;
}

/**
 * (rows, columns, the matrices, the rows, y): a formula of so many matrices and of so many rows, which are used
 * again for every row of the matrices. A row's last turn may reach into the next rows, which are written after
 * it; so y must not be one of the operands.
 */
function rowKernel(
  v: Lanes,
  matrices: number,
  rows: number,
  formula: (...vectors: Code[]) => Code,
): Fn {
  const fn = new Fn(3 + matrices + rows), [count, columns, ...places] = fn.arguments;
  const [width, last, at] = fn.several(3, type.i32), y = places[matrices + rows];
  const operands = places.slice(0, -1).map((start) => add(start.get, at.get));
  const result = add(y.get, at.get);
  fn.body = [
    width.set(multiply(columns.get, i32(v.size))),
    last.set(end(y, multiply(count.get, width.get))),
    loop(differ(y.get, last.get), [
      at.set(i32(0)),
      loop(less(at.get, width.get), [
        abreast(
          16,
          (bytes) => store(result, formula(...operands.map((place) => load(place, bytes))), bytes),
        ),
        at.advance(i32(16 * ABREAST)),
      ]),
      [...places.slice(0, matrices), y].map((start) => start.advance(width.get)),
    ]),
  ];
  return fn;
}

/** (rows, columns, x, row, y): y = x ∘ row, each row of x with the one row. */
export const zipRowKernel = (v: Lanes, operation: "add" | "subtract" | "multiply" | "divide") =>
  rowKernel(v, 1, 1, v[operation]);

/** (rows, columns, x, γ, β, y): y = x·γ + β. */
export const scaleAndShiftKernel = (v: Lanes) =>
  rowKernel(v, 1, 2, (x, scale, shift) => v.add(v.multiply(x, scale), shift));

/** (rows, columns, x, z, mean, slope, y): y = x − mean − z·slope. */
export const residualsKernel = (v: Lanes) =>
  rowKernel(
    v,
    2,
    2,
    (x, z, mean, slope) => v.subtract(v.subtract(x, mean), v.multiply(z, slope)),
  );

/**
 * (rows, columns, the matrices, y): y = the sum of the rows of a formula of so many matrices, from the first to
 * the last; so many columns side by side that one sum need not wait for the other.
 */
function sumKernel(v: Lanes, matrices: number, formula: (...vectors: Code[]) => Code): Fn {
  const fn = new Fn(3 + matrices), [rows, columns, ...places] = fn.arguments, y = places[matrices];
  const [width, at, last] = fn.several(3, type.i32), from = fn.several(matrices, type.i32);
  const sums = fn.several(ABREAST, type.vector), zero = fn.local(type.vector);
  fn.body = [
    width.set(multiply(columns.get, i32(v.size))),
    loop(less(at.get, width.get), [
      sums.map((sum) => sum.set(zero.get)), // a variable that nothing was set to is 0
      from.map((place, i) => place.set(add(places[i].get, at.get))),
      last.set(end(from[0], multiply(rows.get, width.get))),
      loop(differ(from[0].get, last.get), [
        sums.map((sum, i) =>
          sum.set(v.add(sum.get, formula(...from.map((place) => load(place.get, 16 * i)))))
        ),
        from.map((place) => place.advance(width.get)),
      ]),
      sums.map((sum, i) => store(add(y.get, at.get), sum.get, 16 * i)),
      at.advance(i32(16 * ABREAST)),
    ]),
  ];
  return fn;
}

/** (rows, columns, x, y): y = Σ x over the rows. */
export const sumRowsKernel = (v: Lanes) => sumKernel(v, 1, (x) => x);

/** (rows, columns, a, b, y): y = Σ a·b over the rows. */
export const sumProductsKernel = (v: Lanes) => sumKernel(v, 2, v.multiply);

/** (entries, x): 1 if all entries are finite; 0 perhaps also because of what stands behind the last. */
export function finiteKernel(v: Lanes): Fn {
  const fn = new Fn(2, 0, "whole"), [entries, x] = fn.arguments, last = fn.local(type.i32);
  const sums = fn.several(ABREAST, type.vector), zero = fn.local(type.vector);
  fn.body = [
    last.set(end(x, multiply(entries.get, i32(v.size)))),
    loop(less(x.get, last.get), [
      sums.map((sum, i) =>
        // 0·∞ and 0·NaN are NaN
        sum.set(v.add(sum.get, v.multiply(load(x.get, 16 * i), zero.get)))
      ),
      x.advance(i32(16 * ABREAST)),
    ]),
    v.allEqual(sums.map(({ get }) => get).reduce(v.add), zero.get), // and NaN equals nothing
  ];
  return fn;
}
