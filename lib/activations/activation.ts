import { requireValue } from "../errors.ts";
import type { ActivationKernel } from "../kernels/run.ts";

/**
 * An activation: the function φ that a unit applies to its weighted sum z, and its slope φ′.
 *
 * A plain value: swap `sigmoid` for `relu` and the experiment is another one. What a lesson shows of
 * it (range, greatest slope, gain) is computed by `activationFacts`.
 */
export interface Activation {
  readonly name: string;
  /** φ as a formula in z, in the syntax of lib/symbolic.ts. */
  readonly formula: string;
  /** φ(z). */
  f(z: number): number;
  /** φ′(z), exact also where φ saturates (never 1 − φ², which is 0 from |z| = 20 on). */
  slope(z: number): number;
  /** The kernel that computes both to the same bits, for many numbers at once (lib/kernels/). */
  readonly kernel?: ActivationKernel;
}

/** Throws TypeError unless value has φ and φ′. */
export function requireActivation(action: string, value: unknown, example = "relu"): void {
  requireValue(action, "activation", value, ["f"], example);
  requireValue(action, "activation", value, ["slope"], example);
}
