import { exp, log } from "../elementary.ts";
import { finiteNumber } from "../errors.ts";
import { log1p } from "../log1p.ts";

/** Linear models, where learning itself has a closed form. */

/**
 * The condition number of the two-input linear model y = w₁x₁ + w₂x₂ with independent inputs of mean 0
 * and sizes s₁, s₂: the Hessian of ½E[(y − t)²] is diag(s₁², s₂²), so κ = (larger/smaller)² (LeCun,
 * Bottou, Orr & Müller 1998, on the convergence of gradient descent).
 */
export function conditionNumber(first: number, second: number): number {
  finiteNumber("conditionNumber", "first", first, Number.MIN_VALUE);
  finiteNumber("conditionNumber", "second", second, Number.MIN_VALUE);
  const ratio = Math.max(first, second) / Math.min(first, second);
  return ratio * ratio;
}

/**
 * What is left of the distance to the best weights after one step of gradient descent at the best rate,
 * η = 2/(λ₁ + λ₂): (κ − 1)/(κ + 1) (Goh 2017, "Why momentum really works"). Of the loss above its least value,
 * the square of that.
 */
export function descentRate(condition: number): number {
  finiteNumber("descentRate", "condition", condition, 1);
  return (condition - 1) / (condition + 1);
}

/**
 * Steps of gradient descent until the distance to the best weights has fallen to `reduction` of what it was, at
 * that rate; the loss needs half as many.
 *
 * ```ts
 * [1, 100, 1e4].map((condition) => descentSteps(condition, 1e-3)); // 1, 346, 34539
 * ```
 */
export function descentSteps(condition: number, reduction: number): number {
  finiteNumber("descentSteps", "condition", condition, 1);
  finiteNumber("descentSteps", "reduction", reduction, Number.MIN_VALUE, 1);
  if (condition === 1) return reduction < 1 ? 1 : 0; // the rate is 0: one step arrives
  return Math.ceil(log(reduction) / log1p(-2 / (condition + 1)));
}

/**
 * How a two-layer linear net y = w₂·w₁·x learns one mode of strength s: the product u = w₂·w₁ obeys
 * du/dt = 2u·(s − u), an S-shaped curve with a plateau of about ln(s/u₀)/(2s) (Saxe, McClelland & Ganguli
 * 2013, the sigmoidal solution of section 1):
 *
 *     u(t) = s·e^(2st) / (e^(2st) − 1 + s/u₀)
 *
 * for the loss ½(y − t)² and E[x²] = 1. `time` is the number of steps times the learning rate, twice that where the
 * loss has no ½; the balanced start has w₁ = w₂ = √u₀.
 */
export function twoLayerLinear(time: number, strength: number, start: number): number {
  finiteNumber("twoLayerLinear", "time", time, 0);
  finiteNumber("twoLayerLinear", "strength", strength, Number.MIN_VALUE);
  finiteNumber("twoLayerLinear", "start", start, Number.MIN_VALUE);
  return strength / (1 + (strength / start - 1) * exp(-2 * strength * time)); // both halves / e^(2st)
}
