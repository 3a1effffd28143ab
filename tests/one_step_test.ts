import { assertAlmostEquals, assertEquals } from "@std/assert";
import { relu } from "../lib/activations.ts";
import { heNormal } from "../lib/initializers.ts";
import { meanSquaredError } from "../lib/losses.ts";
import { Matrix } from "../lib/matrix.ts";
import { mlp } from "../lib/network.ts";
import { oneStep, vitalRows } from "../lib/one_step.ts";
import { sgd } from "../lib/optimizers.ts";
import { recordLengths } from "../lib/record_lengths.ts";
import { clipNorm } from "../lib/clipping.ts";
import { Random } from "../lib/random.ts";
import { train } from "../lib/train.ts";

const random = new Random(1);
const x = Matrix.generate(16, 3, () => random.normal());
const y = Matrix.generate(16, 1, (i) => x.at(i, 0));
const data = { x, y, loss: meanSquaredError };
const shape = { inputs: 3, width: 8, outputs: 1, activation: relu, weights: heNormal, seed: 1 };
const network = () => mlp({ ...shape, depth: 2 });

Deno.test("one step: each layer's update is the rate times its gradient", () => {
  const layers = oneStep(network(), data, sgd({ rate: 0.1 }));
  assertEquals(layers.length, 3);
  for (const { update, weightGradient } of layers) {
    assertAlmostEquals(update!, 0.1 * weightGradient!, 1e-15);
  }
});

Deno.test("rows for a table: what was not measured is a dash", () => {
  const rows = vitalRows(oneStep(network(), data, sgd({ rate: 0.1 })));
  assertEquals([rows[0].layer, rows[0].saturated], [1, "–"]);
  assertEquals(typeof rows[0]["step / W"], "number");
});

Deno.test("lengths: the clipped step is rate · min(‖g‖, most)", async () => {
  const own = network(), { onStep, gradients, moves } = recordLengths(own);
  const optimizer = clipNorm(0.1, sgd({ rate: 0.5 }));
  await train(own, { ...data, optimizer, steps: 20, onStep });
  assertEquals([gradients.length, moves.length], [20, 20]);
  gradients.forEach((g, i) => assertAlmostEquals(moves[i], 0.5 * Math.min(g, 0.1), 1e-6));
});
