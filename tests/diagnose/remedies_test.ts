import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { gelu, hardSigmoid, relu, sigmoid, tanh } from "../../lib/activations.ts";
import { networkOf, optimizerOf, type Recipe } from "../../lib/diagnose/recipe.ts";
import * as remedies from "../../lib/diagnose/remedies.ts";
import { scaledNormal, xavierNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { Residual } from "../../lib/layers/residual.ts";
import { float32, Matrix } from "../../lib/matrix.ts";

const x = Matrix.from([[0, 10], [1, 30], [2, NaN]]), labels = [0, 1, 0];
const network = {
  ...{ inputs: 2, width: 4, depth: 17, outputs: 2, seed: 1 },
  ...{ activation: sigmoid, weights: scaledNormal(9) },
};
const recipe: Recipe<number[]> = { network, x, y: labels, rate: 1, start: () => {} };
const residual = (activation = sigmoid) => remedies.residualConnections(activation);

Deno.test("the weights that suit: He where φ grows, Xavier for tanh, none for sigmoids", () => {
  assertAlmostEquals(remedies.suitableWeights(relu)!.variance(8, 4), 2 / 8, 1e-12);
  assertEquals(remedies.suitableWeights(tanh), xavierNormal);
  assertEquals([sigmoid, hardSigmoid].map(remedies.suitableWeights), [null, null]);
  assert(remedies.suitableWeights(gelu)!.variance(1, 1) > 2);
});

Deno.test("each remedy changes what it says, and nothing of the recipe it was given", () => {
  const before = { ...recipe, network: { ...network } };
  const after = (remedy: remedies.Remedy) => remedy.apply!(recipe);
  assertEquals(after(remedies.reluWithHe).network.activation, relu);
  assertEquals(after(remedies.fitWeights(tanh)).network.weights, xavierNormal);
  assertEquals(after(remedies.normalise).network.normalisation, batchNorm);
  assertEquals(after(remedies.lowerRate(null)).rate, 0.1);
  assertEquals(after(remedies.lowerRate(0.01)).rate, 0.01);
  const heavy = { ...recipe, momentum: 0.75 }; // steps up to four times as long
  assertEquals(remedies.lowerRate(0.01).apply!(heavy).rate, 0.0025);
  assertEquals(remedies.lowerRate(null).apply!(heavy).rate, 0.1);
  assertEquals(after(remedies.clipGradient).clip, 1);
  assertEquals([after(remedies.freshStart).start, after(remedies.freshStart).clip], [undefined, 1]);
  assertEquals(after(remedies.leaky()).network.activation.name, "Leaky ReLU (0.1)");
  const whole = remedies.leaveRowsOut.apply!(recipe);
  assertEquals([whole.x.shape, Array.from(whole.y)], ["2×2", [0, 1]]);
  const y = Matrix.from([[NaN], [1], [1]]);
  assertEquals(remedies.leaveRowsOut.apply!({ ...recipe, y }).x.shape, "1×2");
  const standard = remedies.standardiseInputs.apply!(whole);
  assertEquals(Array.from(standard.x.data), [-1, -1, 1, 1]);
  assertEquals(recipe, before);
});

Deno.test("residual connections: as many dense layers, branches divided by √L, ReLU for a sigmoid", () => {
  const { network: made } = residual().apply!(recipe);
  assert("blocks" in made && !("depth" in made));
  assertEquals([made.blocks, made.scale], [16, 1 / 4]);
  assertEquals([made.activation, made.weights.name], [relu, "He for ReLU"]);
  assertEquals(
    residual(tanh).apply!({ ...recipe, network: { ...network, activation: tanh } })
      .network.activation,
    tanh,
  );
  const built = networkOf(residual().apply!(recipe));
  assertEquals(built.layers.filter((layer) => layer instanceof Residual).length, 16);
  assertEquals(built.weights.length, 18);
  const again = residual().apply!({ ...recipe, network: { ...made, scale: 1 } }).network;
  assert("blocks" in again);
  assertEquals([again.blocks, again.scale], [16, 1 / 4]);
});

Deno.test("float64: network and data", () => {
  const given = { ...recipe, x: x.to(float32), network: { ...network, precision: float32 } };
  const { x: inputs, network: { precision } } = remedies.moreDigits.apply!(given);
  assertEquals([inputs.precision, precision], [Float64Array, Float64Array]);
});

Deno.test("a recipe builds its network, lets `start` have it, and says its optimiser", () => {
  const seen: unknown[] = [];
  const built = networkOf({ ...recipe, start: (one) => seen.push(one) });
  assertEquals(seen, [built]);
  const { name } = optimizerOf({ ...recipe, momentum: 0.9, clip: 1 });
  assertStringIncludes(name, "gradient descent, momentum 0.9");
  assertStringIncludes(name, "gradient norm at most 1");
});
