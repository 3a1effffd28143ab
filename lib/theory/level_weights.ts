import type { Activation } from "../activations/activation.ts";
import { requireValue, wholeNumber } from "../errors.ts";
import { gradientFactor, varianceMap } from "./variance.ts";

/**
 * What theory expects of δ² at layer 1, divided by δ² at the last of `depth` hidden layers: the product
 * of χ over the layers between, each at its own q. Inputs have mean square 1, biases are 0.
 */
export function deltaGrowth(activation: Activation, weights: number, depth: number): number {
  let q = weights * weights, growth = 1;
  for (let layer = 1; layer < depth; layer++) {
    growth *= gradientFactor(activation, { weights }, q);
    q = varianceMap(activation, { weights }, q);
    if (!(q < 1e12)) return Infinity; // the signal itself explodes
  }
  return growth;
}

/**
 * The σ_w at which theory expects δ to be as large at layer 1 as at the last of `depth` hidden layers,
 * by bisection between 1/32 and 32. Unlike `edgeOfChaos`, which asks the same of infinitely many layers,
 * it has an answer for nearly every activation.
 *
 * ```ts
 * levelWeights(relu, 30); // 1.4142, at any depth
 * levelWeights(tanh, 30); // a little above 1, which is where it tends to with depth
 * ```
 *
 * Throws RangeError for fewer than two layers, and where there is no such σ_w.
 */
export function levelWeights(activation: Activation, depth: number): number {
  requireValue("levelWeights", "activation", activation, ["f"], "tanh");
  wholeNumber("levelWeights", "depth", depth, 2, 10_000);
  let low = 1 / 32, high = 32;
  const grows = (weights: number) => !(deltaGrowth(activation, weights, depth) <= 1);
  if (grows(low) || !grows(high)) {
    throw new RangeError(
      `levelWeights: for ${activation.name} there is no σ_w between 1/32 and 32 that keeps δ level; ` +
        "give an activation whose slope is neither 0 nor very large.",
    );
  }
  while (high / low > 1 + 1e-12) {
    const middle = Math.sqrt(low * high);
    if (grows(middle)) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}
