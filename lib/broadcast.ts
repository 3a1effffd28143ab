import { minus, over, plus, sumRowsKernel, times, zipRowKernel } from "./kernels/run.ts";
import { type Combine, Matrix, resultOf } from "./matrix.ts";

export { minus, over, plus, times };

/**
 * A matrix met by one number a column (a row of them), or by one number a row (a column of them): what
 * biases and the normalising layers are made of.
 */

/** f(x, row), the row's number in the same column. Throws TypeError unless row is 1×columns. */
export function zipRow(x: Matrix, row: Matrix, f: Combine): Matrix {
  requireShape("zipRow", x, row, 1, x.columns);
  const { rows, columns, data } = x, result = resultOf(rows, columns, x, row);
  if (zipRowKernel(f, rows, columns, data, row.data, result.data)) return result;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) result.data[at] = f(data[at], row.data[j]);
  }
  return result;
}

/** f(x, column), the column's number in the same row. Throws TypeError unless column is rows×1. */
export function zipColumn(x: Matrix, column: Matrix, f: Combine): Matrix {
  requireShape("zipColumn", x, column, x.rows, 1);
  const { rows, columns, data } = x, result = resultOf(rows, columns, x, column);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) result.data[at] = f(data[at], column.data[i]);
  }
  return result;
}

/** x + row, the row added to every row of x. Throws TypeError unless row is 1×columns. */
export function addRow(x: Matrix, row: Matrix): Matrix {
  requireShape("addRow", x, row, 1, x.columns);
  return zipRow(x, row, plus);
}

/** The sum of the rows: a single row with the sum of each column. */
export function sumRows(x: Matrix): Matrix {
  const { rows, columns, data } = x, sums = resultOf(1, columns, x);
  if (sumRowsKernel(rows, columns, data, sums.data)) return sums;
  sums.data.fill(0);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) sums.data[j] += data[at];
  }
  return sums;
}

/** The mean of the rows: a single row with the mean of each column. */
export function meanRows(x: Matrix): Matrix {
  return sumRows(x).map((sum) => sum / x.rows);
}

/** The mean of the columns: a single column with the mean of each row. */
export function meanColumns(x: Matrix): Matrix {
  const { rows, columns, data } = x, means = resultOf(rows, 1, x);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, at++) sum += data[at];
    means.data[i] = sum / columns;
  }
  return means;
}

/** The sum of all entries, as a 1×1 matrix. */
export function total(x: Matrix): Matrix {
  let sum = 0;
  for (const entry of x.data) sum += entry;
  return new Matrix(1, 1, new x.precision([sum]));
}

function requireShape(action: string, x: Matrix, other: Matrix, rows: number, columns: number) {
  if (other.rows === rows && other.columns === columns) return;
  throw new TypeError(
    `${action}: the shapes are ${x.shape} and ${other.shape}; the second must be ${rows}×${columns}.`,
  );
}
