import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { relu, selu, sigmoid, silu, tanh } from "../lib/activations.ts";
import { activation } from "../lib/activations/from_formula.ts";
import {
  constantWeights,
  heFor,
  heNormal,
  heTruncated,
  heUniform,
  lecunNormal,
  lecunTruncated,
  lecunUniform,
  scaledNormal,
  torchDefault,
  truncatedNormal,
  uniform,
  xavierNormal,
  xavierTruncated,
  xavierUniform,
} from "../lib/initializers.ts";
import { Random } from "../lib/random.ts";

const rows = [
  { initializer: xavierNormal, variance: 2 / (200 + 300), kurtosis: 3 },
  { initializer: xavierUniform, variance: 2 / (200 + 300), kurtosis: 1.8 },
  { initializer: heNormal, variance: 2 / 200, kurtosis: 3 },
  { initializer: heUniform, variance: 2 / 200, kurtosis: 1.8 },
  { initializer: scaledNormal(1.5), variance: 2.25 / 200, kurtosis: 3 },
  { initializer: torchDefault, variance: 1 / 600, kurtosis: 1.8 },
  { initializer: lecunNormal, variance: 1 / 200, kurtosis: 3 },
  { initializer: lecunUniform, variance: 1 / 200, kurtosis: 1.8 },
  // E[z⁴]/E[z²]² of a normal number cut off at ±2: (3 − 28·φ(2)/(2Φ(2) − 1)) / 0.7737²
  { initializer: lecunTruncated, variance: 1 / 200, kurtosis: 2.3655 },
  { initializer: xavierTruncated, variance: 2 / (200 + 300), kurtosis: 2.3655 },
  { initializer: heTruncated, variance: 2 / 200, kurtosis: 2.3655 },
  { initializer: heFor(tanh), variance: 1.59253742 ** 2 / 200, kurtosis: 3 },
  { initializer: heFor(silu, uniform), variance: 1.67653247 ** 2 / 200, kurtosis: 1.8 },
];

for (const { initializer, variance, kurtosis } of rows) {
  Deno.test(`${initializer.name}: 60,000 weights have its mean, variance and shape`, () => {
    assertAlmostEquals(initializer.variance(200, 300) / variance, 1, 1e-8);
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
    assertAlmostEquals(fourth / square ** 2, kurtosis, 0.08); // 3 normal, 9/5 uniform, less than 3 cut off
  });
}

Deno.test("the same seed gives the same weights", () => {
  const sample = () => heNormal.sample(3, 4, new Random(8, 2));
  assertEquals(sample(), sample());
});

Deno.test("the truncated normal stays within two of its deviations before scaling", () => {
  const random = new Random(2), most = 2 / Math.sqrt(0.7737413035);
  let largest = 0;
  for (let i = 0; i < 20_000; i++) largest = Math.max(largest, Math.abs(truncatedNormal(random)));
  assert(largest <= most && largest > 0.99 * most, `${largest} of ${most}`);
});

Deno.test("heFor is He's rule for ReLU and scale 1 for SELU, and knows a learner's own", () => {
  assertAlmostEquals(heFor(relu).variance(64, 9), 2 / 64, 1e-15);
  assertAlmostEquals(heFor(selu).variance(64, 9), 1 / 64, 1e-12);
  const own = activation("1 / (1 + exp(-x))");
  assertAlmostEquals(heFor(own).variance(8, 8), heFor(sigmoid).variance(8, 8), 1e-14);
  assertEquals(heFor(tanh).name, "He for tanh");
  const silent = { ...relu, name: "silent", f: () => 0 };
  assertThrows(() => heFor(silent), RangeError, "gainOf: the mean square of silent is 0");
});

Deno.test("constant weights", () => {
  const weights = constantWeights(0.5);
  assertEquals([...weights.sample(2, 2, new Random(1)).data], [0.5, 0.5, 0.5, 0.5]);
  assertEquals(weights.variance(2, 2), 0);
  assertThrows(() => constantWeights(Infinity), RangeError, "constantWeights: value is Infinity");
});

Deno.test("wrong sizes and scales are named", () => {
  assertThrows(() => heNormal.sample(0, 3, new Random(1)), RangeError, "He normal: fanIn is 0");
  assertThrows(() => heNormal.variance(2, 1.5), RangeError, "fanOut is 1.5");
  assertThrows(() => scaledNormal(-1), RangeError, "scaledNormal: deviation is -1");
  assertThrows(() => scaledNormal(NaN), RangeError, "deviation is NaN");
});
