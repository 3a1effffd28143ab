import type { Activation } from "../activations/activation.ts";
import { finiteNumber, requireObject, requireValue } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { gaussianMean } from "./quadrature.ts";
import { meanSquareOutput, meanSquareSlope, square } from "./signals.ts";
import { slopeElsewhere } from "./too_steep.ts";

/**
 * How large a layer begins: z = W·h + b with Var(W) = weights²/fanIn and Var(b) = biases², the σ_w and
 * σ_b of the papers.
 */
export interface Scales {
  readonly weights: number;
  readonly biases?: number;
}

/**
 * One layer's map of the variance of z (Poole et al. 2016, the length map; Schoenholz et al. 2017, eq. 3):
 *
 *     V(q) = σ_w²·E[φ(z)²] + σ_b²,   z ~ N(0, q)
 */
export function varianceMap(activation: Activation, scales: Scales, q: number): number {
  const { weights, biases } = checked("varianceMap", scales);
  return square(weights) * meanSquareOutput(activation, q) + square(biases);
}

/** V′(q) = σ_w²·E[φ·φ′·z]/q, by differentiating φ(√q·x)² for x ~ N(0, 1). */
export function varianceSlope(activation: Activation, scales: Scales, q: number): number {
  const { weights } = checked("varianceSlope", scales), { f, slope } = activation;
  const variance = aboveZero(q);
  return square(weights) * gaussianMean((z) => f(z) * slope(z) * z, variance) / variance;
}

/**
 * The map of the gradient: δ² grows by this factor a layer on its way back (Schoenholz et al. 2017,
 * section 4), and so does the distance of two close inputs on their way forward (Poole et al. 2016):
 *
 *     χ = σ_w²·E[φ′(z)²],   z ~ N(0, q)
 *
 * Below 1 gradients vanish and inputs merge, above 1 gradients explode and inputs part.
 */
export function gradientFactor(activation: Activation, scales: Scales, q: number): number {
  const { weights } = checked("gradientFactor", scales);
  return square(weights) * meanSquareSlope(activation, aboveZero(q));
}

/**
 * The variance q* to which deep layers tend that start at the variance `from`, V(q*) = q*, found by
 * bisection of log q. 0 where V(q) < q down to 1e-12, Infinity where V(q) > q up to 1e12, and `from` where
 * every q is fixed, as for ReLU with σ_w = √2.
 *
 * The start matters to GELU and SiLU: with σ_w = 1.5, GELU's variance goes from 1 to 0, and from
 * 2.25 = σ_w², where inputs of variance 1 put it, without end.
 */
export function fixedVariance(activation: Activation, scales: Scales, from = 1): number {
  finiteNumber("fixedVariance", "from", from, 1e-12, 1e12);
  const growth = (q: number) => varianceMap(activation, scales, q) / q - 1;
  const atStart = growth(from);
  if (Math.abs(atStart) < 1e-13) return from;
  let low = from, high = from;
  if (atStart > 0) { while (growth(high) > 0 && high < 1e12) [low, high] = [high, 4 * high]; }
  else while (growth(low) < 0 && low > 1e-12) [low, high] = [low / 4, low];
  if (high >= 1e12) return Infinity;
  if (low <= 1e-12) return 0;
  return bisect(growth, low, high);
}

/**
 * The edge of chaos: the σ_w at which χ = 1 for a given σ_b (Poole et al. 2016, fig. 1; tanh: σ_w = 1
 * at σ_b = 0), and the variance q* there. Walks along the edge by q, where σ_w² = 1/E[φ′²] and
 * σ_b² = q − σ_w²·E[φ²]. For ReLU, Leaky ReLU and a linear net it is a single point at σ_b = 0, where
 * every q is fixed.
 *
 * χ = 1 alone is no edge: the variance must come to rest there too (Hayou, Doucet & Rousseau 2019 ask for
 * both). That of GELU and SiLU does not for small σ_b. With σ_w = 2 and σ_b = 0 both have χ = 1 at q = 0,
 * but V(q) > q above it, so any input's variance leaves 0 and grows without end. Their edge begins at
 * σ_b = 0.42 and 0.75.
 *
 * Throws RangeError where the edge has no point for σ_b, and where φ′ jumps anywhere but at 0, as that of
 * the hard sigmoid does, so that E[φ′²] cannot be computed well.
 */
export function edgeOfChaos(
  activation: Activation,
  biases = 0,
): { weights: number; variance: number } {
  requireValue("edgeOfChaos", "activation", activation, ["f"], "tanh");
  finiteNumber("edgeOfChaos", "biases", biases, 0, 1e6);
  const fail = (
    why: string,
    give = "give another σ_b, or an activation that saturates, such as tanh",
  ) => new RangeError(`edgeOfChaos: ${activation.name} ${why}; ${give}.`);
  const weightsSquare = (q: number) => 1 / meanSquareSlope(activation, q);
  const rest = (q: number) => q - weightsSquare(q) * meanSquareOutput(activation, q);
  const missing = (q: number) => rest(q) - square(biases);
  const point = (variance: number) => ({
    weights: Math.sqrt(weightsSquare(aboveZero(variance))),
    variance,
  });

  const zero = aboveZero(0), atZero = Math.abs(missing(zero)) < 1e-9 * zero;
  const anywhere = [1, 4].every((q) => Math.abs(rest(q)) < 1e-13 * q);
  if (anywhere && atZero) return point(1);
  if (anywhere) throw fail(`has no such point for biases ${biases}`, "give biases 0");
  let low = 1e-16, high = low;
  while (!atZero && !(missing(high) > 0)) {
    [low, high] = [high, 2 * high];
    if (high > 1e12) throw fail(`has no such point for biases ${biases}`);
  }
  const found = point(atZero ? 0 : bisect((q) => -missing(q), low, high));

  const { weights, variance } = found, q = aboveZero(variance);
  if (Math.abs(weightsSquare(q) * slopeElsewhere(activation, q) - 1) > 1e-6) {
    const give = "give an activation whose slope is continuous, or jumps at 0 alone";
    throw fail("has a slope that jumps beside 0, where its mean square is not exact", give);
  }
  const settled = fixedVariance(activation, { weights, biases });
  if (Math.abs(settled - variance) > 1e-3 * variance + 1e-11) {
    const away = settled < Infinity ? `goes to ${formatNumber(settled, 3)}` : "grows without end";
    const there = `q = ${formatNumber(variance, 3)} with weights ${formatNumber(weights, 4)}`;
    throw fail(`has χ = 1 at ${there}, but its variance does not stay there: it ${away}`);
  }
  return found;
}

/** Where g, above 0 at low and below at high, crosses 0; low and high are positive. */
function bisect(g: (q: number) => number, low: number, high: number): number {
  while (high / low > 1 + 1e-15) {
    const middle = Math.sqrt(low * high);
    if (middle <= low || middle >= high) break;
    if (g(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** At q = 0 the maps are limits from above, which at a corner of φ differ from the value at 0. */
export function aboveZero(q: number): number {
  return Math.max(q, 1e-24);
}

/** The scales as numbers in range, σ_b = 0 unless said. */
export function checked(action: string, scales: Scales): { weights: number; biases: number } {
  requireObject(action, scales, "{ weights: 1.5, biases: 0.1 }");
  const { weights, biases = 0 } = scales;
  requireKeys(action, scales, { weights, biases }, ["name"]); // which a lesson's settings have
  finiteNumber(action, "weights", weights, 0, 1e6);
  finiteNumber(action, "biases", biases, 0, 1e6);
  return { weights, biases };
}
