import { sigmoid } from "./activations.ts";
import { exp } from "./elementary.ts";
import { display } from "./errors.ts";
import { binaryTargets, classTargets, type Labels, requireOneEach } from "./labels.ts";
import { log1p } from "./log1p.ts";
import { Matrix, requireMatrix, zip } from "./matrix.ts";

/** A loss at one output, and its gradient ∂L/∂output, from where the backward pass starts. */
export interface LossAndGradient {
  readonly loss: number;
  readonly gradient: Matrix;
}

/** How far an output is from its target: a batch in, one number and its gradient out. */
export type Loss<Target = Matrix> = (output: Matrix, target: Target) => LossAndGradient;

/**
 * The same loss, but what it returns is looked at: throws TypeError unless that is a number and a matrix, and
 * at once for what is no function.
 */
export function lossOf<Target>(action: string, loss: Loss<Target>): Loss<Target> {
  if (typeof loss !== "function") {
    throw new TypeError(
      `${action}: the loss is ${display(loss)}; give a function such as meanSquaredError.`,
    );
  }
  return (output, target) => {
    const found: LossAndGradient | null | undefined = loss(output, target);
    if (typeof found?.loss === "number" && found.gradient instanceof Matrix) return found;
    const given = Object(found) === found
      ? `{ loss: ${display(found!.loss)}, gradient: ${display(found!.gradient)} }`
      : display(found);
    throw new TypeError(
      `${action}: the loss gives ${given}; let it give { loss, gradient }, a number and the matrix ` +
        "∂L/∂output, as meanSquaredError does.",
    );
  };
}

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
  if (count === 0) {
    throw new RangeError(`meanSquaredError: the output is ${output.shape}; give at least one row.`);
  }
  const error = zip(output, target, (y, t) => y - t);
  let squares = 0;
  for (const e of error.data) squares += e * e;
  return {
    loss: squares / count, //                          L = (1/N)·Σ (y − t)²
    gradient: error.map((e) => 2 * e / count), //  ∂L/∂y = (2/N)·(y − t)
  };
};

/**
 * Binary cross-entropy of the probabilities p = σ(z) that the logits z stand for, against targets t of
 * 0 or 1 (or a probability between them), over all N entries:
 *
 *     L = −(1/N)·Σ [t·ln σ(z) + (1 − t)·ln σ(−z)],      ∂L/∂z = (1/N)·(σ(z) − t)
 *
 * The targets are a matrix of the logits' shape, or labels where there is one logit a row.
 *
 * ```ts
 * binaryCrossEntropy(Matrix.from([[0], [0]]), [0, 1]).loss; // ln 2: it could be either
 * ```
 */
export const binaryCrossEntropy: Loss<Matrix | Labels> = (logits, targets) => {
  requireMatrix("binaryCrossEntropy", "logits", logits);
  const t = binaryTargets(logits, targets), count = logits.data.length;
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const z = logits.data[i], tail = log1p(exp(-Math.abs(z))); // −ln σ(z) = max(−z, 0) + tail
    const likely = t.data[i] * Math.max(-z, 0) + (1 - t.data[i]) * Math.max(z, 0);
    loss += (likely + tail) / count;
  }
  // σ(z) − t, without the cancellation where both are nearly 1.
  const difference = (z: number, t: number) => (1 - t) * sigmoid.f(z) - t * sigmoid.f(-z);
  return { loss, gradient: zip(logits, t, (z, t) => difference(z, t) / count) };
};

/**
 * Cross-entropy of the probabilities p = softmax(z) that each row of logits z stands for, against the
 * row's class (or, as a row of a matrix, a probability t for each class), over n rows:
 *
 *     pⱼ = e^zⱼ / Σₖ e^zₖ,     L = −(1/n)·Σ tⱼ·ln pⱼ,      ∂L/∂zⱼ = (1/n)·(pⱼ − tⱼ)
 *
 * ```ts
 * softmaxCrossEntropy(Matrix.from([[0, 0, 0]]), [2]).loss; // ln 3: it could be any of three
 * ```
 */
export const softmaxCrossEntropy: Loss<Matrix | Labels> = (logits, targets) => {
  requireMatrix("softmaxCrossEntropy", "logits", logits);
  const t = classTargets(logits, targets), { rows, columns } = logits;
  const gradient = new Matrix(rows, columns, new logits.precision(logits.data.length));
  const powers = new Float64Array(columns); // e^(zⱼ − top), none above 1
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns, z = logits.data.subarray(start, start + columns);
    let top = 0; // the column of the largest logit
    for (let j = 1; j < columns; j++) if (z[j] > z[top]) top = j;
    for (let j = 0; j < columns; j++) powers[j] = exp(z[j] - z[top]);
    const others = sumExcept(powers, top), sum = 1 + others;
    for (let j = 0; j < columns; j++) {
      const p = powers[j] / sum, target = t.data[start + j];
      let difference = p;
      if (target > 0) {
        loss += target * (log1p(others) + (z[top] - z[j])) / rows; // −t·ln p
        const notP = sumExcept(powers, j) / sum; // 1 − p, without the cancellation at p ≈ 1
        difference = p * (1 - target) - target * notP; // p − t
      }
      gradient.data[start + j] = difference / rows;
    }
  }
  return { loss, gradient };
};

function sumExcept(values: Float64Array, left: number): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) if (j !== left) sum += values[j];
  return sum;
}

/**
 * The part of the rows whose class is found: the column of the largest logit or, where there is one
 * column, 1 for a positive logit and 0 for any other. A row with NaN counts as not found.
 *
 * ```ts
 * accuracy(Matrix.from([[2, -1], [0, 3], [1, 0]]), [0, 1, 1]); // 2/3
 * ```
 */
export function accuracy(logits: Matrix, labels: Labels): number {
  requireMatrix("accuracy", "logits", logits);
  requireOneEach("accuracy", logits, labels, Math.max(2, logits.columns));
  const { rows, columns } = logits;
  let found = 0;
  for (let row = 0; row < rows; row++) {
    const z = logits.data.subarray(row * columns, (row + 1) * columns);
    let guess = columns === 1 ? Number(z[0] > 0) : 0;
    for (let j = 1; j < columns; j++) if (z[j] > z[guess]) guess = j;
    if (guess === labels[row] && !z.some(Number.isNaN)) found++;
  }
  return found / rows;
}
