import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { edgeOfChaos, meanField, reachOf, relu, tanh } from "lib/mod.ts";

Deno.test("below the edge, without biases, both reaches are 6/ln(1/σ_w²)", () => {
  const reach = reachOf(tanh, { from: 0.5, to: 0.9, points: 3 });
  for (const { at, depth } of Object.values(reach)) {
    at.forEach((s, i) => assertAlmostEquals(depth[i], -6 / Math.log(s * s), 1e-6));
  }
});

Deno.test("on the edge there is no end; above it, ξ and χ are meanField's", () => {
  const { "6ξ": ahead, "6/|ln χ|": back } = reachOf(tanh, { from: 1, to: 3, points: 2 });
  assertEquals([ahead.at, ahead.depth[0], back.depth[0]], [[1, 3], Infinity, Infinity]);
  const field = meanField(tanh, { weights: 3 });
  assertAlmostEquals(ahead.depth[1], 6 * field.correlationDepth);
  assertAlmostEquals(back.depth[1], 6 / Math.log(field.gradientFactor));
});

Deno.test("biases move the edge; a variance without end is refused", () => {
  const { weights } = edgeOfChaos(tanh, 0.5);
  const { depth } = reachOf(tanh, { from: weights, to: 3, biases: 0.5 })["6/|ln χ|"];
  assertEquals(depth[0] > 1e6, true);
  assertThrows(() => reachOf(relu, { from: 1, to: 2 }), RangeError, "grows without end");
});
