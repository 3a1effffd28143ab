import { exp, log, scale } from "../elementary.ts";
import { expm1 } from "../hyperbolic.ts";
import { log1p } from "../log1p.ts";
import { wholePower } from "../whole_power.ts";
import { type Algebra, COMPARE, type FunctionName } from "./algebra.ts";
import { numbers } from "./numbers.ts";

/**
 * The number m·2^k with 1 ≤ |m| < 2 and an exponent k of its own: it has the digits of float64, but
 * e^1000 and e^−1000 fit in, so that e^1000/(1 + e^1000)² is e^−1000, not Infinity/Infinity. (m alone
 * carries 0, ±Infinity and NaN.)
 */
interface Wide {
  readonly m: number;
  readonly k: number;
}

const view = new DataView(new ArrayBuffer(8));

function wide(m: number, k: number): Wide {
  if (m === 0 || !Number.isFinite(m)) return { m, k: 0 };
  if (k !== k) return { m: NaN, k: 0 };
  if (!Number.isFinite(k)) return { m: k > 0 ? Math.sign(m) * Infinity : 0, k: 0 };
  if (Math.abs(m) < 2.2250738585072014e-308) return wide(m * 18014398509481984, k - 54); // 2^54
  view.setFloat64(0, m);
  const shift = (view.getUint16(0) >>> 4 & 0x7ff) - 1023;
  return { m: scale(m, -shift), k: k + shift };
}

const of = (value: number) => wide(value, 0);

function toNumber({ m, k }: Wide): number {
  if (k > 1023) return m * Infinity;
  return k < -1080 ? m * 0 : scale(m, k);
}

function add(a: Wide, b: Wide): Wide {
  if (a.m === 0 || !Number.isFinite(b.m)) return Number.isFinite(a.m) ? b : of(a.m + b.m);
  if (b.m === 0 || !Number.isFinite(a.m)) return a;
  const [large, small] = a.k >= b.k ? [a, b] : [b, a];
  const distance = small.k - large.k;
  return distance < -60 ? large : wide(large.m + scale(small.m, distance), large.k);
}

const negate = (a: Wide): Wide => ({ m: -a.m, k: a.k });
const multiply = (a: Wide, b: Wide) => wide(a.m * b.m, a.k + b.k);
const divide = (a: Wide, b: Wide) => wide(a.m / b.m, a.k - b.k);
const ONE = of(1), TWO = of(2);

/** e^x = 2^k·e^r with k of any size. */
function exponential(a: Wide): Wide {
  const x = toNumber(a), k = Math.round(x / Math.LN2);
  if (Math.abs(x) < 700 || !Number.isFinite(k)) return of(exp(x));
  const r = x - k * 6.93147180369123816490e-1 - k * 1.90821492927058770002e-10;
  return wide(exp(Math.max(-0.35, Math.min(r, 0.35))), k); // |r| ≤ ½·ln 2, but for rounding a large x
}

function logarithm({ m, k }: Wide): Wide {
  return of(k === 0 ? log(m) : log(m) + k * Math.LN2);
}

function power(base: Wide, exponent: Wide): Wide {
  const n = toNumber(exponent);
  if (n === 0) return ONE;
  if (Number.isInteger(n) && Math.abs(n) <= 1024) {
    const result = wholePower(base, Math.abs(n), ONE, multiply);
    return n < 0 ? divide(ONE, result) : result;
  }
  if (base.m === 0) return of(n > 0 ? 0 : Infinity);
  return exponential(multiply(exponent, logarithm(base))); // NaN for a negative base
}

/** Where float64 is enough at both ends: tanh, sin and others that end where exp does not. */
const through = (f: (x: number) => number) => (a: Wide) => of(f(toNumber(a)));
const half = (a: Wide) => wide(a.m, a.k - 1);

const functions: Record<FunctionName, (a: Wide) => Wide> = {
  exp: exponential,
  log: logarithm,
  expm1: (a) => Math.abs(toNumber(a)) < 1 ? small(expm1, a) : add(exponential(a), of(-1)),
  log1p: (a) => Math.abs(toNumber(a)) < 1 ? small(log1p, a) : logarithm(add(ONE, a)),
  sqrt: ({ m, k }) => k % 2 === 0 ? wide(Math.sqrt(m), k / 2) : wide(Math.sqrt(2 * m), (k - 1) / 2),
  abs: ({ m, k }) => ({ m: Math.abs(m), k }),
  sign: ({ m }) => of(Math.sign(m)),
  tanh: (a) => small(numbers.functions.tanh, a),
  sinh: (a) =>
    Math.abs(toNumber(a)) < 1
      ? small(numbers.functions.sinh, a)
      : half(add(exponential(a), negate(exponential(negate(a))))),
  cosh: (a) => half(add(exponential(a), exponential(negate(a)))),
  sech: (a) => divide(TWO, add(exponential(a), exponential(negate(a)))),
  sin: (a) => small(numbers.functions.sin, a),
  cos: through(numbers.functions.cos),
  atan: (a) => small(numbers.functions.atan, a),
  erf: (a) =>
    a.k < -40 ? multiply(of(2 / Math.sqrt(Math.PI)), a) : through(numbers.functions.erf)(a),
};

/** For f(u) = u + O(u²): at a u too small for float64, u itself. */
function small(f: (x: number) => number, a: Wide): Wide {
  return a.k < -60 ? a : of(f(toNumber(a)));
}

export const wides: Algebra<Wide> & { toNumber(value: Wide): number } = {
  of,
  toNumber,
  choose(comparison, difference, yes, no) {
    const d = toNumber(difference);
    return d !== d ? of(NaN) : COMPARE[comparison](d) ? yes() : no();
  },
  negate,
  add,
  subtract: (a, b) => add(a, negate(b)),
  multiply,
  divide,
  power,
  functions,
};
