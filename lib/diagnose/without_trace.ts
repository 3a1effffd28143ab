import { BatchNorm } from "../layers/batch_norm.ts";
import type { Layer } from "../layers/layer.ts";
import { Residual } from "../layers/residual.ts";
import { Sequential } from "../layers/sequential.ts";
import type { Network } from "../network.ts";

/**
 * Lets an action use the network, and then puts back what it changed: values and gradients of
 * parameters, and what batch norm remembers. Steps make new matrices, so keeping the old is enough.
 */
export function withoutTrace<Result>(network: Network, action: () => Result): Result {
  const parameters = network.parameters.map((own) => ({ own, ...own }));
  const norms = network.layers.flatMap(batchNorms).map((own) => {
    const { runningMean, runningVariance } = own;
    return { own, runningMean, runningVariance };
  });
  try {
    return action();
  } finally {
    for (const { own, value, gradient } of parameters) Object.assign(own, { value, gradient });
    for (const { own, ...running } of norms) Object.assign(own, running);
  }
}

function batchNorms(layer: Layer): BatchNorm[] {
  if (layer instanceof BatchNorm) return [layer];
  if (layer instanceof Sequential) return layer.layers.flatMap(batchNorms);
  if (!(layer instanceof Residual)) return [];
  return [layer.branch, ...layer.projection ? [layer.projection] : []].flatMap(batchNorms);
}
