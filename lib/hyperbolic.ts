/**
 * expm1, sinh, cosh and sech from additions, multiplications and divisions alone, with the same bits
 * on every machine (why: elementary.ts).
 */
import { exp, expMinusOne } from "./elementary.ts";

/** e^x − 1, accurate also where e^x is nearly 1. */
export function expm1(x: number): number {
  if (x === 0 || x !== x) return x; // keeps −0 and NaN
  if (x > 709) return exp(x);
  return x < -38 ? -1 : expMinusOne(x);
}

/** sinh x = (e^x − e^−x)/2, by e^x − 1 so that nothing cancels near 0. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size > 22) return Math.sign(x) * exp(size - Math.LN2);
  const e = expm1(size);
  return Math.sign(x) * (e + e / (e + 1)) / 2;
}

/** cosh x = (e^x + e^−x)/2. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  return size > 22 ? exp(size - Math.LN2) : (exp(size) + exp(-size)) / 2;
}

/** 1/cosh x, accurate down to 5e-324. */
export function sech(x: number): number {
  const e = exp(-Math.abs(x));
  return 2 * e / (1 + e * e);
}
