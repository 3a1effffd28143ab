import { Matrix, type Numbers, zip } from "./matrix.ts";

/**
 * Root mean square, √(mean of x²): the typical size of one entry. Right down to 5e-324, where the
 * square itself would be zero: the largest entry is divided out first. NaN if an entry is NaN.
 */
export function rootMeanSquare(x: Matrix | Numbers): number {
  const data = x instanceof Matrix ? x.data : x;
  if (data.length === 0) throw new RangeError("rootMeanSquare: there are no numbers; give some.");
  let largest = 0;
  for (const entry of data) {
    if (Number.isNaN(entry)) return NaN;
    largest = Math.max(largest, Math.abs(entry));
  }
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  for (const entry of data) sum += (entry / largest) * (entry / largest);
  return largest * Math.sqrt(sum / data.length);
}

/**
 * How far a matrix has moved, relative to its size: rms(after − before) / rms(before). 0 means not at
 * all, 1 means as far as it was large.
 */
export function relativeChange(before: Matrix, after: Matrix): number {
  return rootMeanSquare(zip(after, before, (a, b) => a - b)) / rootMeanSquare(before);
}
