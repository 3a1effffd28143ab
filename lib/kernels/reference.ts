/** What a matrix is made of: 64-bit numbers unless a lesson asks for 32-bit ones by name. */
export type Numbers = Float64Array | Float32Array;

/** Where the entries of a matrix lie: entry (i, j) is data[i·row + j·column]. */
export interface Strided {
  readonly data: Numbers;
  readonly row: number;
  readonly column: number;
}

/**
 * c = a·b for a of m×n and b of n×p, c written row by row: cᵢⱼ = Σₖ aᵢₖ·bₖⱼ.
 *
 * One loop serves a·b, aᵀ·b and a·bᵀ: a transposed matrix is the same numbers with its strides
 * swapped. The result is computed in squares of 3×3, so that each number fetched from memory is
 * used three times; every sum still runs over k = 0, 1, 2, … in order, so squares and the
 * leftover edge give the same bits as the plain triple loop.
 */
export function product(m: number, n: number, p: number, a: Strided, b: Strided, c: Numbers): void {
  if (c instanceof Float32Array) return roundedProduct(m, n, p, a, b, c);
  const { data: A, row: aRow, column: aColumn } = a, { data: B, row: bRow, column: bColumn } = b;
  const wholeRows = m - m % 3, wholeColumns = p - p % 3;

  for (let i = 0; i < wholeRows; i += 3) {
    for (let j = 0; j < wholeColumns; j += 3) {
      let a0 = i * aRow, a1 = a0 + aRow, a2 = a1 + aRow; // three rows of a …
      let b0 = j * bColumn, b1 = b0 + bColumn, b2 = b1 + bColumn; // … meet three columns of b
      let c00 = 0, c01 = 0, c02 = 0, c10 = 0, c11 = 0, c12 = 0, c20 = 0, c21 = 0, c22 = 0;
      for (let k = 0; k < n; k++) {
        const x0 = A[a0], x1 = A[a1], x2 = A[a2], y0 = B[b0], y1 = B[b1], y2 = B[b2];
        c00 += x0 * y0, c01 += x0 * y1, c02 += x0 * y2;
        c10 += x1 * y0, c11 += x1 * y1, c12 += x1 * y2;
        c20 += x2 * y0, c21 += x2 * y1, c22 += x2 * y2;
        a0 += aColumn, a1 += aColumn, a2 += aColumn;
        b0 += bRow, b1 += bRow, b2 += bRow;
      }
      const at = i * p + j;
      c[at] = c00, c[at + 1] = c01, c[at + 2] = c02;
      c[at + p] = c10, c[at + p + 1] = c11, c[at + p + 2] = c12;
      c[at + 2 * p] = c20, c[at + 2 * p + 1] = c21, c[at + 2 * p + 2] = c22;
    }
  }

  for (let i = 0; i < m; i++) { // the edge: rows and columns that fill no square
    for (let j = i < wholeRows ? wholeColumns : 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += A[i * aRow + k * aColumn] * B[k * bRow + j * bColumn];
      c[i * p + j] = sum;
    }
  }
}

/** The same with every step rounded to float32, as the kernels have to. */
function roundedProduct(m: number, n: number, p: number, a: Strided, b: Strided, c: Numbers): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0, A = i * a.row, B = j * b.column;
      for (let k = 0; k < n; k++, A += a.column, B += b.row) {
        sum = Math.fround(sum + Math.fround(a.data[A] * b.data[B]));
      }
      c[i * p + j] = sum;
    }
  }
}
