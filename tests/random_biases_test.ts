import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  float32,
  mlp,
  randomBiases,
  rootMeanSquare,
  scaledNormal,
  tanh,
  uniform,
} from "lib/mod.ts";

const shape = { inputs: 3, width: 400, depth: 4, outputs: 2, activation: tanh, seed: 1 };
const network = () => mlp({ ...shape, weights: scaledNormal(1), precision: float32 });
const biasesOf = (net: ReturnType<typeof network>) =>
  net.parameters.filter(({ name }) => name === "bias").map(({ value }) => value);

Deno.test("every dense layer's bias gets the deviation asked for, and nothing else changes", () => {
  const plain = network(), net = randomBiases(network(), { deviation: 0.3, seed: 1 });
  const biases = biasesOf(net);
  assertEquals(biases.map(({ shape }) => shape), ["1×400", "1×400", "1×400", "1×400", "1×2"]);
  for (const bias of biases.slice(0, -1)) {
    assert(Math.abs(rootMeanSquare(bias) / 0.3 - 1) < 0.12, `${rootMeanSquare(bias)}`);
    assertEquals(bias.precision, float32);
  }
  assertEquals(net.weights.map(({ data }) => data), plain.weights.map(({ data }) => data));
});

Deno.test("layers differ, seeds differ, and the same seed gives the same biases", () => {
  const [one, again, other] = [1, 1, 2].map((seed) =>
    biasesOf(randomBiases(network(), { deviation: 0.3, seed }))
  );
  assertEquals(one[0].data, again[0].data);
  assert(one[0].data[0] !== other[0].data[0] && one[0].data[0] !== one[1].data[0]);
});

Deno.test("a uniform distribution stays within √3 deviations", () => {
  const options = { deviation: 0.5, seed: 1, distribution: uniform };
  const [bias] = biasesOf(randomBiases(network(), options));
  const largest = Math.max(...bias.data.map(Math.abs));
  assert(largest <= 0.5 * Math.sqrt(3) && largest > 0.5 * 1.7, `${largest}`);
});

Deno.test("a wrong deviation is refused", () => {
  const error = assertThrows(
    () => randomBiases(network(), { deviation: -1, seed: 1 }),
    RangeError,
    "randomBiases: deviation is -1",
  );
  assert(error instanceof RangeError);
});
