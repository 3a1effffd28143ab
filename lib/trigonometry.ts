/**
 * sin and cos from additions and multiplications alone, with the same bits on every machine (why:
 * elementary.ts). Within one or two units in the last place of the true value up to |x| = 100,000.
 */

/** π/2 in three parts; the first two have 20 zero bits at their end, so that k · part is exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;
const TWO_OVER_PI = 0.6366197723675814;

/**
 * sin x. NaN for ±Infinity and NaN; always within [−1, 1].
 *
 * ```ts
 * sin(Math.PI / 6); // 0.5 but for the last bit
 * ```
 */
export function sin(x: number): number {
  return atQuarter(x, 0);
}

/** cos x. NaN for ±Infinity and NaN; always within [−1, 1]. */
export function cos(x: number): number {
  return atQuarter(x, 1);
}

/**
 * sin(x + quarters·π/2): write x = k·π/2 + r with |r| ≤ π/4; then it is ±sin r or ±cos r, by the
 * number of quarter turns. The rest of r that one number cannot hold comes as `low`.
 */
function atQuarter(x: number, quarters: number): number {
  if (x === 0) return quarters === 0 ? x : 1; // keeps −0
  if (Math.abs(x) > 1e5) x %= 2 * Math.PI; // exact but for the last bits of 2π, which x itself lacks
  const k = Math.round(x * TWO_OVER_PI);
  const first = x - k * HALF_PI_1, second = k * HALF_PI_2;
  const rest = first - second;
  const low = k * HALF_PI_3 - (first - rest - second);
  const r = rest - low, rounding = rest - r - low;
  switch (k + quarters & 3) {
    case 0:
      return sineNearZero(r, rounding);
    case 1:
      return cosineNearZero(r, rounding);
    case 2:
      return -sineNearZero(r, rounding);
    default:
      return -cosineNearZero(r, rounding);
  }
}

/** sin(r + low) = r − r³/3! + r⁵/5! − … + low·cos r; at |r| ≤ π/4 the rest is below 1e-19. */
function sineNearZero(r: number, low: number): number {
  const square = r * r;
  let sum = 1 / 355687428096000; // 1/17!
  sum = sum * square - 1 / 1307674368000;
  sum = sum * square + 1 / 6227020800;
  sum = sum * square - 1 / 39916800;
  sum = sum * square + 1 / 362880;
  sum = sum * square - 1 / 5040;
  sum = sum * square + 1 / 120;
  sum = sum * square - 1 / 6;
  return r + (r * square * sum + low * (1 - square / 2));
}

/** cos(r + low) = 1 − r²/2! + r⁴/4! − … − low·sin r. */
function cosineNearZero(r: number, low: number): number {
  const square = r * r;
  let sum = 1 / 20922789888000; // 1/16!
  sum = sum * square - 1 / 87178291200;
  sum = sum * square + 1 / 479001600;
  sum = sum * square - 1 / 3628800;
  sum = sum * square + 1 / 40320;
  sum = sum * square - 1 / 720;
  sum = sum * square + 1 / 24;
  const half = square / 2, large = 1 - half;
  // 1 − half loses bits; (1 − large) − half is what it lost.
  return large + (1 - large - half + (square * square * sum - r * low));
}
