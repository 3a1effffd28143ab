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
  const workspace = new Workspace();
  workspace.begin(); // the kernels compute there in a third of the time
  try {
    return passWithin(workspace, network, batch, inputs, seed);
  } finally {
    workspace.end(); // keeps it all
  }
}

/** The same in a workspace of the caller's, who ends it. */
export function passWithin(
  workspace: Workspace,
  network: Network,
  batch: number,
  inputs: number,
  seed: number,
): Run {
  const run = network.forward(copyInto(workspace, passInput(batch, inputs, seed)));
  run.backward(copyInto(workspace, passGradient(batch, run.output.columns, seed)));
  return run;
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
