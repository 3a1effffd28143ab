import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Random, streams } from "../lib/random.ts";

const draws = (random: Random, count = 5) => Array.from({ length: count }, () => random.bits());

Deno.test("the same seed and stream give the same numbers, others give others", () => {
  assertEquals(draws(new Random(7)), draws(new Random(7)));
  const firsts = new Set<number>();
  for (let seed = 0; seed < 100; seed++) {
    for (let stream = 0; stream < 100; stream++) firsts.add(new Random(seed, stream).bits());
  }
  assert(firsts.size > 9990, `${firsts.size} different first numbers of 10,000`);
  assert(
    draws(new Random(2 ** 32))[0] !== draws(new Random(0))[0],
    "the high half of the seed counts",
  );
});

Deno.test("the first numbers of seed 1, pinned", () => {
  assertEquals(draws(new Random(1)), [
    2950789569,
    468424307,
    3637275805,
    2151622748,
    94497735,
  ]);
});

Deno.test("uniform and normal have their mean, variance and kurtosis", () => {
  const random = new Random(5), count = 200_000;
  let uniformSum = 0, sum = 0, squares = 0, fourths = 0;
  for (let i = 0; i < count; i++) {
    const u = random.uniform(), z = random.normal();
    assert(u >= 0 && u < 1);
    uniformSum += u;
    sum += z;
    squares += z * z;
    fourths += z ** 4;
  }
  // Four standard errors: √(1/12), 1, √2 and √96 over √count.
  const error = 4 / Math.sqrt(count);
  assertAlmostEquals(uniformSum / count, 0.5, error * Math.sqrt(1 / 12));
  assertAlmostEquals(sum / count, 0, error);
  assertAlmostEquals(squares / count, 1, error * Math.SQRT2);
  assertAlmostEquals(fourths / count, 3, error * Math.sqrt(96));
});

Deno.test("streams of one seed are uncorrelated, and so are neighbours in one stream", () => {
  const count = 50_000, a = new Random(9, 1), b = new Random(9, 2);
  let between = 0, within = 0, before = 0;
  for (let i = 0; i < count; i++) {
    const z = a.normal();
    between += z * b.normal();
    within += z * before;
    before = z;
  }
  const error = 4 / Math.sqrt(count);
  assertAlmostEquals(between / count, 0, error);
  assertAlmostEquals(within / count, 0, error);
});

Deno.test("below gives every whole number and no other", () => {
  const random = new Random(2), counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 60_000; i++) counts[random.below(6)] += 1;
  for (const count of counts) assertAlmostEquals(count, 10_000, 400);
});

Deno.test("a wrong seed is named", () => {
  for (const seed of [-1, 1.5, NaN, Infinity, 2 ** 53, "7" as unknown as number]) {
    assertThrows(() => new Random(seed), RangeError, "Random: seed is");
  }
  assertThrows(() => new Random(1).below(0), RangeError, "count is 0");
});

Deno.test("the streams of each kind of thing are apart, for as many layers as a network may have", () => {
  const starts = [0, ...Object.values(streams)];
  for (let i = 1; i < starts.length; i++) assert(starts[i] - starts[i - 1] > 10_001);
});
