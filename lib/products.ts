import { product as plainProduct, type Strided } from "./kernels/reference.ts";
import { runProduct } from "./kernels/run.ts";
import { type Matrix, requireMatrix, resultOf } from "./matrix.ts";

/*
 * The three matrix products of a dense layer. Large ones run in lib/kernels/product.ts, small ones in
 * lib/kernels/reference.ts, to the same bits.
 */

/** a·b. Throws TypeError unless a has as many columns as b has rows. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  if (!equal(a?.columns, b?.rows)) {
    throw shapeError("matmul, a·b", a, b, "columns of a", "rows of b");
  }
  return product(plain(a), plain(b), resultOf(a.rows, b.columns, a, b), a.columns);
}

/** a·b + row, the row added to every row. Throws TypeError on a wrong shape. */
export function affine(a: Matrix, b: Matrix, row: Matrix): Matrix {
  if (!equal(a?.columns, b?.rows)) {
    throw shapeError("affine, a·b", a, b, "columns of a", "rows of b");
  }
  if (row?.rows !== 1 || row.columns !== b.columns) {
    requireMatrix("affine", "the row", row);
    throw new TypeError(
      `affine: the row is ${row.shape}; it must be 1×${b.columns}, as b is ${b.shape}.`,
    );
  }
  const c = resultOf(a.rows, b.columns, a, b), { rows, columns, data } = c, n = a.columns;
  if (runProduct(rows, n, columns, plain(a), plain(b), data, row.data)) return c;
  plainProduct(rows, n, columns, plain(a), plain(b), data);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) data[at] += row.data[j];
  }
  return c;
}

/** aᵀ·b. Throws TypeError unless a has as many rows as b has. */
export function matmulTA(a: Matrix, b: Matrix): Matrix {
  if (!equal(a?.rows, b?.rows)) throw shapeError("matmulTA, aᵀ·b", a, b, "rows of a", "rows of b");
  return product(transposed(a), plain(b), resultOf(a.columns, b.columns, a, b), a.rows);
}

/** a·bᵀ. Throws TypeError unless a has as many columns as b has. */
export function matmulTB(a: Matrix, b: Matrix): Matrix {
  if (!equal(a?.columns, b?.columns)) {
    throw shapeError("matmulTB, a·bᵀ", a, b, "columns of a", "columns of b");
  }
  return product(plain(a), transposed(b), resultOf(a.rows, b.rows, a, b), a.columns);
}

/** Also two arrays have the same columns: none. */
const equal = (a: number | undefined, b: number | undefined) => a !== undefined && a === b;

const plain = (a: Matrix) => ({ data: a.data, row: a.columns, column: 1 });
const transposed = (a: Matrix) => ({ data: a.data, row: 1, column: a.columns });

/** c = a·b, with n numbers in a row of a. */
function product(a: Strided, b: Strided, c: Matrix, n: number): Matrix {
  if (!runProduct(c.rows, n, c.columns, a, b, c.data)) {
    plainProduct(c.rows, n, c.columns, a, b, c.data);
  }
  return c;
}

function shapeError(action: string, a: Matrix, b: Matrix, one: string, other: string): TypeError {
  requireMatrix(action, "a", a);
  requireMatrix(action, "b", b);
  return new TypeError(
    `${action}: the shapes are ${a.shape} and ${b.shape}; the ${one} must equal the ${other}.`,
  );
}
