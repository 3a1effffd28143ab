import { log } from "../elementary.ts";
import { finiteNumber, wholeNumber } from "../errors.ts";

/**
 * The growth exponent of a product of independent n×n matrices of normal numbers with variance v: each
 * factor multiplies the length of a vector by e^λ on the (geometric) average,
 *
 *     λ = ½·(ln 2v + ψ(n/2)),   ψ the digamma function (Newman 1986, eq. 3).
 *
 * ```ts
 * 100 * gaussianProductExponent(4, 1) / Math.LN10; // 24.23: a hundred 4×4 matrices give 10^24
 * ```
 */
export function gaussianProductExponent(n: number, variance: number): number {
  wholeNumber("gaussianProductExponent", "n", n, 1, 1e6);
  finiteNumber("gaussianProductExponent", "variance", variance, Number.MIN_VALUE);
  return (log(2 * variance) + digammaOfHalf(n)) / 2;
}

/** ψ(n/2), by ψ(1) = −γ, ψ(½) = −γ − 2·ln 2 and ψ(x + 1) = ψ(x) + 1/x. */
function digammaOfHalf(n: number): number {
  const EULER = 0.5772156649015329;
  let value = n % 2 === 0 ? -EULER : -EULER - 2 * Math.LN2;
  for (let x = n % 2 === 0 ? 1 : 0.5; x < n / 2; x++) value += 1 / x;
  return value;
}
