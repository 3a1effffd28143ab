import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { meanCosine, powerOfTwoBelow } from "../lib/magnitude.ts";
import { Matrix } from "../lib/matrix.ts";

Deno.test("mean cosine: of every pair of rows, whatever their lengths", () => {
  const of = (...rows: number[][]) => meanCosine(Matrix.from(rows));
  assertAlmostEquals(of([1, 0], [0, 2], [3, 0]), 1 / 3, 1e-15);
  assertAlmostEquals(of([1, 2], [1e-200, 2e-200], [5, 10]), 1, 1e-15);
  assertAlmostEquals(of([1, 1], [-2, -2]), -1, 1e-15);
  assertEquals(of([0, 0], [1, 2]), NaN);
  assertThrows(
    () => of([1, 2]),
    RangeError,
    "meanCosine: the matrix is 1×2; give at least 2 rows.",
  );
});

Deno.test("the power of two below a size", () => {
  assertEquals([9, 8, 7.99, 1, 0.9, 0.5].map(powerOfTwoBelow), [8, 8, 4, 1, 0.5, 0.5]);
  assertEquals([0, 5e-324, 1.7e308].map(powerOfTwoBelow), [0, 5e-324, 2 ** 1023]);
  for (let k = -1074; k <= 1023; k++) assertEquals(powerOfTwoBelow(2 ** k), 2 ** k);
});
