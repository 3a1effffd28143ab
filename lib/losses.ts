import { Matrix, requireMatrix, zip } from "./matrix.ts";

/** A loss at one output, and its gradient ∂L/∂output, from where the backward pass starts. */
export interface LossAndGradient {
  readonly loss: number;
  readonly gradient: Matrix;
}

/** How far an output is from its target: a batch in, one number and its gradient out. */
export type Loss = (output: Matrix, target: Matrix) => LossAndGradient;

/**
 * Mean squared error, L = (1/N)·Σ (y − t)² over all N entries; ∂L/∂y = (2/N)·(y − t).
 *
 * ```ts
 * meanSquaredError(Matrix.from([[1], [2]]), Matrix.from([[0], [0]])).loss; // (1 + 4)/2 = 2.5
 * ```
 */
export const meanSquaredError: Loss = (output, target) => {
  requireMatrix("meanSquaredError", "the output", output);
  requireMatrix("meanSquaredError", "the target", target);
  if (output.shape !== target.shape) {
    throw new TypeError(
      `meanSquaredError: the output is ${output.shape} and the target is ${target.shape}; ` +
        "give one target for each output.",
    );
  }
  const count = output.data.length;
  const error = zip(output, target, (y, t) => y - t);
  let squares = 0;
  for (const e of error.data) squares += e * e;
  return {
    loss: squares / count, //                          L = (1/N)·Σ (y − t)²
    gradient: error.map((e) => 2 * e / count), //  ∂L/∂y = (2/N)·(y − t)
  };
};
