import { assertAlmostEquals, assertThrows } from "@std/assert";
import { relu, sigmoid } from "../../lib/activations.ts";
import { erf } from "../../lib/erf.ts";
import { gaussianMean, gaussianPairMean } from "../../lib/theory.ts";

const correlations = [-1, -0.9, -0.3, 0, 0.5, 0.99, 0.999999, 1];

Deno.test("gaussianPairMean of ReLU: the arc-cosine kernels (Cho & Saul 2009, degrees 1 and 0)", () => {
  for (const c of correlations) {
    const angle = Math.acos(c);
    const first = (Math.sin(angle) + (Math.PI - angle) * c) / (2 * Math.PI);
    const zeroth = (Math.PI - angle) / (2 * Math.PI);
    assertAlmostEquals(gaussianPairMean(relu.f, 3, c), 3 * first, 1e-12);
    assertAlmostEquals(gaussianPairMean(relu.slope, 3, c), zeroth, 1e-12);
  }
});

Deno.test("gaussianPairMean of erf, steep too: an arc sine (Williams 1997)", () => {
  for (const c of correlations) {
    for (const variance of [0.01, 1, 100, 1e4]) {
      const exact = 2 / Math.PI * Math.asin(2 * variance * c / (1 + 2 * variance));
      assertAlmostEquals(gaussianPairMean(erf, variance, c), exact, 1e-11);
    }
  }
});

Deno.test("gaussianPairMean refuses what is no correlation or variance", () => {
  assertThrows(() => gaussianPairMean(erf, 1, 1.1), RangeError, "correlation is 1.1");
  assertThrows(() => gaussianPairMean(erf, -1, 0), RangeError, "variance is -1");
});

Deno.test("gaussianMean of what is narrow beside a large variance: ∫g/√(2π·variance)", () => {
  for (const deviation of [9, 100, 1e4, 1e8]) { // ∫σ′² = 1/6, and the bell is flat where σ′ is not 0
    const expected = 1 / 6 / (deviation * Math.sqrt(2 * Math.PI));
    const found = gaussianMean((z) => sigmoid.slope(z) ** 2, deviation ** 2);
    assertAlmostEquals(found / expected, 1, deviation === 9 ? 0.02 : 2e-4);
    assertAlmostEquals(gaussianMean((z) => z * z, deviation ** 2) / deviation ** 2, 1, 1e-12);
  }
});
