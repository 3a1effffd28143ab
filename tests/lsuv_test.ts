import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { relu, sigmoid, tanh } from "../lib/activations.ts";
import { activation } from "../lib/activations/from_formula.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { Dense } from "../lib/layers/dense.ts";
import { lsuv } from "../lib/lsuv.ts";
import { Matrix } from "../lib/matrix.ts";
import { mlp, type Network } from "../lib/network.ts";
import { Random } from "../lib/random.ts";
import { orthogonal } from "../lib/orthogonal.ts";
import { cosineSimilarity, mean } from "../lib/statistics.ts";

const random = new Random(1);
const x = Matrix.generate(100, 12, () => 5 + 3 * random.normal()); // neither centred nor of size 1
const make = (phi = relu, depth = 12) =>
  mlp({
    inputs: 12,
    width: 24,
    depth,
    outputs: 3,
    activation: phi,
    weights: xavierNormal,
    seed: 4,
  });

function variances(network: Network, batch = x): number[] {
  return network.forward(batch).records.filter(({ layer }) => layer instanceof Dense)
    .map(({ output }) => {
      const center = mean(output.data);
      return mean(output.data.map((z) => (z - center) ** 2));
    });
}

for (const phi of [relu, tanh, sigmoid, activation("x / (1 + exp(-x))")]) {
  Deno.test(`LSUV: every layer of ${phi.name} ends with variance 1 on the batch`, () => {
    const network = make(phi);
    assert(variances(network).some((v) => Math.abs(v - 1) > 0.3), "not so before");
    const done = lsuv(network, x, { seed: 1, tolerance: 1e-6 });
    for (const v of variances(network)) assertAlmostEquals(v, 1, 1e-6);
    assertEquals(done.length, 13);
    for (const { after, rounds } of done) {
      assertAlmostEquals(after, 1, 1e-6);
      assert(rounds <= 1, "without biases one division is exact");
    }
  });
}

Deno.test("LSUV begins with orthogonal matrices of its own seed, and needs rounds where biases add", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => {
    const network = make();
    lsuv(network, x, { seed });
    return network.weights[3].data;
  });
  assertEquals(one, same);
  assert(one[0] !== other[0]);
  const network = make(tanh);
  for (const { name, value } of network.parameters) {
    if (name === "bias") value.data.forEach((_, i) => value.data[i] = random.normal(0, 0.4));
  }
  const done = lsuv(network, x, { seed: 1, tolerance: 1e-4, rounds: 50 });
  assert(done.some(({ rounds }) => rounds > 1));
  for (const v of variances(network)) assertAlmostEquals(v, 1, 1e-4);
});

Deno.test("LSUV says where it cannot help", () => {
  const same = Matrix.generate(4, 12, () => 0);
  assertThrows(
    () => lsuv(make(), same, { seed: 1 }),
    RangeError,
    "lsuv, layer 1 of 13 (dense 12→24): the variance of its output is 0; give a batch of finite",
  );
  const huge = x.map((entry) => 1e200 * entry);
  assertThrows(() => lsuv(make(), huge, { seed: 1 }), RangeError, "output is Infinity");
  assertThrows(() => lsuv(make(), x.map(() => NaN), { seed: 1 }), RangeError, "x is NaN at row 0");
  assertThrows(() => lsuv(make(), x, { seed: 1, tolerance: -1 }), RangeError, "tolerance is -1");
  assertThrows(() => lsuv(make(), x, { seed: 1, rounds: 0 }), RangeError, "rounds is 0");
});

Deno.test("LSUV's matrices are not the network's own, of the same seed", () => {
  const options = { inputs: 12, width: 24, depth: 8, outputs: 3, activation: relu, seed: 4 };
  const network = mlp({ ...options, weights: orthogonal() }), before = network.weights;
  lsuv(network, x, { seed: 4 });
  for (const now of network.weights.slice(1, -1)) {
    for (const was of before.slice(1, -1)) {
      assert(Math.abs(cosineSimilarity(now.data, was.data)) < 0.3); // 576 numbers each: 1/24 is usual
    }
  }
});
