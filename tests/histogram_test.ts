import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { commonBins, histogram } from "../lib/histogram.ts";

Deno.test("common bins span all groups; zeros and what is not finite are counted apart", () => {
  const bins = commonBins([[-1, 0, NaN], [3]], { count: 4 });
  assertEquals([...bins.edges], [-1, 0, 1, 2, 3]);
  const { shares, zeros, notFinite } = histogram([-1, -0.5, 0, 0, 2.5, 3, NaN, -Infinity], bins);
  assertEquals([...shares], [1 / 4, 0, 0, 1 / 4]);
  assertEquals([zeros, notFinite], [1 / 4, 1 / 4]);
});

Deno.test("on a log scale sizes are counted, in bins of equal ratio", () => {
  const bins = commonBins([[1e-6, -1e-3], [0, 1]], { count: 3, log: true });
  [1e-6, 1e-4, 1e-2, 1].forEach((edge, i) => assertAlmostEquals(bins.edges[i], edge, edge * 1e-12));
  const { shares, zeros } = histogram([2e-6, -3e-5, -1e-3, 0], bins);
  assertEquals([[...shares], zeros], [[1 / 2, 1 / 4, 0], 1 / 4]);
});

Deno.test("one value, or none, still has bins", () => {
  assertEquals([...histogram([5, 5], commonBins([[5, 5]], { count: 3 })).shares], [0, 1, 0]);
  const none = commonBins([[0, 0]], { count: 2, log: true });
  assertEquals(histogram([0, 0], none).zeros, 1);
  assertEquals([...histogram([1e-320], commonBins([[1e-320]], { count: 1, log: true })).shares], [
    1,
  ]);
  assertThrows(() => commonBins([[1]], { count: 0 }), RangeError, "count is 0");
});
