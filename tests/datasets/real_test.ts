import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { digits } from "../../lib/datasets/digits.ts";
import { iris } from "../../lib/datasets/iris.ts";
import { mean } from "../../lib/statistics.ts";

const counts = (labels: Uint8Array) =>
  Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
const row = (data: ArrayLike<number>, i: number, columns: number) =>
  Array.from({ length: columns }, (_, j) => data[i * columns + j]);

Deno.test("digits are loaded in about a second", async () => {
  const start = performance.now();
  const { train, test } = await digits({ train: 2000, test: 1000, seed: 1 });
  assert(performance.now() - start < 3000, `${performance.now() - start} ms`);
  assertEquals([train.x.shape, test.x.shape], ["2000×784", "1000×784"]);
  assert(train.x.data.every((pixel) => pixel >= 0 && pixel <= 1));
  assertAlmostEquals(mean(train.x.data), 0.13, 0.01); // MNIST's mean is 0.1307
});

Deno.test("no picture is in both parts, and all 10,000 can be had", async () => {
  const { train, test } = await digits({ train: 9000, test: 1000, size: 14, seed: 3 });
  const seen = new Set<string>();
  for (let i = 0; i < 9000; i++) seen.add(row(train.x.data, i, 196).join());
  assert(seen.size > 8990, `${seen.size} different pictures`);
  for (let i = 0; i < 1000; i++) {
    assert(!seen.has(row(test.x.data, i, 196).join()), `picture ${i} of the test is in both`);
  }
  const all = counts(train.labels).map((count, digit) => count + counts(test.labels)[digit]);
  assertEquals(all, [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
});

Deno.test("balanced digits, by the seed", async () => {
  const options = { train: 1000, test: 500, size: 7, balanced: true, seed: 1 };
  const { train, test } = await digits(options);
  assertEquals([counts(train.labels), counts(test.labels)], [
    Array(10).fill(100),
    Array(10).fill(50),
  ]);
  assertEquals(await digits(options), { train, test });
  const other = await digits({ ...options, seed: 2 });
  assert(other.train.x.data.some((pixel, i) => pixel !== train.x.data[i]));
});

Deno.test("a smaller picture is made of the means of squares of the larger one", async () => {
  const at = async (size: number) => (await digits({ train: 20, test: 5, size, seed: 4 })).train.x;
  const [full, half, quarter, eighth] = await Promise.all([28, 14, 7, 4].map(at));
  for (let i = 0; i < 20; i++) {
    for (const small of [half, quarter, eighth]) {
      assertAlmostEquals(
        mean(row(small.data, i, small.columns)),
        mean(row(full.data, i, 784)),
        1e-14,
      );
    }
    const [r, c] = [6, 5],
      first = [0, 1].flatMap((a) => [0, 1].map((b) => (2 * r + a) * 28 + 2 * c + b));
    assertAlmostEquals(half.at(i, r * 14 + c), mean(first.map((j) => full.at(i, j))), 1e-15);
  }
});

Deno.test("a picture looks like its digit: the nearest class mean is right for 3 of 4", async () => {
  const { train, test } = await digits({ train: 2000, test: 500, size: 14, seed: 1 });
  const means = Array.from({ length: 10 }, () => new Float64Array(196));
  const perClass = counts(train.labels);
  train.x.data.forEach((pixel: number, at: number) => {
    const label = train.labels[Math.floor(at / 196)];
    means[label][at % 196] += pixel / perClass[label];
  });
  let right = 0;
  for (let i = 0; i < 500; i++) {
    const distances = means.map((m) =>
      m.reduce((sum, p, j) => sum + (p - test.x.at(i, j)) ** 2, 0)
    );
    if (distances.indexOf(Math.min(...distances)) === test.labels[i]) right++;
  }
  assert(right > 375, `${right} of 500`);
});

Deno.test("what digits cannot give is named", async () => {
  const options = { train: 10, test: 10, seed: 1 };
  await assertRejects(
    () => digits({ ...options, size: 10 }),
    RangeError,
    "size is 10; give 28, 14",
  );
  await assertRejects(() => digits({ ...options, size: 0 }), RangeError, "digits: size is 0");
  await assertRejects(() => digits({ ...options, train: 20_000 }), RangeError, "train is 20000");
  await assertRejects(
    () => digits({ train: 8000, test: 1000, balanced: true, seed: 1 }),
    RangeError,
    "9000 examples, but there are 8630 in classes of equal size",
  );
});

Deno.test("iris: fifty of each species, with the published means", async () => {
  const { x, labels, names, columns } = await iris();
  assertEquals([x.shape, columns.length], ["150×4", 4]);
  assertEquals(names, ["setosa", "versicolor", "virginica"]);
  assertEquals(counts(labels).slice(0, 3), [50, 50, 50]);
  [5.843, 3.057, 3.758, 1.199].forEach((published, j) => {
    const column = Array.from({ length: 150 }, (_, i) => x.at(i, j));
    assertAlmostEquals(mean(column), published, 0.001);
  });
});
