import type { Activation } from "../activations/activation.ts";
import { log } from "../elementary.ts";
import { requireValue } from "../errors.ts";
import { gaussianPairMean } from "./quadrature.ts";
import { square } from "./signals.ts";
import {
  aboveZero,
  checked,
  fixedVariance,
  gradientFactor,
  type Scales,
  varianceMap,
  varianceSlope,
} from "./variance.ts";

/**
 * One layer's map of the correlation c of two inputs whose variance has settled at q (Poole et al. 2016;
 * Schoenholz et al. 2017, section 3):
 *
 *     C(c) = (σ_w²·E[φ(u)·φ(v)] + σ_b²) / V(q),   u, v ~ N(0, q) with correlation c
 */
export function correlationMap(
  activation: Activation,
  scales: Scales,
  q: number,
  c: number,
): number {
  const { weights, biases } = checked("correlationMap", scales);
  const variance = aboveZero(q);
  const together = square(weights) * gaussianPairMean(activation.f, variance, c) + square(biases);
  return together / varianceMap(activation, scales, variance);
}

/** C′(c) = σ_w²·E[φ′(u)·φ′(v)] (times q/V(q), which is 1 at q*); at c = 1 it is χ. */
export function correlationSlope(
  activation: Activation,
  scales: Scales,
  q: number,
  c: number,
): number {
  const { weights } = checked("correlationSlope", scales);
  const variance = aboveZero(q);
  const together = square(weights) * gaussianPairMean(activation.slope, variance, c);
  return together * variance / varianceMap(activation, scales, variance);
}

/**
 * The correlation c* to which any two inputs tend in deep layers: 1 where χ ≤ 1 (all inputs look the
 * same), below 1 in the chaotic phase. Their variance has settled where `fixedVariance` from 1 says.
 */
export function fixedCorrelation(activation: Activation, scales: Scales): number {
  const q = settled("fixedCorrelation", activation, scales);
  if (gradientFactor(activation, scales, q) <= 1 + 1e-9) return 1;
  const rise = (c: number) => correlationMap(activation, scales, q, c) - c;
  if (Math.abs(rise(0)) < 1e-13) return 0; // φ odd, no biases
  let step = 0.5;
  while (rise(1 - step) > 0 && step > 1e-9) step /= 4; // just below 1, C(c) < c
  return zeroBetween(0, 1 - step, rise);
}

/**
 * Where f, positive at low and negative at high, is 0: the straight line between both ends is followed to
 * its zero, again and again. An end that stays twice counts half (the Illinois rule), so that both move.
 */
function zeroBetween(low: number, high: number, f: (x: number) => number): number {
  let atLow = f(low), atHigh = f(high), middle = low;
  for (let side = 0, i = 0; i < 60 && high - low > 1e-13; i++) {
    middle = (low * atHigh - high * atLow) / (atHigh - atLow);
    const there = f(middle);
    if (Math.abs(there) < 1e-15) break;
    if (there > 0) {
      [low, atLow] = [middle, there];
      if (side === 1) atHigh /= 2;
      side = 1;
    } else {
      [high, atHigh] = [middle, there];
      if (side === -1) atLow /= 2;
      side = -1;
    }
  }
  return middle;
}

/** All that mean-field theory says of an activation at given scales. */
export interface MeanField {
  /** q*. */
  readonly variance: number;
  /** c*. */
  readonly correlation: number;
  /** χ at q*. */
  readonly gradientFactor: number;
  /** ξ_q = −1/ln V′(q*): after that many layers the distance to q* has fallen by e. */
  readonly varianceDepth: number;
  /** ξ_c = −1/ln C′(c*): the same for c*; nets train up to a depth of about 6·ξ_c. */
  readonly correlationDepth: number;
}

/**
 * Fixed points, χ and the depth scales (Schoenholz et al. 2017, section 3; at c* = 1, ξ_c = −1/ln χ). A
 * depth scale is Infinity where nothing is forgotten, as on the edge of chaos. Where q* depends on the
 * start, it is the one of `fixedVariance` from 1.
 *
 * ```ts
 * meanField(tanh, { weights: 0.9, biases: 0.3 }).correlationDepth; // 1.96 layers
 * ```
 *
 * Throws RangeError where no finite q* exists.
 */
export function meanField(activation: Activation, scales: Scales): MeanField {
  const variance = settled("meanField", activation, scales);
  const correlation = fixedCorrelation(activation, scales);
  const factor = gradientFactor(activation, scales, variance);
  const slope = correlation === 1
    ? factor
    : correlationSlope(activation, scales, variance, correlation);
  return {
    variance,
    correlation,
    gradientFactor: factor,
    varianceDepth: depthScale(varianceSlope(activation, scales, variance)),
    correlationDepth: depthScale(slope),
  };
}

function depthScale(slope: number): number {
  const size = Math.abs(slope);
  return size >= 1 - 1e-9 ? Infinity : size === 0 ? 0 : -1 / log(size);
}

function settled(action: string, activation: Activation, scales: Scales): number {
  requireValue(action, "activation", activation, ["f"], "tanh");
  checked(action, scales);
  const q = fixedVariance(activation, scales);
  if (q < Infinity) return q;
  throw new RangeError(
    `${action}: the variance of ${activation.name} grows without end at weights ` +
      `${scales.weights} and biases ${scales.biases ?? 0}; give smaller ones.`,
  );
}
