import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { leakyRelu, relu, sigmoid } from "../lib/activations.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { Activate } from "../lib/layers/activate.ts";
import { Dense } from "../lib/layers/dense.ts";
import { Matrix } from "../lib/matrix.ts";
import { mlp, Network } from "../lib/network.ts";
import { Random } from "../lib/random.ts";
import { saturation } from "../lib/saturation.ts";

const z = Matrix.from([[-1, 2, -3], [-2, 1, 4]]);

Deno.test("saturation: a dead unit has slope 0 for every row, a saturated output a small slope", () => {
  const of = (activation = relu) => saturation(new Network([new Activate(activation)]).forward(z));
  assertEquals(of(), [{ layer: 1, saturated: 1 / 2, dead: 1 / 3 }]);
  assertEquals(of(leakyRelu(0.01)), [{ layer: 1, saturated: 1 / 2, dead: 0 }]);
  assertEquals(of(leakyRelu(0.2)), [{ layer: 1, saturated: 0, dead: 0 }]);
});

Deno.test("saturation: the threshold is a share of the greatest slope", () => {
  // σ′(2)/σ′(0) = 0.42, σ′(4)/σ′(0) = 0.0707, σ′(5)/σ′(0) = 0.0266
  const run = new Network([new Activate(sigmoid)]).forward(Matrix.from([[0, 2], [4, -5]]));
  const at = (threshold: number) => saturation(run, { threshold })[0].saturated;
  assertEquals([0, 0.02, 0.05, 0.1, 0.5, 1].map(at), [0, 0, 0.25, 0.5, 0.75, 0.75]);
  assertEquals(saturation(run), saturation(run, { threshold: 0.05 }));
});

Deno.test("saturation: layers are counted through a network; half of a fresh ReLU's slopes are 0", () => {
  const random = new Random(1), x = Matrix.generate(64, 8, () => random.normal());
  const options = { inputs: 8, width: 64, depth: 3, outputs: 1, weights: xavierNormal, seed: 1 };
  const shares = saturation(mlp({ ...options, activation: relu }).forward(x));
  assertEquals(shares.map(({ layer }) => layer), [1, 2, 3]);
  for (const { saturated } of shares) assertAlmostEquals(saturated, 0.5, 0.1);
});

Deno.test("saturation: mistakes are named", () => {
  const network = new Network([new Dense(3, 1, { weights: xavierNormal, random: new Random(1) })]);
  assertThrows(() => saturation(network.forward(z)), TypeError, "no activation layer");
  const run = new Network([new Activate(relu)]).forward(z);
  assertThrows(() => saturation(run, { threshold: 5 }), RangeError, "threshold is 5");
});
