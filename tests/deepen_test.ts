import { assertEquals, assertThrows } from "@std/assert";
import { relu, tanh } from "../lib/activations.ts";
import { deepen } from "../lib/deepen.ts";
import { heNormal } from "../lib/initializers.ts";
import { float32, Matrix } from "../lib/matrix.ts";
import { mlp } from "../lib/network.ts";
import { Random } from "../lib/random.ts";

const random = new Random(1), x = Matrix.generate(20, 3, () => random.normal());
const shape = { inputs: 3, width: 8, depth: 2, outputs: 2, weights: heNormal, seed: 1 };

Deno.test("deepen: more layers, the same output to the bit", () => {
  for (const [precision, input] of [[undefined, x], [float32, x.to(float32)]] as const) {
    const network = mlp({ ...shape, activation: relu, precision }), deep = deepen(network, 25);
    assertEquals(deep.weights.length, network.weights.length + 25);
    assertEquals(deep.forward(input).output.data, network.forward(input).output.data);
  }
});

Deno.test("deepen: only after a ReLU does the identity do nothing", () => {
  const other = mlp({ ...shape, activation: tanh });
  assertThrows(() => deepen(other, 1), TypeError, "deepen: give a network that ends with a ReLU");
});
