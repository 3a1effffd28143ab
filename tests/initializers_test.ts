import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  heNormal,
  heUniform,
  scaledNormal,
  xavierNormal,
  xavierUniform,
} from "../lib/initializers.ts";
import { Random } from "../lib/random.ts";

const rows = [
  { initializer: xavierNormal, variance: 2 / (200 + 300), kurtosis: 3 },
  { initializer: xavierUniform, variance: 2 / (200 + 300), kurtosis: 1.8 },
  { initializer: heNormal, variance: 2 / 200, kurtosis: 3 },
  { initializer: heUniform, variance: 2 / 200, kurtosis: 1.8 },
  { initializer: scaledNormal(1.5), variance: 2.25 / 200, kurtosis: 3 },
];

for (const { initializer, variance, kurtosis } of rows) {
  Deno.test(`${initializer.name}: 60,000 weights have its mean, variance and shape`, () => {
    assertAlmostEquals(initializer.variance(200, 300), variance, 1e-15);
    const weights = initializer.sample(200, 300, new Random(4));
    assertEquals(weights.shape, "200×300");
    let mean = 0, square = 0, fourth = 0;
    for (const w of weights.data) {
      mean += w / 60_000;
      square += w * w / 60_000;
      fourth += w ** 4 / 60_000;
    }
    assertAlmostEquals(mean / Math.sqrt(variance), 0, 0.02);
    assertAlmostEquals(square / variance, 1, 0.025);
    assertAlmostEquals(fourth / square ** 2, kurtosis, 0.08); // 3 normal, 9/5 uniform
  });
}

Deno.test("the same seed gives the same weights", () => {
  const sample = () => heNormal.sample(3, 4, new Random(8, 2));
  assertEquals(sample(), sample());
});

Deno.test("wrong sizes and scales are named", () => {
  assertThrows(() => heNormal.sample(0, 3, new Random(1)), RangeError, "He normal: fanIn is 0");
  assertThrows(() => heNormal.variance(2, 1.5), RangeError, "fanOut is 1.5");
  assertThrows(() => scaledNormal(-1), RangeError, "scaledNormal: deviation is -1");
  assertThrows(() => scaledNormal(NaN), RangeError, "deviation is NaN");
});
