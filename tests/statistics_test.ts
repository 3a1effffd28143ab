import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Random } from "../lib/random.ts";
import { cosineSimilarity, mean, median, medians, quantile } from "../lib/statistics.ts";

Deno.test("mean and median", () => {
  assertEquals([mean([1, 2, 6]), median([6, 1, 2]), median([10, 9, 1, 2])], [3, 2, 5.5]);
  assertEquals([mean([1, NaN]), median([1, NaN, 2])], [NaN, NaN]);
  assertThrows(() => mean([]), RangeError, "mean: there are no numbers");
  assertThrows(() => median([]), RangeError, "median: there are no numbers");
});

Deno.test("medians: place by place", () => {
  assertEquals(medians([[1, 10], [2, 30], Float64Array.of(9, 20)]), [2, 20]);
  assertEquals([medians([[]]), medians([[1, NaN], [3, 1]])], [[], [2, NaN]]);
  assertThrows(() => medians([]), RangeError, "medians: there are no lists");
  assertThrows(() => medians([[1, 2], [1]]), RangeError, "medians: list 1 has another length");
});

Deno.test("quantile: ends, middle, and in proportion between two values", () => {
  const of = (share: number) => quantile([30, 10, 20, 50, 40], share);
  assertEquals([0, 0.5, 1, 0.1, 0.8].map(of), [10, 30, 50, 14, 42]);
  assertEquals([quantile([7], 0.3), quantile([1, Infinity], 0), quantile([1, NaN], 0)], [
    7,
    1,
    NaN,
  ]);
  assertThrows(() => quantile([], 0.5), RangeError, "quantile: there are no numbers");
  assertThrows(() => quantile([1], 10), RangeError, "share is 10");
});

Deno.test("cosine similarity: same way, right angles, opposite, and in between", () => {
  assertEquals(cosineSimilarity([3, 4], [6, 8]), 1);
  assertEquals(cosineSimilarity([1, 0], [0, 5]), 0);
  assertEquals(cosineSimilarity([3, 4], [-3, -4]), -1);
  assertEquals(cosineSimilarity([3, 4], [1, 0]), 0.6);
  assertEquals(cosineSimilarity([0, 0], [1, 0]), NaN);
  assertThrows(() => cosineSimilarity([1], [1, 2]), RangeError, "there are 1 and 2 numbers");
});

Deno.test("cosine similarity: of any size, the largest and the smallest", () => {
  for (const size of [5e-324, 1e-320, 1e-200, 1e-160, 1, 1e160, 1e200, 4e307]) {
    assertEquals(cosineSimilarity([size, size], [size, size]), 1, `${size}`);
    assertEquals(cosineSimilarity([size, 0], [-size, 0]), -1, `${size}`);
  }
  for (const size of [1e-200, 1e200]) {
    assertAlmostEquals(cosineSimilarity([3 * size, 4 * size], [1 / size, 0]), 0.6, 1e-15);
    assertEquals(cosineSimilarity([0, 0], [size, size]), NaN);
  }
  assertEquals(cosineSimilarity([1, Infinity], [1, 1]), NaN);
  assertEquals(cosineSimilarity([1, NaN], [1, 1]), NaN);
});

Deno.test("cosine similarity: to the bit the plain formula, where that has no zeros", () => {
  const random = new Random(5);
  for (let i = 0; i < 100; i++) {
    const [a, b] = [0, 1].map(() => Array.from({ length: 9 }, () => random.normal(0, 1e-7)));
    const dot = (a: number[], b: number[]) => a.reduce((sum, one, i) => sum + one * b[i], 0);
    assertEquals(cosineSimilarity(a, b), dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
  }
});
