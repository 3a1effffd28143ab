import { assertEquals, assertThrows } from "@std/assert";
import { relu, tanh } from "../../lib/activations.ts";
import { gradientCheck } from "../../lib/check.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { Dense } from "../../lib/layers/dense.ts";
import type { Layer } from "../../lib/layers/layer.ts";
import { LayerNorm } from "../../lib/layers/layer_norm.ts";
import { Residual } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Network } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";

const random = new Random(3);
const dense = (from: number, to: number) => new Dense(from, to, { weights: xavierNormal, random });
const x = Matrix.generate(5, 3, () => random.normal());
const y = Matrix.generate(5, 2, () => random.normal());

Deno.test("a layer without parameters may stand at many places, and the gradients are right", () => {
  const shared = new Activate(tanh);
  const block = new Residual(new Sequential([shared, dense(4, 4), shared]));
  const network = new Network([dense(3, 4), shared, block, shared, dense(4, 2)]);
  assertEquals(gradientCheck(network, x, y, meanSquaredError) < 1e-7, true);
});

Deno.test("one layer may stand in two networks", () => {
  const first = dense(3, 4), network = new Network([first, new Activate(relu), dense(4, 2)]);
  assertEquals(new Network(network.layers.slice(0, 2)).parameters, first.parameters);
});

Deno.test("what a layer of one's own does to the units is not known, and not refused", () => {
  const twice: Layer = {
    name: "both halves",
    parameters: [],
    forward: (x) => ({
      output: Matrix.generate(x.rows, 2 * x.columns, (i, j) => x.at(i, j % x.columns)),
      backward: (dy) =>
        Matrix.generate(x.rows, x.columns, (i, j) => dy.at(i, j) + dy.at(i, j + x.columns)),
    }),
  };
  const network = new Network([dense(3, 4), twice, new LayerNorm(8), dense(8, 2)]);
  assertEquals(gradientCheck(network, x, y, meanSquaredError) < 1e-6, true);
  const told = { ...twice, keepsUnits: true };
  const wrong = () => new Network([dense(3, 4), told, new LayerNorm(8), dense(8, 2)]);
  assertThrows(wrong, TypeError, "layer 1 of 4 (dense) gives 4 units");
});
