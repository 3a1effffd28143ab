import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  addRow,
  meanProducts,
  residuals,
  scaleAndShift,
  sumProducts,
  sumRows,
  times,
  zipRow,
} from "../lib/broadcast.ts";
import { float32, Matrix, zip } from "../lib/matrix.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { affine, matmul, matmulTA, matmulTB } from "../lib/products.ts";
import { Random } from "../lib/random.ts";

/** The definition, entry by entry, as a second opinion. */
function byDefinition(a: Matrix, b: Matrix): Matrix {
  return Matrix.generate(a.rows, b.columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += a.at(i, k) * b.at(k, j);
    return sum;
  });
}
const transpose = (a: Matrix) => Matrix.generate(a.columns, a.rows, (i, j) => a.at(j, i));

Deno.test("the three products agree with the definition to the last bit, whole squares or not", () => {
  const random = new Random(1);
  for (let round = 0; round < 200; round++) {
    const [m, n, p] = [1, 2, 3].map(() => 1 + random.below(13));
    const a = Matrix.generate(m, n, () => random.normal());
    const b = Matrix.generate(n, p, () => random.normal());
    const expected = byDefinition(a, b);
    assertEquals(matmul(a, b), expected, `${a.shape} · ${b.shape}`);
    assertEquals(matmulTA(transpose(a), b), expected);
    assertEquals(matmulTB(a, transpose(b)), expected);
    const row = Matrix.generate(1, p, () => random.normal());
    assertEquals(affine(a, b, row), addRow(expected, row));
  }
});

Deno.test("NaN and infinities travel through a product", () => {
  const a = Matrix.from([[NaN, 1], [Infinity, 0]]), b = Matrix.from([[1, 0], [1, 1]]);
  assertEquals(Array.from(matmul(a, b).data), [NaN, NaN, Infinity, NaN]);
});

Deno.test("float32 stays float32, and rounds", () => {
  const a = Matrix.from([[0.1]], float32);
  assertEquals(matmul(a, a).precision, float32);
  assertEquals(a.map((x) => x).precision, float32);
  assertEquals(Matrix.zeros(1, 1, float32).precision, float32);
  assertEquals(a.at(0, 0), Math.fround(0.1));
});

Deno.test("addRow, sumRows and zip", () => {
  const x = Matrix.from([[1, 2], [3, 4], [5, 6]]);
  assertEquals(addRow(x, Matrix.from([[10, 20]])), Matrix.from([[11, 22], [13, 24], [15, 26]]));
  assertEquals(sumRows(x), Matrix.from([[9, 12]]));
  assertEquals(sumProducts(x, x), Matrix.from([[35, 56]]));
  assertEquals(meanProducts(x, x), Matrix.from([[35 / 3, 56 / 3]]));
  const row = Matrix.from([[10, 20]]), other = Matrix.from([[1, -1]]);
  assertEquals(scaleAndShift(x, row, other), Matrix.from([[11, 39], [31, 79], [51, 119]]));
  const line = addRow(zipRow(x, row, times), other); // x·row + other, so that nothing is left of it
  assertEquals(residuals(line, x, other, row), Matrix.zeros(3, 2));
  assertThrows(() => sumProducts(x, row), TypeError, "3×2 and 1×2");
  assertThrows(() => scaleAndShift(x, row, x), TypeError, "must be 1×2");
  assertThrows(() => residuals(x, row, row, row), TypeError, "must be 3×2");
  assertEquals(zip(x, x, (a, b) => a - b), Matrix.zeros(3, 2));
  assertEquals(x.at(2, 1), 6);
  assertEquals(x.shape, "3×2");
});

Deno.test("rootMeanSquare is right where squares underflow or overflow", () => {
  assertEquals(rootMeanSquare(Matrix.from([[3, -4]])), Math.sqrt(12.5));
  assertEquals(rootMeanSquare(Matrix.from([[1e-300, -1e-300]])), 1e-300);
  assertEquals(rootMeanSquare(Matrix.from([[1e300, 1e300]])), 1e300);
  assertEquals(rootMeanSquare(Matrix.from([[0, 0]])), 0);
  assertEquals(rootMeanSquare(Matrix.from([[1, NaN]])), NaN);
  assertEquals(rootMeanSquare(Matrix.from([[1, -Infinity]])), Infinity);
});

Deno.test("wrong shapes and sizes are named, with both shapes and the remedy", () => {
  const a = Matrix.zeros(2, 3), b = Matrix.zeros(4, 5);
  const cases: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [
      () => matmul(a, b),
      TypeError,
      /matmul, a·b.*2×3 and 4×5.*columns of a must equal the rows of b/,
    ],
    [() => matmulTA(a, b), TypeError, /matmulTA, aᵀ·b.*2×3 and 4×5.*rows of a must equal the rows/],
    [() => matmulTB(a, b), TypeError, /matmulTB, a·bᵀ.*2×3 and 4×5.*columns of a .* columns of b/],
    [() => addRow(a, b), TypeError, /addRow.*2×3 and 4×5/],
    [() => zip(a, b, (x) => x), TypeError, /2×3 and b is 4×5/],
    [() => Matrix.from([[1], [1, 2]]), TypeError, /row 1 has 2 numbers, but row 0 has 1/],
    [() => new Matrix(2, 2, new Float64Array(3)), TypeError, /needs 4 numbers, but data has 3/],
    [() => new Matrix(-1, 2), RangeError, /rows is -1; give a whole number/],
    [() => new Matrix(1.5, 2), RangeError, /rows is 1\.5/],
    [() => new Matrix(1e5, 1e5), RangeError, /10000000000 numbers; the most is/],
    [() => new Matrix(NaN, 2), RangeError, /rows is NaN/],
    [() => a.at(2, 0), RangeError, /Matrix 2×3: row is 2; give a whole number from 0 to 1/],
    [() => rootMeanSquare(new Matrix(0, 3)), RangeError, /there are no numbers/],
  ];
  for (const [action, type, message] of cases) {
    const error = assertThrows(action, type);
    assert(message.test((error as Error).message), (error as Error).message);
  }
});
