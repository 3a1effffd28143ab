import { Workspace } from "../../kernels/workspace.ts";
import { copyInto, type Matrix } from "../../matrix.ts";
import type { Network, Run } from "../../network.ts";
import { passGradient, passInput } from "../../random_pass.ts";

/** `randomPass` of lib/random_pass.ts: the same numbers, made in a workspace. */
export type PassOnce = (network: Network, batch: number, inputs: number, seed: number) => Run;

/**
 * What `compute` makes of passes through networks. Their matrices lie in a workspace of the kernels, where
 * they are computed in half of the time, and are gone when `compute` has returned: give numbers back, and make
 * the network for this alone, for the running averages of batch norm are gone too.
 *
 * ```ts
 * const signals = inWorkspace((pass) => layerSignals(pass(network, 32, 64, 1)));
 * ```
 */
export function inWorkspace<Result>(compute: (pass: PassOnce) => Result): Result {
  const workspace = new Workspace(), into = (matrix: Matrix) => copyInto(workspace, matrix);
  workspace.begin();
  try {
    return compute((network, batch, inputs, seed) => {
      const run = network.forward(into(passInput(batch, inputs, seed)));
      run.backward(into(passGradient(batch, run.output.columns, seed)));
      return run;
    });
  } finally {
    workspace.begin(); // forgets them, so that none is kept
    workspace.end();
  }
}
