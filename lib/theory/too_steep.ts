import type { Activation } from "../activations/activation.ts";
import { exp } from "../elementary.ts";
import { gaussianMean } from "./quadrature.ts";
import { meanSquareOutput, meanSquareSlope, square } from "./signals.ts";

/**
 * E[φ′²] from other places z than meanSquareSlope's, those for a variance of `scale`·q. The two differ where
 * φ′ jumps, or has a narrow peak, between places.
 */
export function slopeElsewhere({ slope }: Activation, q: number, scale = 1.3): number {
  const other = scale * q, thinner = (1 / q - 1 / other) / 2;
  return gaussianMean((z) => square(slope(z)) * exp(-z * z * thinner), other) * Math.sqrt(scale);
}

/**
 * Whether φ′ is too steep, or jumps, for `meanSquareSlope(activation)` to be right to about 1 %: places
 * further apart and places closer together disagree with it, or it has missed a steep part altogether. Then
 * it is below the variance of φ, which E[φ′²] never is (Poincaré's inequality for the normal distribution).
 */
export function tooSteepToAverage(activation: Activation): boolean {
  const found = meanSquareSlope(activation);
  const agrees = (scale: number) =>
    Math.abs(slopeElsewhere(activation, 1, scale) - found) <= 0.01 * found;
  const output = meanSquareOutput(activation), rounding = 1e-12 * output;
  const variance = output - square(gaussianMean(activation.f));
  return !(agrees(1.3) && agrees(0.5) && found >= 0.99 * variance - rounding);
}
