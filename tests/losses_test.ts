import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { oneHot } from "../lib/labels.ts";
import {
  accuracy,
  binaryCrossEntropy,
  type Loss,
  meanSquaredError,
  softmaxCrossEntropy,
} from "../lib/losses.ts";
import { float32, Matrix } from "../lib/matrix.ts";
import { matmul } from "../lib/products.ts";
import { Random } from "../lib/random.ts";

const random = new Random(4);
const logits = (rows: number, columns: number) =>
  Matrix.generate(rows, columns, () => random.normal(0, 2));

/** Rows of positive numbers that add up to 1. */
function shares(rows: number, columns: number): Matrix {
  const raw = Matrix.generate(rows, columns, () => random.uniform(0.1, 1));
  const sums = matmul(raw, Matrix.generate(columns, 1, () => 1));
  return Matrix.generate(rows, columns, (i, j) => raw.at(i, j) / sums.at(i, 0));
}

/** ‖numerical − given‖ / ‖given‖, by central differences. */
function gradientError<T>(loss: Loss<T>, z: Matrix, target: T): number {
  const { gradient } = loss(z, target), h = 1e-5;
  let difference = 0, size = 0;
  for (let i = 0; i < z.data.length; i++) {
    const at = (change: number) => loss(z.map((v, k) => k === i ? v + change : v), target).loss;
    difference += ((at(h) - at(-h)) / (2 * h) - gradient.data[i]) ** 2;
    size += gradient.data[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

Deno.test("the gradients are those of the losses, by finite differences", () => {
  for (let trial = 0; trial < 20; trial++) {
    const rows = 1 + random.below(6), columns = 2 + random.below(5);
    const z = logits(rows, columns), classes = Array.from({ length: rows }, () => random.below(2));
    const half = z.map(() => random.uniform());
    assert(gradientError(meanSquaredError, z, logits(rows, columns)) < 1e-8);
    assert(gradientError(binaryCrossEntropy, z, half) < 1e-8);
    assert(gradientError(binaryCrossEntropy, logits(rows, 1), classes) < 1e-8);
    assert(gradientError(softmaxCrossEntropy, z, classes) < 1e-8);
    assert(gradientError(softmaxCrossEntropy, z, shares(rows, columns)) < 1e-8);
  }
});

Deno.test("cross-entropies by hand", () => {
  const z = Matrix.from([[Math.log(3)], [Math.log(3)]]); // σ = 3/4
  const { loss, gradient } = binaryCrossEntropy(z, [1, 0]);
  assertAlmostEquals(loss, -(Math.log(3 / 4) + Math.log(1 / 4)) / 2, 1e-15);
  assertAlmostEquals(gradient.data[0], -1 / 8, 1e-15);
  assertAlmostEquals(gradient.data[1], 3 / 8, 1e-15);

  const three = Matrix.from([[Math.log(1), Math.log(2), Math.log(5)], [7, 7, 7]]);
  const softmax = softmaxCrossEntropy(three, [2, 0]);
  assertAlmostEquals(softmax.loss, (Math.log(8 / 5) + Math.log(3)) / 2, 1e-15);
  const expected = [1 / 8, 2 / 8, -3 / 8, -2 / 3, 1 / 3, 1 / 3].map((d) => d / 2);
  expected.forEach((d, i) => assertAlmostEquals(softmax.gradient.data[i], d, 1e-15));
});

Deno.test("labels, one-hot rows and two logits for one say the same", () => {
  const z = logits(5, 3), labels = Uint8Array.of(0, 2, 1, 1, 0);
  assertEquals(softmaxCrossEntropy(z, labels), softmaxCrossEntropy(z, oneHot(labels, 3)));
  const one = logits(5, 1), two = Matrix.generate(5, 2, (i, j) => j * one.data[i]);
  const bits = [0, 1, 1, 0, 1];
  const a = binaryCrossEntropy(one, bits), b = softmaxCrossEntropy(two, bits);
  assertAlmostEquals(a.loss, b.loss, 1e-15);
  for (let i = 0; i < 5; i++) {
    assertAlmostEquals(a.gradient.data[i], b.gradient.data[2 * i + 1], 1e-15);
  }
});

Deno.test("nearly certain and right: loss and gradient keep their relative accuracy", () => {
  for (const z of [1, 20, 40, 100, 700]) {
    const exact = Math.exp(-z) / (1 + Math.exp(-z));
    for (const [sign, label] of [[1, 1], [-1, 0]]) {
      const { loss, gradient } = binaryCrossEntropy(Matrix.from([[sign * z]]), [label]);
      assertAlmostEquals(loss / Math.log1p(Math.exp(-z)), 1, 1e-14);
      assertAlmostEquals(gradient.data[0] / (-sign * exact), 1, 1e-14);
    }
    const { loss, gradient } = softmaxCrossEntropy(Matrix.from([[0, z]]), [1]);
    assertAlmostEquals(loss / Math.log1p(Math.exp(-z)), 1, 1e-14);
    assertAlmostEquals(gradient.data[0] / exact, 1, 1e-14);
    assertAlmostEquals(gradient.data[1] / -exact, 1, 1e-14);
  }
});

Deno.test("extreme logits: no NaN, and Infinity only where the loss is beyond float64", () => {
  const far = Matrix.from([[1e308], [-1e308], [0]]);
  const right = binaryCrossEntropy(far, [1, 0, 1]), wrong = binaryCrossEntropy(far, [0, 1, 1]);
  assertAlmostEquals(right.loss, Math.LN2 / 3, 1e-15);
  assertEquals([...right.gradient.data], [0, 0, -0.5 / 3]);
  assertAlmostEquals(wrong.loss / (1e308 / 3 * 2), 1, 1e-15);
  assertEquals([...wrong.gradient.data], [1 / 3, -1 / 3, -0.5 / 3]);

  const row = (label: number) => softmaxCrossEntropy(Matrix.from([[1e308, 0, -5e307]]), [label]);
  assertEquals([row(0).loss, [...row(0).gradient.data]], [0, [0, 0, 0]]);
  assertEquals([row(1).loss, [...row(1).gradient.data]], [1e308, [1, -1, 0]]);
  assertEquals([row(2).loss, [...row(2).gradient.data]], [1.5e308, [1, 0, -1]]);
  const farthest = softmaxCrossEntropy(Matrix.from([[1e308, -1e308]]), [1]);
  assertEquals([farthest.loss, [...farthest.gradient.data]], [Infinity, [1, -1]]);
  const unlikely = softmaxCrossEntropy(Matrix.from([[1e308, -1e308]]), Matrix.from([[1, 0]]));
  assertEquals([unlikely.loss, [...unlikely.gradient.data]], [0, [0, 0]]);
});

Deno.test("NaN goes through as NaN, float32 stays float32", () => {
  const z = Matrix.from([[0, NaN, 1]]);
  assertEquals(softmaxCrossEntropy(z, [0]).loss, NaN);
  assertEquals(softmaxCrossEntropy(Matrix.from([[NaN, 0]]), [1]).loss, NaN);
  assertEquals(binaryCrossEntropy(Matrix.from([[NaN]]), [1]).loss, NaN);
  assertEquals(softmaxCrossEntropy(z.to(float32), [0]).gradient.precision, float32);
  assertEquals(binaryCrossEntropy(z.to(float32), z.map(() => 1)).gradient.precision, float32);
});

Deno.test("accuracy counts the rows whose largest logit is the label's", () => {
  assertEquals(accuracy(Matrix.from([[2, -1], [0, 3], [1, 0]]), [0, 1, 1]), 2 / 3);
  assertEquals(accuracy(Matrix.from([[0.1], [-3], [0], [5]]), [1, 0, 1, 0]), 0.5);
  assertEquals(accuracy(Matrix.from([[NaN, 1], [0, NaN], [NaN, 1]]), [0, 0, 1]), 0);
});

Deno.test("mistakes are named with row, value and remedy", () => {
  const z = logits(3, 4), one = logits(3, 1);
  const cases: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [() => softmaxCrossEntropy(z, [0, 1, 4]), RangeError, /label of row 2 is 4;.*from 0 to 3/],
    [() => softmaxCrossEntropy(z, [0, -1, 3]), RangeError, /label of row 1 is -1/],
    [() => softmaxCrossEntropy(z, [0.5, 1, 3]), RangeError, /label of row 0 is 0\.5/],
    [() => softmaxCrossEntropy(z, [NaN, 1, 3]), RangeError, /label of row 0 is NaN/],
    [() => softmaxCrossEntropy(z, [0, 1]), TypeError, /2 labels for logits of 3×4/],
    [() => softmaxCrossEntropy(z, 3 as never), TypeError, /the labels are 3; give an array/],
    [() => softmaxCrossEntropy(z, logits(3, 3)), TypeError, /are 3×4 and the targets are 3×3/],
    [() => softmaxCrossEntropy(z, z.map(() => 0.5)), RangeError, /targets of row 0 add up to 2/],
    [() => softmaxCrossEntropy(z, z.map((_, i) => i === 6 ? -1 : 0.25)), RangeError, /row 1 is -1/],
    [() => softmaxCrossEntropy(one, [0, 0, 0]), TypeError, /are 3×1;.*use binaryCrossEntropy/],
    [() => softmaxCrossEntropy(Matrix.zeros(0, 4), []), RangeError, /logits are 0×4/],
    [() => softmaxCrossEntropy([[1]] as never, [0]), TypeError, /logits is .*not a Matrix/],
    [() => binaryCrossEntropy(one, [0, 2, 1]), RangeError, /label of row 1 is 2;.*from 0 to 1/],
    [() => binaryCrossEntropy(one, one.map(() => 1.5)), RangeError, /target of row 0 is 1\.5/],
    [() => binaryCrossEntropy(one, one.map(() => NaN)), RangeError, /target of row 0 is NaN/],
    [() => binaryCrossEntropy(z, [0, 1, 1]), TypeError, /one column, but they are 3×4/],
    [() => binaryCrossEntropy(one, z), TypeError, /are 3×1 and the targets are 3×4/],
    [() => accuracy(z, [0, 1, 7]), RangeError, /accuracy: the label of row 2 is 7/],
    [() => accuracy(z, [0, 1]), TypeError, /accuracy: there are 2 labels/],
    [() => accuracy(Matrix.zeros(0, 2), []), RangeError, /accuracy: the logits are 0×2/],
    [() => oneHot([3], 3), RangeError, /oneHot: the label of row 0 is 3/],
    [() => oneHot([0], 0), RangeError, /oneHot: classes is 0/],
  ];
  for (const [action, type, message] of cases) {
    const error = assertThrows(action, type) as Error;
    assert(message.test(error.message), error.message);
  }
});
