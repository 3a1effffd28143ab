import { type Matrix, requireMatrix } from "../matrix.ts";

/**
 * Shifts and scales every column to mean 0 and variance 1. Means and variances are those of the first
 * matrix, what is learned from; the others, what is judged by, are treated the same and may differ a
 * little. A column that is constant becomes 0.
 *
 * ```ts
 * const [trainX, testX] = standardize(train.x, test.x);
 * ```
 */
export function standardize(first: Matrix, ...others: Matrix[]): Matrix[] {
  for (const matrix of [first, ...others]) {
    requireMatrix("standardize", "each argument", matrix);
    if (matrix.columns === first.columns) continue;
    throw new TypeError(
      `standardize: the shapes are ${first.shape} and ${matrix.shape}; give the same columns.`,
    );
  }
  if (first.rows === 0) throw new RangeError("standardize: there are no rows; give at least 1.");
  const { rows, columns, data } = first;
  const means = new Float64Array(columns), deviations = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let sum = 0, squares = 0;
    // Counted from the first row's entry, so that a constant column has exactly no deviation.
    for (let at = j; at < data.length; at += columns) sum += data[at] - data[j];
    means[j] = data[j] + sum / rows;
    for (let at = j; at < data.length; at += columns) {
      squares += (data[at] - means[j]) * (data[at] - means[j]);
    }
    deviations[j] = Math.sqrt(squares / rows);
  }
  return [first, ...others].map((matrix) =>
    matrix.map((entry, i) => {
      const j = i % columns;
      return deviations[j] > 0 ? (entry - means[j]) / deviations[j] : 0;
    })
  );
}
