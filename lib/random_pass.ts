import { Matrix } from "./matrix.ts";
import type { Network, Run } from "./network.ts";
import { Random } from "./random.ts";

/** Streams that no layer draws from. */
const INPUT = 1e6, GRADIENT = INPUT + 1;

/**
 * One pass through a network and back, of normal random numbers both ways: what the network does to any
 * signal, with no data and no loss in the picture.
 *
 * ```ts
 * layerSignals(randomPass(network, 32, 64, 1)); // 32 rows of 64 numbers, seed 1
 * ```
 */
export function randomPass(network: Network, batch: number, inputs: number, seed: number): Run {
  const normal = (columns: number, stream: number) => {
    const random = new Random(seed, stream);
    return Matrix.generate(batch, columns, () => random.normal());
  };
  const run = network.forward(normal(inputs, INPUT));
  run.backward(normal(run.output.columns, GRADIENT));
  return run;
}
