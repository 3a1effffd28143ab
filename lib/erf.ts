/**
 * The error function and the normal distribution, from `+ − × ÷ √` alone: the same bits on every
 * machine (why: elementary.ts).
 */
import { exp } from "./elementary.ts";

/** e^(factor·x²) for factor −1 or −½; x² is split so that its rounding error is not raised to e. */
function bell(x: number, factor: number): number {
  if (Math.abs(x) > 40) return 0;
  const high = Math.round(x * 65536) / 65536; // 22 bits: its square is exact
  return exp(factor * high * high) * exp(factor * (x - high) * (x + high));
}

const ROOT_PI = Math.sqrt(Math.PI);
const STEP = 0.25, ROWS = 41;
/** A whole step to the next row needs 22 terms, half a step in use needs 15 (both to 1e-17). */
const TERMS = 22, TERMS_IN_USE = 15;

/**
 * TAYLOR[i] = the series of g(x) = e^(x²)·(1 − erf x) around x = i/4. The equation g′ = 2x·g − 2/√π
 * gives every coefficient from the first, and the first comes from the row above: from x = 10, where
 * g(x) = (1 − 1/2x² + 3/4x⁴ − …)/(x√π), down to 0, the direction in which errors shrink.
 */
const TAYLOR = (() => {
  const rows: Float64Array[] = [];
  for (let i = ROWS - 1; i >= 0; i--) {
    const x = i * STEP, row = new Float64Array(TERMS);
    row[0] = i === ROWS - 1 ? scaledTail(x) : polynomial(rows[i + 1], -STEP, TERMS);
    row[1] = 2 * x * row[0] - 2 / ROOT_PI;
    for (let n = 1; n + 1 < TERMS; n++) row[n + 1] = 2 * (x * row[n] + row[n - 1]) / (n + 1);
    rows[i] = row;
  }
  return rows;
})();

function polynomial(row: Float64Array, x: number, terms: number): number {
  let sum = 0;
  for (let n = terms - 1; n >= 0; n--) sum = sum * x + row[n];
  return sum;
}

function scaledTail(x: number): number {
  let sum = 0;
  for (let n = 12; n >= 1; n--) sum = (2 * n - 1) / (2 * x * x) * (1 - sum);
  return (1 - sum) / (x * ROOT_PI);
}

/** e^(x²)·(1 − erf x) for x ≥ 0: falls gently from 1 to 1/(x√π). */
function scaledComplement(x: number): number {
  if (x >= 10) return scaledTail(x);
  const row = Math.round(x / STEP);
  return polynomial(TAYLOR[row], x - row * STEP, TERMS_IN_USE);
}

/** The error function, 2/√π·∫₀ˣ e^(−t²) dt. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (x !== x) return x;
  if (size > 6) return Math.sign(x);
  if (size > 0.5) return Math.sign(x) * (1 - bell(size, -1) * scaledComplement(size));
  let term = 1, sum = 0; // x − x³/(1!·3) + x⁵/(2!·5) − …
  for (let n = 0; n < 14; n++) {
    sum += term / (2 * n + 1);
    term *= -x * x / (n + 1);
  }
  return 2 / ROOT_PI * x * sum;
}

/** The density of the standard normal distribution, e^(−z²/2)/√(2π). */
export function normalDensity(z: number): number {
  return z !== z ? z : bell(z, -0.5) / Math.sqrt(2 * Math.PI);
}

/** Φ(z), the share of the standard normal distribution below z; relative accuracy in the tail. */
export function normalShare(z: number): number {
  if (z !== z) return z;
  const size = Math.abs(z);
  const tail = bell(size, -0.5) * scaledComplement(size * Math.SQRT1_2) / 2;
  return z < 0 ? tail : 1 - tail;
}
