import { requireValue } from "./errors.ts";
import type { Labels } from "./labels.ts";
import { type Loss, lossOf, meanSquaredError } from "./losses.ts";
import type { Matrix } from "./matrix.ts";
import type { Network, Run } from "./network.ts";

/**
 * One pass through a network, forward and back: the run with everything that it recorded. The loss is the
 * mean squared error unless another one is given.
 *
 * ```ts
 * deltaRatio(thereAndBack(network, { x, y }));
 * ```
 */
export function thereAndBack(network: Network, data: { x: Matrix; y: Matrix }): Run;
export function thereAndBack<Target extends Matrix | Labels>(
  network: Network,
  data: { x: Matrix; y: Target },
  loss: Loss<Target>,
): Run;
export function thereAndBack(
  network: Network,
  { x, y }: { x: Matrix; y: Matrix },
  loss: Loss = meanSquaredError,
): Run {
  requireValue("thereAndBack", "the network", network, ["forward"], "mlp({ … })");
  const run = network.forward(x);
  run.backward(lossOf("thereAndBack", loss)(run.output, y).gradient);
  return run;
}
