import { assertAlmostEquals, assertThrows } from "@std/assert";
import { relu } from "../../lib/activations.ts";
import { erf } from "../../lib/erf.ts";
import { gaussianPairMean } from "../../lib/theory.ts";

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
