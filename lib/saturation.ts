import { flatness } from "./activations/flatness.ts";
import { finiteNumber, requireRun } from "./errors.ts";
import { Activate } from "./layers/activate.ts";
import type { Run } from "./network.ts";
import { requireKeys } from "./require_keys.ts";

/** Where the slope of one layer's activation is small, and where it is gone. */
export interface Saturation {
  /** Counted from 1, activations only: in an `mlp`, the number of the dense layer before it. */
  readonly layer: number;
  /** The share of outputs, over batch and units, whose slope |φ′(z)| is below the threshold. */
  readonly saturated: number;
  /** The share of units whose slope is exactly 0 for every example: they learn nothing from this batch. */
  readonly dead: number;
}

/**
 * How much of each activation is saturated or dead. The threshold is a share of the activation's
 * greatest slope: 0.05 asks where less than 5 % of the best possible gradient comes through.
 *
 * A ReLU's slope is 0 for half of all outputs, which counts as saturated; what ails the network is
 * a unit that is so for the whole batch: dead (Lu et al. 2019).
 *
 * Throws RangeError for a threshold outside [0, 1], TypeError for a run without `Activate` layers.
 *
 * ```ts
 * saturation(network.forward(x)).at(-1)?.dead; // the share of dead units in the last hidden layer
 * ```
 */
export function saturation(
  run: Run,
  options: { readonly threshold?: number } = {},
): Saturation[] {
  requireRun("saturation", run);
  const { threshold = 0.05 } = options;
  requireKeys("saturation", options, { threshold });
  finiteNumber("saturation", "threshold", threshold, 0, 1);
  const found: Saturation[] = [];
  for (const { layer, input } of run.records) {
    if (!(layer instanceof Activate)) continue;
    const { flat, dead } = flatness(layer.activation, input, { flat: threshold, dead: 0 });
    found.push({ layer: found.length + 1, saturated: flat, dead });
  }
  if (found.length > 0) return found;
  throw new TypeError(
    "saturation: this run has no activation layer; give a run of a network with one, such as mlp(…).",
  );
}
