import { Matrix, type Numbers, zip } from "./matrix.ts";

/**
 * Root mean square, √(mean of x²): the typical size of one entry. Right down to 5e-324, where the
 * square itself would be zero: the largest entry is divided out first. NaN if an entry is NaN.
 */
export function rootMeanSquare(x: Matrix | Numbers): number {
  const data = x instanceof Matrix ? x.data : x;
  if (data.length === 0) throw new RangeError("rootMeanSquare: there are no numbers; give some.");
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
