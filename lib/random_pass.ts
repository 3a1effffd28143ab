import { Workspace } from "./kernels/workspace.ts";
import { copyInto, Matrix } from "./matrix.ts";
import type { Network, Run } from "./network.ts";
import { Random, streams } from "./random.ts";

const INPUT = streams.pass, GRADIENT = streams.pass + 1;

/**
 * One pass through a network and back, of normal random numbers both ways: what the network does to any
 * signal, with no data and no loss in the picture.
 *
 * ```ts
 * layerSignals(randomPass(network, 32, 64, 1)); // 32 rows of 64 numbers, seed 1
 * ```
 */
export function randomPass(network: Network, batch: number, inputs: number, seed: number): Run {
  const workspace = new Workspace(), into = (matrix: Matrix) => copyInto(workspace, matrix);
  workspace.begin(); // the kernels compute there in a third of the time
  try {
    const run = network.forward(into(passInput(batch, inputs, seed)));
    run.backward(into(passGradient(batch, run.output.columns, seed)));
    return run;
  } finally {
    workspace.end(); // keeps it all
  }
}

/** What `randomPass` sends forward. */
export function passInput(batch: number, inputs: number, seed: number): Matrix {
  return normals(batch, inputs, new Random(seed, INPUT));
}

/** What it sends back. */
export function passGradient(batch: number, outputs: number, seed: number): Matrix {
  return normals(batch, outputs, new Random(seed, GRADIENT));
}

function normals(rows: number, columns: number, random: Random): Matrix {
  return Matrix.generate(rows, columns, () => random.normal());
}
