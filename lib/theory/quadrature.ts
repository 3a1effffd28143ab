import { exp } from "../elementary.ts";
import { display, finiteNumber } from "../errors.ts";

/** Nodes and weights of Gauss–Legendre's rule with 8 points on [−1, 1], found by Newton's method. */
const LEGENDRE = (() => {
  const rule: { node: number; weight: number }[] = [];
  for (let i = 0; i < 8; i++) {
    let x = -1 + (2 * i + 1) / 8; // near the root; Newton mends the rest
    let slope = 1;
    for (let round = 0; round < 50; round++) {
      let before = 1, now = x; // P₀ and P₁
      for (let n = 2; n <= 8; n++) {
        [before, now] = [now, ((2 * n - 1) * x * now - (n - 1) * before) / n];
      }
      slope = 8 * (x * now - before) / (x * x - 1);
      x -= now / slope;
    }
    rule.push({ node: x, weight: 2 / ((1 - x * x) * slope * slope) });
  }
  return rule;
})();

/** The places z of gaussianMean and what g counts there: 96 panels of [−12, 12] under e^(−z²/2). */
const BELL = (() => {
  const half = 0.125, at = new Float64Array(96 * 8), weights = new Float64Array(96 * 8);
  for (let panel = 0, i = 0; panel < 96; panel++) {
    const middle = -12 + (2 * panel + 1) * half;
    for (const { node, weight } of LEGENDRE) {
      const z = middle + half * node;
      at[i] = z;
      weights[i++] = half * weight * exp(-z * z / 2);
    }
  }
  return { at, weights };
})();

/**
 * E[g(z)] for z from the normal distribution with mean 0 and the given variance: the integral of
 * g(z)·e^(−z²/2)/√(2π), by Gauss–Legendre on 96 panels of [−12, 12]. A panel ends at 0, so a
 * corner there costs no accuracy (1e-14). Where the variance is above 64 the panels are finer beside 0.
 *
 * ```ts
 * gaussianMean((z) => z * z, 3); // 3
 * ```
 */
export function gaussianMean(g: (z: number) => number, variance = 1): number {
  if (typeof g !== "function") {
    throw new TypeError(`gaussianMean: g is ${display(g)}; give a function of z.`);
  }
  finiteNumber("gaussianMean", "variance", variance, 0);
  const deviation = Math.sqrt(variance), { at, weights } = BELL;
  if (deviation > 8) { // g may bend within a small part of a panel, beside 0
    const stretched = (z: number) => g(deviation * z);
    return integralAround(0, 1 / (8 * deviation), stretched) / Math.sqrt(2 * Math.PI);
  }
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += weights[i] * g(deviation * at[i]);
  return sum / Math.sqrt(2 * Math.PI);
}

/**
 * E[g(u)·g(v)] for two normal numbers u and v with mean 0, the given variance each, and correlation c:
 * v = c·u + √(1 − c²)·w with w independent of u, so it is an integral inside an integral,
 * E[g(u)·E[g(v) | u]]. Right to about 1e-12 for activations with a corner at 0, up to c = ±1.
 *
 * ```ts
 * gaussianPairMean((z) => z, 2, 0.5); // E[u·v] = 2 · 0.5
 * ```
 */
export function gaussianPairMean(
  g: (z: number) => number,
  variance: number,
  correlation: number,
): number {
  finiteNumber("gaussianPairMean", "variance", variance, 0);
  finiteNumber("gaussianPairMean", "correlation", correlation, -1, 1);
  const rest = Math.sqrt((1 - correlation) * (1 + correlation)), deviation = Math.sqrt(variance);
  const finest = 1 / Math.max(64, 8 * deviation);
  if (rest === 0) {
    const squareAt = (u: number) => g(deviation * u) * g(deviation * correlation * u);
    return integralAround(0, finest, squareAt) / Math.sqrt(2 * Math.PI);
  }
  const outer = integralAround(0, Math.min(finest, rest / 8), (u) => {
    const mean = correlation * u; // v = mean + rest·w, so v = 0 at w = −mean/rest
    const inner = (w: number) => g(deviation * (mean + rest * w));
    return g(deviation * u) * integralAround(-mean / rest, finest, inner);
  });
  return outer / (2 * Math.PI);
}

/**
 * ∫ g(x)·e^(−x²/2) dx over [−9, 9] (beyond lies less than 1e-17), in panels that double in width from
 * `finest` beside `center`, where g may have a corner or be steep, up to ½.
 */
function integralAround(center: number, finest: number, g: (x: number) => number): number {
  let sum = 0;
  for (const direction of [-1, 1]) {
    const end = direction * 9;
    let from = center, width = finest;
    if (from * direction < -9) from = -end; // the corner is outside: begin at the edge
    for (; from * direction < 9; width = Math.min(2 * width, 0.5)) {
      const to = direction * Math.min(direction * (from + direction * width), 9);
      const middle = (from + to) / 2, half = Math.abs(to - from) / 2;
      for (const { node, weight } of LEGENDRE) {
        const x = middle + half * node;
        sum += half * weight * exp(-x * x / 2) * g(x);
      }
      from = to;
    }
  }
  return sum;
}
