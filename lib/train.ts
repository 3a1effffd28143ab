import type { Loss } from "./losses.ts";
import type { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import type { Optimizer } from "./optimizers.ts";

export interface TrainOptions {
  readonly x: Matrix;
  readonly y: Matrix;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /**
   * One turn of the loop for each value: `steps(300, "training")` in a notebook, where the toolbar's
   * Stop shall work, or any other iterable.
   */
  readonly steps: Iterable<unknown> | AsyncIterable<unknown>;
}

/**
 * Trains on the whole batch: forward, loss, backward, step, again and again. Returns the loss before
 * each step. Throws RangeError at the first loss that is not finite.
 *
 * ```ts
 * const losses = await train(network, {
 *   x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), steps: steps(300, "training"),
 * });
 * ```
 */
export async function train(network: Network, options: TrainOptions): Promise<number[]> {
  const { x, y, loss, optimizer, steps } = options;
  const losses: number[] = [];
  for await (const _ of steps) {
    const run = network.forward(x);
    const { loss: size, gradient } = loss(run.output, y);
    if (!Number.isFinite(size)) {
      throw new RangeError(
        `train: the loss is ${size} at step ${losses.length + 1}. ` +
          "Give a smaller learning rate or smaller weights.",
      );
    }
    losses.push(size);
    run.backward(gradient);
    optimizer.step(network.parameters);
  }
  return losses;
}
