import { assertAlmostEquals, assertEquals } from "@std/assert";
import { relu, selu, sigmoid, tanh } from "../../lib/activations.ts";
import { flatness, greatestSlope } from "../../lib/activations/flatness.ts";
import { Matrix } from "../../lib/matrix.ts";

Deno.test("the greatest slope: ¼, 1, and SELU's just below 0", () => {
  assertEquals([sigmoid, tanh, relu].map(greatestSlope), [0.25, 1, 1]);
  assertAlmostEquals(greatestSlope(selu), 1.758099, 1e-4);
});

Deno.test("flat entries, units off for every example, and the size of the slopes", () => {
  const z = Matrix.from([[-1, -1, 1], [-2, 1, 2]]);
  const found = flatness(relu, z, { flat: 0.05, dead: 0 });
  assertEquals(found, { flat: 0.5, dead: 1 / 3, size: Math.SQRT1_2 });
  const nan = flatness(relu, Matrix.from([[NaN]]), { flat: 0.05, dead: 0 });
  assertEquals([nan.flat, nan.dead], [0, 0]);
});
