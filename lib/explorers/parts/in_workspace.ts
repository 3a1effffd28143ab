import { Workspace } from "../../kernels/workspace.ts";
import type { Network, Run } from "../../network.ts";
import { passWithin } from "../../random_pass.ts";

/** `randomPass` of lib/random_pass.ts: the same numbers, made in a workspace. */
export type PassOnce = (network: Network, batch: number, inputs: number, seed: number) => Run;

/**
 * What `compute` makes of passes through networks. Their matrices are not kept: they are gone when `compute` has
 * returned. Give numbers back, and make the network for this alone, for the running averages of batch norm
 * are gone too.
 *
 * ```ts
 * const signals = inWorkspace((pass) => layerSignals(pass(network, 32, 64, 1)));
 * ```
 */
export function inWorkspace<Result>(compute: (pass: PassOnce) => Result): Result {
  const workspace = new Workspace();
  workspace.begin();
  try {
    return compute((...given) => passWithin(workspace, ...given));
  } finally {
    workspace.begin(); // forgets them, so that none is kept
    workspace.end();
  }
}
