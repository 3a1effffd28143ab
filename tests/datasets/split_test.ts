import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { split } from "../../lib/datasets/split.ts";
import { standardize } from "../../lib/datasets/standardize.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Random } from "../../lib/random.ts";

/** A hundred examples numbered by their only column, in classes of 20, 30 and 50. */
const data = {
  x: Matrix.generate(100, 1, (i) => i),
  labels: Uint8Array.from({ length: 100 }, (_, i) => i < 20 ? 0 : i < 50 ? 1 : 2),
};
const counts = (labels: Uint8Array) =>
  [0, 1, 2].map((label) => labels.filter((l) => l === label).length);

Deno.test("a split takes each example once, with its label, by the seed", () => {
  const { train, test } = split(data, { train: 60, test: 40, seed: 1 });
  assertEquals([train.x.shape, test.x.shape], ["60×1", "40×1"]);
  const rows = [...train.x.data, ...test.x.data], labels = [...train.labels, ...test.labels];
  assertEquals(rows.toSorted((a, b) => a - b), [...data.x.data]);
  rows.forEach((row, i) => assertEquals(labels[i], data.labels[row]));
  assertEquals(split(data, { train: 60, test: 40, seed: 1 }), { train, test });
  const other = split(data, { train: 60, test: 40, seed: 2 });
  assert(other.train.x.data.some((row, i) => row !== rows[i]));
});

Deno.test("a balanced split has as many of each class, and no example twice", () => {
  const { train, test } = split(data, { train: 40, test: 20, balanced: true, seed: 1 });
  assertEquals([counts(train.labels), counts(test.labels)], [[14, 13, 13], [6, 7, 7]]);
  assertEquals(new Set([...train.x.data, ...test.x.data]).size, 60);
  const plain = split(data, { train: 60, test: 40, seed: 1 });
  assertEquals(counts(plain.train.labels).map((n, k) => n + counts(plain.test.labels)[k]), [
    20,
    30,
    50,
  ]);
});

Deno.test("asking for more than there is, is named", () => {
  const ask = (train: number, test: number, balanced = false) => () =>
    split(data, { train, test, balanced, seed: 1 });
  assertThrows(ask(80, 30), RangeError, "train 80 and test 30 are 110 examples, but there are 100");
  assertThrows(ask(50, 20, true), RangeError, "but there are 60 in classes of equal size");
  assertThrows(ask(0, 1), RangeError, "split: train is 0");
  assertThrows(ask(5, -1), RangeError, "split: test is -1");
});

Deno.test("standardize: mean 0 and variance 1, and the same shift and scale for the others", () => {
  const random = new Random(1);
  const first = Matrix.generate(50, 3, (_, j) => [0.1, 1e6 + random.normal(), random.uniform()][j]);
  const other = Matrix.from([[7, 1e6, 0], [0.1, 1e6 + 1, 1]]);
  const [a, b] = standardize(first, other);
  for (const j of [1, 2]) {
    const column = Array.from({ length: 50 }, (_, i) => a.at(i, j));
    assertAlmostEquals(column.reduce((sum, x) => sum + x) / 50, 0, 1e-9);
    assertAlmostEquals(column.reduce((sum, x) => sum + x * x, 0) / 50, 1, 1e-9);
    const scale = (first.at(0, j) - first.at(1, j)) / (a.at(0, j) - a.at(1, j));
    assertAlmostEquals((other.at(0, j) - other.at(1, j)) / (b.at(0, j) - b.at(1, j)), scale, 1e-9);
  }
  for (let i = 0; i < 50; i++) assertEquals(a.at(i, 0), 0); // a constant column
  assertEquals(b.at(0, 0), 0);
  assertEquals(first.at(0, 0), 0.1);
});

Deno.test("standardize: tiny and huge columns are not taken for constant ones", () => {
  for (const size of [1e-300, 1e-200, 1e200, 1.5e308]) {
    const [even] = standardize(Matrix.from([[0, 7], [size, 7], [-size, 7], [0, 7]]));
    const expected = [0, 0, Math.SQRT2, 0, -Math.SQRT2, 0, 0, 0];
    expected.forEach((entry, i) => assertAlmostEquals(even.data[i], entry, 1e-15, `${size}`));
  }
});

Deno.test("standardize says where a number is not finite, in any of the matrices", () => {
  const sound = Matrix.from([[1, 2], [3, 4], [5, 6]]);
  for (const value of [NaN, Infinity, -Infinity]) {
    const wrong = sound.map((entry, i) => i === 3 ? value : entry), at = "at row 1, column 1";
    assertThrows(() => standardize(wrong), RangeError, `the matrix is ${value} ${at}`);
    assertThrows(() => standardize(sound, wrong), RangeError, `matrix 2 of 2 is ${value} ${at}`);
  }
});

Deno.test("standardize names what does not fit", () => {
  const wide = Matrix.zeros(2, 3);
  assertThrows(() => standardize(wide, Matrix.zeros(2, 4)), TypeError, "are 2×3 and 2×4");
  assertThrows(() => standardize(Matrix.zeros(0, 3)), RangeError, "there are no rows");
  assertThrows(() => standardize([[1]] as never), TypeError, "not a Matrix");
});
