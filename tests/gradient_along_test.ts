import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tanh } from "../lib/activations.ts";
import { grid1d } from "../lib/datasets/regression.ts";
import { gradientAlong } from "../lib/gradient_along.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { Matrix } from "../lib/matrix.ts";
import { mlp } from "../lib/network.ts";

Deno.test("the gradient along a line: the slope of the output, scaled to size 1", () => {
  const network = mlp({
    ...{ inputs: 1, width: 5, depth: 2, outputs: 1, seed: 1 },
    ...{ activation: tanh, weights: xavierNormal },
  });
  const { x } = grid1d({ count: 9 }), along = gradientAlong(network, x);
  const at = (x: number) => network.forward(Matrix.from([[x]])).output.at(0, 0);
  const slopes = Array.from(x.data, (x) => (at(x + 1e-6) - at(x - 1e-6)) / 2e-6);
  assertEquals(along.length, 9);
  assertAlmostEquals(rootMeanSquare(along), 1, 1e-12);
  slopes.forEach((slope, i) => assertAlmostEquals(along[i] / along[0], slope / slopes[0], 1e-6));
  const wide = Matrix.zeros(4, 2);
  assertThrows(() => gradientAlong(network, wide), TypeError, "gradientAlong: x is 4×2");
});
