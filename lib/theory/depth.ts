import type { Activation } from "../activations/activation.ts";
import { relu } from "../activations/piecewise.ts";
import { atan } from "../atan.ts";
import { exp } from "../elementary.ts";
import { finiteNumber, requireValue, wholeNumber } from "../errors.ts";
import { expm1 } from "../hyperbolic.ts";
import { log1p } from "../log1p.ts";
import { power } from "../whole_power.ts";
import { gaussianMean, gaussianPairMean } from "./quadrature.ts";
import { meanSquareOutput, meanSquareSlope, square } from "./signals.ts";

/** What depth alone does: growth of signals and gradients over L layers, and what may die on the way. */

/**
 * By how much L residual blocks y = x + α·branch(x) multiply the mean square, forward and backward
 * alike: (1 + α²·g)^L, because x and an independent branch of mean 0 add in squares (the argument of
 * Hanin & Rolnick 2018, section 3, and of De & Smith 2020, section 3). g is the branch's own squared gain, 1
 * where it ends in a linear layer that keeps the size.
 *
 * ```ts
 * residualGrowth(50, 1); // 2^50 = 1.1e15: skip connections alone explode
 * residualGrowth(50, 1 / Math.sqrt(50)); // 2.69
 * ```
 */
export function residualGrowth(blocks: number, scale: number, branchGain = 1): number {
  wholeNumber("residualGrowth", "blocks", blocks, 0, 1e6);
  finiteNumber("residualGrowth", "scale", scale);
  finiteNumber("residualGrowth", "branchGain", branchGain, 0);
  return power(1 + scale * scale * branchGain, blocks);
}

/**
 * By how much the mean square of δ grows a layer in a plain net of batch norm and φ, at large batch:
 *
 *     E[φ′(z)²] / Var[φ(z)],   z ~ N(0, 1)
 *
 * π/(π − 1) = 1.467 for ReLU (Yang et al. 2019, "A mean field theory of batch normalization", section 3
 * on the explosion of gradients), 1 for a linear net. σ_w cancels: batch norm divides by √(σ_w²·Var φ)
 * what the weights multiply by σ_w. Never below 1, for Var φ ≤ E[φ′²] (the Gaussian Poincaré
 * inequality): batch norm without skip connections explodes with every curved φ.
 */
export function batchNormGrowth(activation: Activation): number {
  requireValue("batchNormGrowth", "activation", activation, ["f"], "relu");
  const mean = gaussianMean(activation.f);
  return meanSquareSlope(activation) / (meanSquareOutput(activation) - square(mean));
}

/**
 * The same for ReLU at a batch of m examples, in a wide net (Yang et al. 2019): 1/s² of a sample is on
 * average larger by (m − 1)/(m − 3), centred examples are correlated by −1/(m − 1), and two directions of
 * the gradient are taken out. 1.788 at 8, and π/(π − 1) at infinity. A linear net has (m − 2)/(m − 3).
 *
 * Throws RangeError below 4, where the mean of 1/s² is infinite.
 */
export function batchNormReluGrowth(batch: number): number {
  const m = wholeNumber("batchNormReluGrowth", "batch", batch, 4, 1e9), correlation = -1 / (m - 1);
  const spread = meanSquareOutput(relu) - gaussianPairMean(relu.f, 1, correlation);
  const bothOn = gaussianPairMean(relu.slope, 1, correlation);
  return m / (m - 3) * ((meanSquareSlope(relu) * (1 - 1 / m) + bothOn / m) / spread - 1 / m);
}

/**
 * By how much the mean square of δ grows a layer in a plain net of layer norm and φ, at large width:
 * E[φ′(z)²] / E[φ(z)²], z ~ N(0, 1). 1 for ReLU and a linear net, 0.153 for the sigmoid: layer norm leaves
 * in what all examples share, and divides by its size too.
 */
export function layerNormGrowth(activation: Activation): number {
  requireValue("layerNormGrowth", "activation", activation, ["f"], "relu");
  return meanSquareSlope(activation) / meanSquareOutput(activation);
}

/**
 * The typical size of a ReLU net of finite width at He's initialisation: the median of M = ‖h_L‖²/‖h_0‖²
 * is about e^(−5L/(2n)), although the mean of M is 1 (Hanin 2018; Hanin & Nica 2018: ln M is nearly normal with
 * variance 5·Σ1/n and mean minus half of it). Wide is safe, deep and narrow is not. It is the first term in 1/n of a
 * layer: for n = 16 the loss is an eighth larger, and many such layers fall well below.
 */
export function finiteWidthMedian(width: number, depth: number): number {
  wholeNumber("finiteWidthMedian", "width", width, 1, 1e6);
  wholeNumber("finiteWidthMedian", "depth", depth, 0, 1e6);
  return exp(-5 * depth / (2 * width));
}

/**
 * E[M²] of the same M: exactly (1 + 5/n)^L, as one layer multiplies the mean fourth power by
 * 1 + (6 − 1)/n (Hanin 2018; Hanin & Rolnick 2018). Heavy tails: prefer medians.
 */
export function finiteWidthSquare(width: number, depth: number): number {
  wholeNumber("finiteWidthSquare", "width", width, 1, 1e6);
  wholeNumber("finiteWidthSquare", "depth", depth, 0, 1e6);
  return power(1 + 5 / width, depth);
}

/**
 * The probability that a ReLU net is dead from the start at a given input, which then has output 0 and
 * no gradient: with symmetric weights and zero biases 1 − (1 − 2^−N)^L for L hidden layers of N units, as
 * a layer that gets something is all zero with probability 2^−N. For being dead at every input it is an
 * upper bound (Lu, Shin, Su & Karniadakis 2019, "Dying ReLU and initialization", section 3).
 *
 * ```ts
 * bornDeadProbability(2, 10); // 0.944
 * ```
 */
export function bornDeadProbability(width: number, depth: number): number {
  wholeNumber("bornDeadProbability", "width", width, 1, 1e6);
  wholeNumber("bornDeadProbability", "depth", depth, 0, 1e6);
  return 0 - expm1(depth * log1p(-power(0.5, width))); // as small as it may be; 0 −: no −0
}

/**
 * How alike the gradients of two orthogonal inputs are, the correlation of their δ at the first layer, where
 * both have the same ∂L/∂output: through `blocks` ReLU blocks of He's weights, each the part p = α²/(1 + α²) of a
 * layer, and one last ReLU. Signals at an angle θ share a ReLU's slope with probability 1 − θ/π:
 *
 *     ρ ← ρ·(1 − p·θ/π),   c ← (1 − p)·c + p·κ(c),   κ(c) = (sin θ + (π − θ)·cos θ)/π,   c = cos θ
 *
 * (κ: Cho & Saul 2009, degree 1.) p = 1 is a plain network of `blocks` + 1 layers, whose ρ falls fastest: what
 * Balduzzi et al. 2017 call shattering.
 *
 * ```ts
 * residualCorrelation(0, 1); // ½: one ReLU, open for both half of the time that it is open for one
 * ```
 */
export function residualCorrelation(blocks: number, part: number): number {
  wholeNumber("residualCorrelation", "blocks", blocks, 0, 1e6);
  finiteNumber("residualCorrelation", "part", part, 0, 1);
  let c = 0, rho = 1;
  for (let block = 0; block <= blocks; block++) {
    const p = block < blocks ? part : 1;
    const angle = 2 * atan(Math.sqrt((1 - c) / (1 + c)));
    const kappa = (Math.sqrt(1 - square(c)) + (Math.PI - angle) * c) / Math.PI;
    rho *= 1 - p * angle / Math.PI;
    c = Math.min(1, (1 - p) * c + p * kappa);
  }
  return rho;
}
