import { assertAlmostEquals, assertLess } from "@std/assert";
import { identity, relu } from "../../lib/activations.ts";
import { gradientLikeness } from "../../lib/diagnose/shattering.ts";
import { heNormal, scaledNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";

const random = new Random(1), x = Matrix.generate(32, 4, () => random.normal());
const size = { inputs: 4, width: 32, outputs: 3, seed: 7 };

Deno.test("the gradients of a linear network are all alike, however small or large", () => {
  for (const weights of [scaledNormal(1e-6), scaledNormal(1), scaledNormal(1e6)]) {
    const network = mlp({ ...size, depth: 38, activation: identity, weights });
    assertAlmostEquals(gradientLikeness(network, x), 1, 1e-12);
  }
});

Deno.test("those of a deep network with batch norm are not", () => {
  const net = { ...size, activation: relu, weights: heNormal, normalisation: batchNorm };
  const [shallow, deep] = [2, 40].map((depth) => gradientLikeness(mlp({ ...net, depth }), x));
  assertLess(0.6, shallow);
  assertLess(deep, 0.3);
});

Deno.test("dropout is no shattering: it does not drop other units for a neighbour", () => {
  const net = { ...size, activation: relu, weights: heNormal };
  for (const dropout of [0.1, 0.3]) {
    for (const depth of [2, 4]) {
      assertLess(0.7, gradientLikeness(mlp({ ...net, depth, dropout }), x));
    }
  }
  const shattered = mlp({ ...net, depth: 40, normalisation: batchNorm, dropout: 0.1 });
  assertLess(gradientLikeness(shattered, x), 0.3);
});
