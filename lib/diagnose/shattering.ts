import { training } from "../layers/layer.ts";
import { Matrix } from "../matrix.ts";
import type { Network } from "../network.ts";
import { cosineSimilarity } from "../statistics.ts";

/** How near the neighbours are: Balduzzi et al. look at 256 points on a line of four deviations. */
const NEAR = 1 / 64;

/**
 * How much the gradients of neighbouring inputs are alike: the mean cosine of ∂(sum of outputs)/∂x at each
 * example and a 64th of the way towards the next one. 1 where the gradient changes slowly; near 0
 * where it is white noise, which no step of gradient descent can follow (Balduzzi et al. 2017).
 *
 * Batch norm takes its statistics from both together; dropout, which would drop other units for a neighbour,
 * drops none. NaN where the gradients are zero or not finite.
 */
export function gradientLikeness(network: Network, x: Matrix): number {
  const { rows, columns } = x;
  const both = Matrix.generate(2 * rows, columns, (i, j) => {
    const here = x.data[i % rows * columns + j];
    if (i < rows) return here;
    return here + NEAR * (x.data[(i + 1) % rows * columns + j] - here);
  }, x.precision);
  const run = network.forward(both, { ...training(), keepsAll: true });
  run.backward(run.output.map(() => 1));
  const { data } = run.inputGradient!;
  let sum = 0, count = 0;
  for (let i = 0; i < rows; i++) {
    const a = data.subarray(i * columns, (i + 1) * columns);
    const b = data.subarray((i + rows) * columns, (i + rows + 1) * columns);
    const cosine = cosineSimilarity(a, b);
    if (Number.isNaN(cosine)) continue;
    sum += cosine;
    count++;
  }
  return sum / count;
}
