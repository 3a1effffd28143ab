import { requireValue } from "./errors.ts";
import { rootMeanSquare } from "./magnitude.ts";
import type { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";

/**
 * How the gradient changes from input to input: ∂(sum of the outputs)/∂x at each place of a line, in units of
 * its root mean square. Of a shattered network it looks like white noise (Balduzzi et al. 2017, fig. 1).
 *
 * ```ts
 * const line = grid1d({ count: 256 }).x;
 * autocorrelation(gradientAlong(network, line), 15)[1];
 * ```
 *
 * All places are one batch, so batch norm takes its statistics over the line. Throws TypeError where x
 * has more than one column.
 */
export function gradientAlong(network: Network, x: Matrix): Float64Array {
  requireValue("gradientAlong", "network", network, ["forward"], "mlp({ inputs: 1, … })");
  if (x.columns !== 1) {
    throw new TypeError(`gradientAlong: x is ${x.shape}; give one column, as grid1d does.`);
  }
  const run = network.forward(x);
  run.backward(run.output.map(() => 1));
  const gradient = run.inputGradient!, size = rootMeanSquare(gradient);
  return Float64Array.from(gradient.data, (entry) => entry / size);
}
