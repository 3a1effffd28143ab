/**
 * exp, log and tanh from additions, multiplications and divisions alone.
 *
 * IEEE 754 fixes the result of `+ − × ÷ √` to the last bit, but says nothing of `Math.exp`: its bits
 * differ between versions of V8. A lesson whose saved numbers shall be the same on every machine
 * therefore computes its own. Each is within about one unit in the last place of the true value.
 */

/** ln 2 in two parts: the first has 20 zero bits at its end, so that k · LN2_HIGH is exact. */
const LN2_HIGH = 6.93147180369123816490e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const LOG2_E = 1.4426950408889634;

/** POWERS[k + 1074] = 2^k, by repeated doubling from the smallest number there is. */
const POWERS = new Float64Array(1074 + 1024);
for (let k = 0, power = Number.MIN_VALUE; k < POWERS.length; k++, power *= 2) POWERS[k] = power;

/** The nearest whole number, for |x| < 2⁵¹: added to 1.5·2⁵², x has no place for a fraction. */
function nearestWhole(x: number): number {
  return x + 6755399441055744 - 6755399441055744;
}

/** 2^k · y in two factors, because 2^1024 and the steps below 2^−1022 are out of reach of one. */
export function scale(y: number, k: number): number {
  const half = k >> 1;
  return y * POWERS[half + 1074] * POWERS[k - half + 1074];
}

/** TAYLOR[n] = 1/n! */
const TAYLOR = new Float64Array(14);
for (let n = 0, factorial = 1; n < TAYLOR.length; factorial *= ++n) TAYLOR[n] = 1 / factorial;

/**
 * (e^r − 1 − r) / r² = 1/2! + r/3! + r²/4! + …; at |r| ≤ ln(2)/2 the rest is below 4e-17. Summed in pairs,
 * and the pairs in pairs, which a processor can do side by side.
 */
function expTail(r: number): number {
  const square = r * r, fourth = square * square;
  const a = TAYLOR[2] + TAYLOR[3] * r + (TAYLOR[4] + TAYLOR[5] * r) * square;
  const b = TAYLOR[6] + TAYLOR[7] * r + (TAYLOR[8] + TAYLOR[9] * r) * square;
  const c = TAYLOR[10] + TAYLOR[11] * r + (TAYLOR[12] + TAYLOR[13] * r) * square;
  return a + (b + c * fourth) * fourth;
}

/**
 * e^x: write x = k·ln 2 + r with |r| ≤ ln(2)/2, then e^x = 2^k · e^r.
 *
 * ```ts
 * exp(1); // 2.718281828459045
 * ```
 */
export function exp(x: number): number {
  if (!(x >= -746)) return x < 0 ? 0 : x; // the second is NaN
  if (x > 710) return Infinity;
  const k = nearestWhole(x * LOG2_E);
  const high = x - k * LN2_HIGH, low = k * LN2_LOW;
  const r = high - low, rest = r * r * expTail(r) - low; // e^r − 1 is high + rest
  const sum = 1 + high, lost = high - (sum - 1); // what rounding took from the sum
  return scale(sum + (rest + lost), k);
}

/** e^x − 1 for −709 ≤ x ≤ 709 without the cancellation at small x; expm1 of hyperbolic.ts takes any x. */
export function expMinusOne(x: number): number {
  const k = nearestWhole(x * LOG2_E);
  const high = x - k * LN2_HIGH, low = k * LN2_LOW;
  const r = high - low, rest = r * r * expTail(r) - low;
  const power = POWERS[k + 1074], whole = power - 1, part = power * high;
  const sum = whole + part, lost = part - (sum - whole); // as above
  return sum + (power * rest + lost);
}

/** h/(1 + h) with h = (e^2x − 1)/2, for either sign of x. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0)) return x; // keeps −0 and NaN
  if (size > 20) return Math.sign(x); // 1 − |tanh| < 1e-17
  const half = expMinusOne(2 * size) / 2, sum = half + 1, lost = half - (sum - 1);
  const y = half / sum;
  return Math.sign(x) * (y - y * lost * (1 / sum)); // put right for what rounding took from the sum
}

/** A float64 and, in WORDS[HIGH], its sign, 11 bits of exponent and the first 20 of the mantissa. */
const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0]; // 1 where the low byte comes first

/**
 * Natural logarithm: write x = 2^k · m with m in [√½, √2], and with s = (m − 1)/(m + 1)
 * ln m = 2·(s + s³/3 + s⁵/5 + …). NaN for negative x, −Infinity at 0.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const subnormal = x < 2.2250738585072014e-308;
  FLOAT[0] = subnormal ? x * 18014398509481984 : x; // 2^54
  let k = (WORDS[HIGH] >>> 20) - 1023 - (subnormal ? 54 : 0);
  WORDS[HIGH] = WORDS[HIGH] & 0xfffff | 0x3ff00000; // the mantissa, in [1, 2)
  let m = FLOAT[0];
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const f = m - 1, s = f / (2 + f), square = s * s;
  let sum = 0;
  for (let n = 23; n >= 3; n -= 2) sum = (sum + 2 / n) * square;
  // ln(1 + f) = f − s·(f − sum) rather than 2s + s·sum: f is exact, so its rounding errors vanish.
  return k * LN2_HIGH + (f - (s * (f - sum) - k * LN2_LOW));
}
