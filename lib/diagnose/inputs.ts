import { standardize } from "../datasets/standardize.ts";
import type { Matrix } from "../matrix.ts";
import { square } from "../theory/signals.ts";

/** How the data lie before the network sees them. */
export interface InputVitals {
  /**
   * By what factor standardising the columns would better the condition of the first layer: how much steeper
   * its loss is in the steepest direction than in a usual one. Infinity where no column differs.
   */
  readonly condition: number;
  /** Of the columns that are not constant: the least and the greatest deviation. */
  readonly deviations: readonly [least: number, greatest: number];
  /** The greatest distance of a column's mean from 0. */
  readonly offset: number;
  /** The root mean square over columns of what differs between examples. */
  readonly spread: number;
}

/**
 * The first layer's Hessian is that of its inputs' second moments, E[x̃·x̃ᵀ] with x̃ = (x, 1), where the 1
 * is the bias's own input (LeCun, Bottou, Orr & Müller 1998). Gradient descent's rate is bounded
 * by the largest eigenvalue and its time by the small ones:
 *
 *     condition = max(λ/λ′, 1) / min(v, 1)
 *
 * λ and λ′ are the largest eigenvalues for the data as they are and standardised, v the median variance
 * of the columns: the median and not the least, for pictures have pixels at the edge that hardly
 * matter. 1 for standardised data; (s₂/s₁)² for two independent inputs of sizes s₁ < 1 < s₂. Columns that
 * say the same are ill-conditioned too, but standardising does not mend them, and λ/λ′ does not see them.
 */
export function inputVitals(x: Matrix): InputVitals {
  const { rows, columns, data } = x;
  const deviations: number[] = [];
  let offset = 0;
  for (let j = 0; j < columns; j++) {
    let sum = 0, squares = 0;
    for (let at = j; at < data.length; at += columns) sum += data[at] - data[j];
    const mean = data[j] + sum / rows;
    for (let at = j; at < data.length; at += columns) squares += square(data[at] - mean);
    offset = Math.max(offset, Math.abs(mean));
    if (squares > 0) deviations.push(Math.sqrt(squares / rows));
  }
  if (deviations.length === 0) { // one example differs from no other
    const condition = rows > 1 ? Infinity : 1;
    return { condition, deviations: [0, 0], offset, spread: 0 };
  }
  deviations.sort((a, b) => a - b);
  const usual = deviations[(deviations.length - 1) >> 1];
  const steeper = largestEigenvalue(x) / largestEigenvalue(standardize(x)[0]);
  const all = deviations.reduce((sum, s) => sum + s * s, 0);
  return {
    condition: Math.max(steeper, 1) / Math.min(usual * usual, 1),
    deviations: [deviations[0], deviations[deviations.length - 1]],
    offset,
    spread: Math.sqrt(all / columns),
  };
}

/** Of E[x̃·x̃ᵀ], by power iteration from the direction of the means; to about 1 %. */
function largestEigenvalue({ rows, columns, data }: Matrix): number {
  let direction = Float64Array.from({ length: columns + 1 }, (_, j) => 1 + j / columns);
  let value = 0;
  for (let round = 0; round < 30; round++) {
    const next = new Float64Array(columns + 1);
    for (let i = 0, at = 0; i < rows; i++, at += columns) {
      let share = direction[columns];
      for (let j = 0; j < columns; j++) share += data[at + j] * direction[j];
      for (let j = 0; j < columns; j++) next[j] += share * data[at + j] / rows;
      next[columns] += share / rows;
    }
    value = Math.sqrt(next.reduce((sum, entry) => sum + entry * entry, 0));
    if (!(value > 0 && value < Infinity)) return value;
    direction = next.map((entry) => entry / value);
  }
  return value;
}
