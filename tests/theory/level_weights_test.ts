import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { activation, deltaGrowth, edgeOfChaos, elu, gelu, levelWeights } from "../../lib/mod.ts";
import { leakyRelu, meanSquareSlope, relu, selu, sigmoid, tanh, theoryFor } from "../../lib/mod.ts";
import { Matrix, mlp, scaledNormal } from "../../lib/mod.ts";

Deno.test("levelWeights: there theory expects δ to be level, and not beside it", () => {
  const mish = activation("x * tanh(log(1 + exp(x)))"), softsign = activation("x / (1 + abs(x))");
  for (const kind of [sigmoid, tanh, relu, leakyRelu(0.1), elu(), selu, gelu, mish, softsign]) {
    for (const depth of [2, 5, 30]) {
      const weights = levelWeights(kind, depth);
      assertAlmostEquals(deltaGrowth(kind, weights, depth), 1, 1e-8);
      assert(deltaGrowth(kind, 1.001 * weights, depth) > 1, `${kind.name}, ${depth}`);
    }
  }
});

Deno.test("levelWeights: √2 for ReLU at any depth; tanh tends to the edge of chaos", () => {
  for (const depth of [2, 10, 100]) assertAlmostEquals(levelWeights(relu, depth), Math.SQRT2, 1e-9);
  assertAlmostEquals(levelWeights(leakyRelu(0.5), 7), Math.sqrt(1.6), 1e-9);
  const [shallow, deep, deeper] = [5, 30, 300].map((depth) => levelWeights(tanh, depth));
  const edge = edgeOfChaos(tanh).weights;
  assertAlmostEquals(edge, 1, 1e-6);
  assert(shallow > deep && deep > deeper && deeper > edge);
  assertAlmostEquals(deeper, edge, 0.1);
});

Deno.test("deltaGrowth: what theoryFor expects of a network whose inputs have mean square 1", () => {
  const x = Matrix.generate(2, 16, (i, j) => (i + j) % 2 === 0 ? 1 : -1);
  const shape = { inputs: 16, width: 16, depth: 6, outputs: 1, seed: 1 };
  const run = mlp({ ...shape, activation: tanh, weights: scaledNormal(1.3) }).forward(x);
  run.backward(run.output.map(() => 1));
  const expected = theoryFor(run);
  const ratio = expected[0].delta / expected[5].delta;
  assertAlmostEquals(deltaGrowth(tanh, 1.3, 6), ratio * ratio, 1e-9);
  const twoLayers = 1.3 ** 2 * meanSquareSlope(tanh, 1.69);
  assertAlmostEquals(deltaGrowth(tanh, 1.3, 2), twoLayers, 1e-12);
});

Deno.test("levelWeights: says when there is none, and refuses what is no depth", () => {
  assertThrows(() => levelWeights(activation("x / 1000"), 5), RangeError, "no σ_w between");
  assertThrows(() => levelWeights(tanh, 1), RangeError, "depth");
  assertThrows(() => levelWeights(undefined as never, 5), TypeError, "activation");
});
