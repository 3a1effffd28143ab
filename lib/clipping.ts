import { finiteNumber } from "./errors.ts";
import type { Parameter } from "./layers/layer.ts";
import { scaled } from "./matrix.ts";
import { rootMeanSquare } from "./magnitude.ts";
import { type Optimizer, requireGradient, requireOptimizer } from "./optimizers.ts";

/**
 * An optimiser that first shortens the gradient of all parameters together, seen as one long vector,
 * to the length `most` where it is longer; its direction stays (Pascanu, Mikolov & Bengio 2013).
 *
 *     g ← g·min(1, most/(‖g‖ + 1e-6)),     ‖g‖ = √(Σ g² over all parameters)
 *
 * The 1e-6 is PyTorch's, so `most` should be far above it.
 *
 * ```ts
 * const optimizer = clipNorm(1, sgd({ rate: 0.1 }));
 * ```
 *
 * What a Run recorded keeps the gradient as it was.
 */
export function clipNorm(most: number, optimizer: Optimizer): Optimizer {
  finiteNumber("clipNorm", "most", most, Number.MIN_VALUE);
  requireOptimizer("clipNorm", optimizer);
  return {
    name: `${optimizer.name}, gradient norm at most ${most}`,
    step(parameters) {
      const factor = Math.min(1, most / (gradientNorm(parameters, "clipNorm") + 1e-6));
      for (const parameter of parameters) {
        parameter.gradient = scaled(factor, requireGradient("clipNorm", parameter));
      }
      optimizer.step(parameters);
    },
  };
}

/**
 * An optimiser that first brings every entry of the gradient into [−most, most], one by one; the
 * direction may change.
 */
export function clipValue(most: number, optimizer: Optimizer): Optimizer {
  finiteNumber("clipValue", "most", most, Number.MIN_VALUE);
  requireOptimizer("clipValue", optimizer);
  return {
    name: `${optimizer.name}, gradient entries at most ${most}`,
    step(parameters) {
      for (const parameter of parameters) {
        const gradient = requireGradient("clipValue", parameter);
        parameter.gradient = gradient.map((g) => Math.max(-most, Math.min(most, g)));
      }
      optimizer.step(parameters);
    },
  };
}

/**
 * The length of the gradient of all parameters together, √(Σ g²). Right down to 1e-300, where the
 * squares would be zero, and up to 1e308. Throws TypeError before the first backward pass.
 */
export function gradientNorm(parameters: readonly Parameter[], action = "gradientNorm"): number {
  if (parameters.length === 0) return 0;
  const lengths = parameters.map((parameter) => {
    const { data } = requireGradient(action, parameter);
    return rootMeanSquare(data) * Math.sqrt(data.length);
  });
  return rootMeanSquare(Float64Array.from(lengths)) * Math.sqrt(lengths.length);
}
