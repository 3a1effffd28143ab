import { minus, over, plus, runRows, runZipRow, times } from "./kernels/run.ts";
import { type Combine, Matrix, resultOf, zip } from "./matrix.ts";

export { minus, over, plus, times };

/**
 * A matrix met by one number a column (a row of them), or by one number a row (a column of them): what
 * biases and the normalising layers are made of.
 */

/** f(x, row), the row's number in the same column. Throws TypeError unless row is 1×columns. */
export function zipRow(x: Matrix, row: Matrix, f: Combine): Matrix {
  requireShape("zipRow", x, row, 1, x.columns);
  const { rows, columns, data } = x, result = resultOf(rows, columns, x, row);
  if (runZipRow(f, rows, columns, data, row.data, result.data)) return result;
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

/** x·scale + shift, each a row for every row of x. Throws TypeError unless both are 1×columns. */
export function scaleAndShift(x: Matrix, scale: Matrix, shift: Matrix): Matrix {
  const { rows, columns, data } = x;
  requireShape("scaleAndShift", x, scale, 1, columns);
  requireShape("scaleAndShift", x, shift, 1, columns);
  const result = resultOf(rows, columns, x, scale);
  if (runRows("scaleAndShift", rows, columns, [data, scale.data, shift.data], result.data)) {
    return result;
  }
  return zipRow(zipRow(x, scale, times), shift, plus);
}

/**
 * x − mean − z·slope: what is left of each column of x beside a straight line in z, `mean` and `slope` being
 * rows. Throws TypeError on a wrong shape.
 */
export function residuals(x: Matrix, z: Matrix, mean: Matrix, slope: Matrix): Matrix {
  const { rows, columns } = x;
  requireShape("residuals", x, z, rows, columns);
  requireShape("residuals", x, mean, 1, columns);
  requireShape("residuals", x, slope, 1, columns);
  const result = resultOf(rows, columns, x, z);
  const operands = [x, z, mean, slope].map(({ data }) => data);
  if (runRows("residuals", rows, columns, operands, result.data)) return result;
  return zip(zipRow(x, mean, minus), zipRow(z, slope, times), minus);
}

/** Σ x: a single row with the sum of each column. */
export function sumRows(x: Matrix): Matrix {
  const { rows, columns, data } = x, sums = resultOf(1, columns, x);
  if (runRows("sumRows", rows, columns, [data], sums.data)) return sums;
  sums.data.fill(0);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) sums.data[j] += data[at];
  }
  return sums;
}

/** Σ a·b: a single row with the sum of the products of each column. Throws TypeError unless the shapes are equal. */
export function sumProducts(a: Matrix, b: Matrix): Matrix {
  const { rows, columns } = a;
  requireShape("sumProducts", a, b, rows, columns);
  const sums = resultOf(1, columns, a, b);
  if (runRows("sumProducts", rows, columns, [a.data, b.data], sums.data)) return sums;
  return sumRows(zip(a, b, times));
}

/** The mean of the rows: a single row with the mean of each column. */
export function meanRows(x: Matrix): Matrix {
  return sumRows(x).map((sum) => sum / x.rows);
}

/** The mean of a·b: a single row with the mean of each column. Throws TypeError unless the shapes are equal. */
export function meanProducts(a: Matrix, b: Matrix): Matrix {
  return sumProducts(a, b).map((sum) => sum / a.rows);
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
