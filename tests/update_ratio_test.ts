import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { sigmoid } from "../lib/activations.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { meanSquaredError } from "../lib/losses.ts";
import { Matrix } from "../lib/matrix.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { mlp } from "../lib/network.ts";
import { sgd } from "../lib/optimizers.ts";
import { train } from "../lib/train.ts";
import { recordUpdates, updateRatios } from "../lib/update_ratio.ts";

Deno.test("the update ratio by hand; 0 where nothing moved, zeros included", () => {
  const [a, b] = [Matrix.from([[3, -3]]), Matrix.from([[3.3, -2.7]])];
  const zero = new Matrix(1, 2);
  const [moved, still, stillZero, born] = updateRatios([a, a, zero, zero], [b, a, zero, a]);
  assertAlmostEquals(moved, 0.1, 1e-15);
  assertEquals([still, stillZero, born], [0, 0, Infinity]);
  assertThrows(() => updateRatios([a], [a, b]), TypeError, "1 matrices before and 2 after");
});

Deno.test("recordUpdates: with plain SGD the ratio is rate·rms(∂L/∂W)/rms(W), at every third step", async () => {
  const x = Matrix.from([[1, -1], [0.5, 2]]), y = Matrix.from([[1], [0]]);
  const network = mlp({
    inputs: 2,
    width: 4,
    depth: 3,
    outputs: 1,
    activation: sigmoid,
    weights: xavierNormal,
    seed: 1,
  });
  const updates = recordUpdates(network, { every: 3 }), expected: number[] = [];
  await train(network, {
    x,
    y,
    loss: meanSquaredError,
    optimizer: sgd({ rate: 0.1 }),
    steps: 7,
    onStep(run, info) {
      updates.onStep(run, info);
      const gradient = network.parameters[0].gradient!;
      expected.push(0.1 * rootMeanSquare(gradient) / rootMeanSquare(info.before[0]));
    },
  });
  assertEquals(updates.steps, [1, 4, 7]);
  assertEquals(updates.ratios.map(({ length }) => length), [4, 4, 4]);
  updates.ratios.forEach((row, i) => assertAlmostEquals(row[0] / expected[3 * i], 1, 1e-9));
  assert(expected[0] > 0);
  assertThrows(() => recordUpdates(network, { every: 0 }), RangeError, "every is 0");
});
