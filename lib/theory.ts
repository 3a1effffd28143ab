import type { Activation } from "./activations.ts";
import { exp, log } from "./elementary.ts";
import { finiteNumber, wholeNumber } from "./errors.ts";

/**
 * Closed forms: what a wide random network does to a signal and to a gradient, before any run.
 *
 * Mean-field theory (Poole et al. 2016; Schoenholz et al. 2017): a unit's sum z = Σ w·h of many small
 * independent terms is Gaussian with mean 0, so only its variance q needs to be followed.
 */

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

/**
 * E[g(z)] for z from the normal distribution with mean 0 and the given variance: the integral of
 * g(z)·e^(−z²/2)/√(2π), by Gauss–Legendre on 96 panels of [−12, 12]. A panel ends at 0, so a
 * corner there costs no accuracy (1e-14).
 *
 * ```ts
 * gaussianMean((z) => z * z, 3); // 3
 * ```
 */
export function gaussianMean(g: (z: number) => number, variance = 1): number {
  finiteNumber("gaussianMean", "variance", variance, 0);
  const deviation = Math.sqrt(variance), half = 0.125;
  let sum = 0;
  for (let panel = 0; panel < 96; panel++) {
    const middle = -12 + (2 * panel + 1) * half;
    for (const { node, weight } of LEGENDRE) {
      const z = middle + half * node;
      sum += half * weight * exp(-z * z / 2) * g(deviation * z);
    }
  }
  return sum / Math.sqrt(2 * Math.PI);
}

/** Not **, whose bits the language leaves open. */
const square = (x: number) => x * x;

/** E[φ′(z)²], z normal with mean 0: the mean square of one diagonal factor of the chain. */
export function meanSquareSlope(activation: Activation, variance = 1): number {
  return gaussianMean((z) => square(activation.slope(z)), variance);
}

/** E[φ(z)²], z normal with mean 0: the mean square that a layer sends on. */
export function meanSquareOutput(activation: Activation, variance = 1): number {
  return gaussianMean((z) => square(activation.f(z)), variance);
}

/** What theory expects at one layer, in root mean squares as `layerSignals` measures them. */
export interface ExpectedSignals {
  readonly layer: number;
  readonly delta: number;
  readonly activation: number;
}

/**
 * The expected signals of `mlp(…)` at a random start, layer by layer (Schoenholz et al. 2017, eq. 3 and 8):
 *
 *     forward:   q_l  = n_in·Var(W_l)·E[h²_(l−1)],    h = φ(z), z ~ N(0, q_l)
 *     backward:  δ²_l = n_out·Var(W_(l+1))·δ²_(l+1)·E[φ′(z)²]
 *
 * inputSquare is the mean square of the data's entries, outputDelta the root mean square of δ at the
 * last layer: the theory takes over from there.
 */
export function expectedSignals(options: {
  widths: readonly number[];
  weights: { variance(fanIn: number, fanOut: number): number };
  activation: Activation;
  inputSquare: number;
  outputDelta: number;
}): ExpectedSignals[] {
  const { widths, weights, activation, inputSquare, outputDelta } = options;
  const layers = widths.length - 1;
  const variance = (l: number) => weights.variance(widths[l - 1], widths[l]); // of layer l's weights
  const q: number[] = [NaN], activations: number[] = [Math.sqrt(inputSquare)];
  for (let l = 1; l <= layers; l++) {
    q.push(widths[l - 1] * variance(l) * square(activations[l - 1]));
    activations.push(Math.sqrt(l < layers ? meanSquareOutput(activation, q[l]) : q[l]));
  }
  const delta: number[] = [];
  delta[layers] = outputDelta;
  for (let l = layers - 1; l >= 1; l--) {
    const factor = widths[l + 1] * variance(l + 1) * meanSquareSlope(activation, q[l]);
    delta[l] = Math.sqrt(factor) * delta[l + 1];
  }
  return activations.slice(1).map((activation, i) => ({
    layer: i + 1,
    delta: delta[i + 1],
    activation,
  }));
}

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
