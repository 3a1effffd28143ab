import { requireFinite } from "../finite.ts";
import { powerOfTwoBelow } from "../magnitude.ts";
import { type Matrix, requireMatrix } from "../matrix.ts";

/**
 * Shifts and scales every column to mean 0 and variance 1. Means and variances are those of the first
 * matrix, what is learned from; the others, what is judged by, are treated the same and may differ a
 * little. A column that is constant becomes 0.
 *
 * ```ts
 * const [trainX, testX] = standardize(train.x, test.x);
 * ```
 *
 * Throws RangeError, naming row and column, for a number that is not finite: its column has no mean.
 */
export function standardize(first: Matrix, ...others: Matrix[]): Matrix[] {
  const all = [first, ...others];
  for (const matrix of all) {
    requireMatrix("standardize", "each argument", matrix);
    if (matrix.columns === first.columns) continue;
    throw new TypeError(
      `standardize: the shapes are ${first.shape} and ${matrix.shape}; give the same columns.`,
    );
  }
  if (first.rows === 0) throw new RangeError("standardize: there are no rows; give at least 1.");
  const name = (k: number) => all.length === 1 ? "the matrix" : `matrix ${k + 1} of ${all.length}`;
  all.forEach((matrix, k) => requireFinite("standardize", name(k), matrix));
  const { columns } = first, laws = Array.from({ length: columns }, (_, j) => lawOf(first, j));
  return all.map((matrix) =>
    matrix.map((entry, i) => {
      const { size, mean, deviation } = laws[i % columns];
      return deviation > 0 ? (entry / size - mean) / deviation : 0;
    })
  );
}

/** Mean and deviation of a column, both as parts of `size`: no square of a small entry is 0. */
function lawOf({ rows, columns, data }: Matrix, column: number) {
  let largest = 0;
  for (let at = column; at < data.length; at += columns) {
    largest = Math.max(largest, Math.abs(data[at]));
  }
  const size = powerOfTwoBelow(largest) || 1, start = data[column] / size;
  let sum = 0, squares = 0;
  // Counted from the first row's entry, so that a constant column has exactly no deviation.
  for (let at = column; at < data.length; at += columns) sum += data[at] / size - start;
  const mean = start + sum / rows;
  for (let at = column; at < data.length; at += columns) {
    squares += (data[at] / size - mean) * (data[at] / size - mean);
  }
  return { size, mean, deviation: Math.sqrt(squares / rows) };
}
