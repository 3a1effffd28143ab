import { wholeNumber } from "./errors.ts";
import { type Matrix } from "./matrix.ts";
import { relativeChange, rootMeanSquare } from "./magnitude.ts";
import type { Network, Run } from "./network.ts";
import { requireKeys } from "./require_keys.ts";
import type { StepInfo } from "./train_options.ts";

/** By how much each layer's weights moved, step by step. */
export interface UpdateRatios {
  /** The steps that were recorded, counted from 1. */
  readonly steps: readonly number[];
  /** rms(Δw)/rms(w): a row a recorded step, in it a number for each weight matrix, layer 1 first. */
  readonly ratios: readonly Float64Array[];
}

/**
 * The update-to-weight ratio of each matrix, rms(after − before)/rms(before). About 10⁻³ a step is
 * usual in a healthy training; far less, and a layer stands still. 0 if nothing moved, Infinity if
 * the weights were all 0 and moved.
 *
 * Throws TypeError unless both lists have the same matrices.
 */
export function updateRatios(before: readonly Matrix[], after: readonly Matrix[]): Float64Array {
  if (before.length !== after.length) {
    throw new TypeError(
      `updateRatios: ${before.length} matrices before and ${after.length} after; give the same ones.`,
    );
  }
  return Float64Array.from(before, (matrix, i) => {
    const ratio = relativeChange(matrix, after[i]);
    return Number.isNaN(ratio) && rootMeanSquare(after[i]) === 0 ? 0 : ratio; // all 0, and so it stays
  });
}

/** Records the update-to-weight ratios of a training, through `train`'s onStep. */
export interface UpdateRecorder extends UpdateRatios {
  readonly onStep: (run: Run, info: StepInfo) => void;
}

/**
 * Records the update-to-weight ratio of every weight matrix at every `every`-th step.
 *
 * ```ts
 * const updates = recordUpdates(network, { every: 10 });
 * await train(network, { x, y, loss, optimizer, steps: 300, onStep: updates.onStep });
 * show(updateRatioMap(updates));
 * ```
 */
export function recordUpdates(
  network: Network,
  options: { readonly every?: number } = {},
): UpdateRecorder {
  const { every = 1 } = options;
  requireKeys("recordUpdates", options, { every });
  wholeNumber("recordUpdates", "every", every, 1, 1_000_000_000);
  const steps: number[] = [], ratios: Float64Array[] = [];
  const isWeights = network.parameters.map(({ name }) => name === "weights");
  return {
    steps,
    ratios,
    onStep(_run, { step, before }) {
      if (step % every !== 0) return;
      steps.push(step + 1);
      ratios.push(updateRatios(before.filter((_, i) => isWeights[i]), network.weights));
    },
  };
}
