import { rootMeanSquare } from "./magnitude.ts";
import { type Matrix, zip } from "./matrix.ts";
import type { Network } from "./network.ts";
import type { StepHook } from "./train_options.ts";

/** How long the whole gradient is and how far each step goes, all parameters as one long vector. */
export interface LengthsRecorder {
  readonly onStep: StepHook;
  /** ‖g‖, as backpropagation found it: before any clipping. */
  readonly gradients: readonly number[];
  /** ‖Δw‖. */
  readonly moves: readonly number[];
}

/**
 * Records, through `train`'s onStep, the length of the gradient and of the step.
 *
 * ```ts
 * const { onStep, gradients, moves } = recordLengths(network);
 * await train(network, { x, y, loss, optimizer: clipNorm(1, sgd({ rate: 0.1 })), steps: 300, onStep });
 * moves[0]; // 0.1 · min(gradients[0], 1)
 * ```
 */
export function recordLengths(network: Network): LengthsRecorder {
  const gradients: number[] = [], moves: number[] = [];
  const onStep: StepHook = Object.assign(
    (run: Parameters<StepHook>[0], { before }: Parameters<StepHook>[1]) => {
      gradients.push(lengthOf(run.records.flatMap(({ gradients }) => gradients)));
      const moved = network.parameters.map(({ value }, i) => zip(value, before[i], minus));
      moves.push(lengthOf(moved));
    },
    { forgets: true as const }, // only numbers stay
  );
  return { onStep, gradients, moves };
}

const minus = (now: number, was: number) => now - was;

/** √(Σ entries²) over all matrices, for small and large entries alike. */
function lengthOf(matrices: readonly Matrix[]): number {
  const lengths = matrices.map((one) => rootMeanSquare(one) * Math.sqrt(one.data.length));
  return rootMeanSquare(Float64Array.from(lengths)) * Math.sqrt(lengths.length);
}
