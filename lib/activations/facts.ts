import { requireValue } from "../errors.ts";
import { symbolic } from "../symbolic.ts";
import { gainOf, meanSquareSlope } from "../theory/signals.ts";
import type { Activation } from "./activation.ts";

/** What a lesson shows of an activation. */
export interface ActivationFacts {
  /** φ(z), typeset, for `formula(…)`. */
  readonly tex: string;
  /** The least and the greatest value, or what it tends to; ±Infinity where there is no bound. */
  readonly range: readonly [low: number, high: number];
  /**
   * The greatest size of the slope, |φ′|, and the z nearest to 0 where it is reached: 0 also where it is reached
   * right beside 0, ±Infinity where it is only tended to.
   */
  readonly maximumSlope: number;
  readonly maximumSlopeAt: number;
  readonly slopeAtZero: number;
  /** E[φ′(z)²] for z ~ N(0, 1): the squared factor of one layer on the way back, per unit of σ_w². */
  readonly meanSquareSlope: number;
  /** 1/√E[φ(z)²], z ~ N(0, 1): the σ_w that keeps a signal of size 1 at 1. */
  readonly gain: number;
}

/**
 * Computes the facts of any activation, a learner's own included. Range and greatest slope come from
 * 8,000 values between −40 and 40 and some far outside, the best one refined to about 1e-9.
 *
 * ```ts
 * activationFacts(sigmoid).maximumSlope; // 0.25
 * ```
 */
export function activationFacts(activation: Activation): ActivationFacts {
  requireValue("activationFacts", "activation", activation, ["slope"], "sigmoid");
  const { f, slope, formula } = activation;
  const steepest = largest((z) => Math.abs(slope(z)));
  return {
    tex: symbolic(formula).tex,
    range: [0 - largest((z) => -f(z)).value, largest(f).value],
    maximumSlope: steepest.value,
    maximumSlopeAt: steepest.at,
    slopeAtZero: slope(0),
    meanSquareSlope: meanSquareSlope(activation),
    gain: gainOf(activation),
  };
}

const FAR = [0, 1e2, 1e3, 1e6, 1e12, 1e50, 1e150, 1e308];

function largest(g: (z: number) => number): { value: number; at: number } {
  let at = 0, value = -Infinity;
  const look = (z: number) => {
    const found = g(z), gain = found - value;
    // Rounding alone is no new maximum: of places as good as each other, the first, near 0, stays.
    if (gain > 1e-12 * Math.abs(found) || value === -Infinity && found === found) {
      [at, value] = [z, found];
    }
  };
  for (const z of FAR.slice(0, 1)) look(z);
  for (let i = 1; i <= 4000; i++) {
    look(i / 100);
    look(-i / 100);
  }
  for (const z of FAR.slice(1)) {
    look(z);
    look(-z);
  }
  for (let step = 0.005; step > 1e-10; step /= 2) {
    look(at - step);
    look(at + step);
  }
  while (Math.abs(at) > 1e-9 && g(at / 2) >= value) at /= 2;
  if (Math.abs(at) <= 1e-9) at = 0;
  for (const end of [-1, 1]) {
    const [nearer, far] = [g(end * 1e150), g(end * 1e308)];
    if (far > value) [at, value] = [end * Infinity, far]; // tended to, all the way
    if (far >= value && far - nearer > 0.01 * Math.abs(far)) value = Infinity; // and still growing there
  }
  return { value: value + 0, at: at + 0 }; // + 0: no −0
}
