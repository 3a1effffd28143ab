import { requireNumbers } from "./errors.ts";
import { Matrix, type Numbers, zip } from "./matrix.ts";

/**
 * Root mean square, √(mean of x²): the typical size of one entry. Right down to 5e-324, where the
 * square itself would be zero: the largest entry is divided out first. NaN if an entry is NaN.
 */
export function rootMeanSquare(x: Matrix | Numbers): number {
  const data = x instanceof Matrix ? x.data : x;
  requireNumbers("rootMeanSquare", data);
  let largest = 0;
  for (let i = 0; i < data.length; i++) { // several times as fast as for … of
    const size = Math.abs(data[i]);
    if (size > largest) largest = size;
    else if (Number.isNaN(size)) return NaN;
  }
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const part = data[i] / largest;
    sum += part * part;
  }
  return largest * Math.sqrt(sum / data.length);
}

/**
 * How far a matrix has moved, relative to its size: rms(after − before) / rms(before). 0 means not at
 * all, 1 means as far as it was large.
 */
export function relativeChange(before: Matrix, after: Matrix): number {
  return rootMeanSquare(zip(after, before, (a, b) => a - b)) / rootMeanSquare(before);
}

/**
 * How alike the rows point: the mean cosine of the angle between two different rows, over all pairs. 1 where
 * all have one direction, 0 where they are orthogonal; NaN where a row is zero.
 *
 * ```ts
 * meanCosine(Matrix.from([[1, 0], [0, 2], [3, 0]])); // of 0, 1 and 0: 1/3
 * ```
 *
 * Throws RangeError for less than two rows.
 */
export function meanCosine(x: Matrix): number {
  const { rows, columns } = x;
  if (rows < 2) throw new RangeError(`meanCosine: the matrix is ${x.shape}; give at least 2 rows.`);
  const sum = new Float64Array(columns); // of the rows, each of length 1
  for (let i = 0; i < rows; i++) {
    const row = x.data.subarray(i * columns, (i + 1) * columns);
    const length = rootMeanSquare(row) * Math.sqrt(columns);
    for (let j = 0; j < columns; j++) sum[j] += row[j] / length;
  }
  let square = 0; // Σᵢⱼ cosᵢⱼ, with each row beside itself
  for (const entry of sum) square += entry * entry;
  return (square - rows) / (rows * (rows - 1));
}

/**
 * The largest power of two that is not above a size: 8 for 9. Dividing by it changes no bit of what comes
 * out, and keeps squares of the smallest and largest numbers from being 0 or infinite. 0 for 0.
 */
export function powerOfTwoBelow(size: number): number {
  let power = 1;
  while (power <= size / 2 && power < 2 ** 1023) power *= 2;
  while (power > size) power /= 2;
  return power;
}
