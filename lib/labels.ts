import { log } from "./elementary.ts";
import { display, wholeNumber } from "./errors.ts";
import { Matrix } from "./matrix.ts";

/** The class of each example as a whole number from 0: `[0, 2, 1]`, or a Uint8Array of them. */
export type Labels = ArrayLike<number>;

/**
 * A row an example, with a 1 in the column of its class and 0 elsewhere.
 *
 * ```ts
 * oneHot([0, 2], 3); // the rows 1 0 0 and 0 0 1
 * ```
 *
 * Throws RangeError, naming row and value, for a label that is no class.
 */
export function oneHot(labels: Labels, classes: number): Matrix {
  wholeNumber("oneHot", "classes", classes, 1, 100_000);
  requireLabels("oneHot", labels, classes);
  const rows = Matrix.zeros(labels.length, classes);
  for (let i = 0; i < labels.length; i++) rows.data[i * classes + labels[i]] = 1;
  return rows;
}

/** Throws TypeError unless there are labels, and RangeError unless each is 0, 1, … or classes − 1. */
export function requireLabels(action: string, labels: Labels, classes = Infinity): void {
  if (typeof labels !== "object" || labels === null || !Number.isInteger(labels.length)) {
    throw new TypeError(
      `${action}: the labels are ${display(labels)}; give an array such as [0, 2, 1].`,
    );
  }
  for (let i = 0; i < labels.length; i++) {
    if (Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes) continue;
    throw new RangeError(
      `${action}: the label of row ${i} is ${display(labels[i])}; ` +
        (classes < Infinity
          ? `with ${classes} classes, give a whole number from 0 to ${classes - 1}.`
          : "give a whole number from 0."),
    );
  }
}

/** Throws RangeError without rows, TypeError unless there is one label a row, and for wrong labels. */
export function requireOneEach(
  action: string,
  logits: Matrix,
  labels: Labels,
  classes: number,
): void {
  requireSome(action, logits);
  requireLabels(action, labels, classes);
  if (labels.length === logits.rows) return;
  throw new TypeError(
    `${action}: there are ${labels.length} labels for logits of ${logits.shape}; ` +
      "give one label for each row.",
  );
}

function requireSome(action: string, logits: Matrix): void {
  if (logits.data.length > 0) return;
  throw new RangeError(`${action}: the logits are ${logits.shape}; give at least one row.`);
}

/** The targets as a matrix of the logits' shape, each a probability; names the wrong row and value. */
function probabilities(action: string, logits: Matrix, targets: Matrix): Matrix {
  if (targets.shape !== logits.shape) {
    throw new TypeError(
      `${action}: the logits are ${logits.shape} and the targets are ${targets.shape}; ` +
        "give one target for each logit, or labels, one for each row.",
    );
  }
  const wrong = targets.data.findIndex((t) => !(t >= 0 && t <= 1));
  if (wrong < 0) return targets;
  throw new RangeError(
    `${action}: the target of row ${Math.floor(wrong / targets.columns)} is ` +
      `${targets.data[wrong]}; give 0, 1 or a probability between them.`,
  );
}

/** What binaryCrossEntropy compares with: 0, 1 or a probability for each logit. */
export function binaryTargets(logits: Matrix, targets: Matrix | Labels): Matrix {
  const action = "binaryCrossEntropy";
  requireSome(action, logits);
  if (targets instanceof Matrix) return probabilities(action, logits, targets);
  if (logits.columns !== 1) {
    throw new TypeError(
      `${action}: labels need logits of one column, but they are ${logits.shape}. ` +
        "Give one logit for each row, or use softmaxCrossEntropy.",
    );
  }
  requireOneEach(action, logits, targets, 2);
  return new Matrix(logits.rows, 1, Float64Array.from(targets));
}

/** What softmaxCrossEntropy compares with: a row of probabilities for each row of logits. */
export function classTargets(logits: Matrix, targets: Matrix | Labels): Matrix {
  const action = "softmaxCrossEntropy";
  requireSome(action, logits);
  if (logits.columns < 2) {
    throw new TypeError(
      `${action}: the logits are ${logits.shape}; give a column for each of two or more classes, ` +
        "or use binaryCrossEntropy.",
    );
  }
  if (!(targets instanceof Matrix)) {
    requireOneEach(action, logits, targets, logits.columns);
    return oneHot(targets, logits.columns);
  }
  const { rows, columns, data } = probabilities(action, logits, targets);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += data[row * columns + j];
    if (Math.abs(sum - 1) < 1e-6) continue;
    throw new RangeError(
      `${action}: the targets of row ${row} add up to ${sum}; ` +
        "give probabilities that add up to 1, such as oneHot(labels, classes).",
    );
  }
  return targets;
}

/**
 * The entropy of the labels, −Σ p·ln p over the shares p of the classes: the cross-entropy of somebody who
 * knows how frequent each class is and tells no two examples apart. A training that rests there has
 * learned nothing from its inputs.
 *
 * ```ts
 * labelEntropy([0, 0, 1, 1]); // ln 2
 * ```
 *
 * Throws RangeError without labels, TypeError for what is no list of them.
 */
export function labelEntropy(labels: Labels): number {
  requireLabels("labelEntropy", labels);
  if (labels.length === 0) throw new RangeError("labelEntropy: there are no labels; give some.");
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= count / labels.length * log(count / labels.length);
  return sum;
}
