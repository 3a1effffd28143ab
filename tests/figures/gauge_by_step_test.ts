import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { relu } from "../../lib/activations.ts";
import { confusionTable } from "../../lib/figures/confusion.ts";
import { gaugeByStep } from "../../lib/figures/gauge_by_step.ts";
import { heNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { sgd } from "../../lib/optimizers.ts";
import { recordVitals } from "../../lib/record_vitals.ts";
import { train } from "../../lib/train.ts";

const shape = { inputs: 1, width: 4, depth: 2, outputs: 1, activation: relu, weights: heNormal };
const x = Matrix.from([[1], [2]]), data = { x, y: x, loss: meanSquaredError };

Deno.test("gaugeByStep: a line a layer, by name of the record, at the recorded steps", async () => {
  const network = mlp({ ...shape, seed: 1 }), record = recordVitals(network, { every: 2 });
  await train(network, {
    ...data,
    optimizer: sgd({ rate: 0.01 }),
    steps: 5,
    onStep: record.onStep,
  });
  const title = "It moves", one = gaugeByStep(record, "ratio", { title });
  assertEquals(one.data.map(({ name }) => name), ["layer 1", "last layer"]);
  assertEquals(one.data[0].x, [1, 3, 5]);
  const { update, weight } = record.steps[0].layers[0];
  assertAlmostEquals((one.data[0].y as number[])[0], update! / weight!);
  const two = gaugeByStep({ a: record, b: record }, "dead", { title, layers: [2] });
  assertEquals(two.data.map(({ name }) => name), ["a, layer 2", "b, layer 2"]);
  assertThrows(() => gaugeByStep(record, "dead", { title, layers: [9] }), RangeError, "layer 9");
  const empty = recordVitals(network);
  assertThrows(() => gaugeByStep(empty, "dead", { title }), RangeError, "no step");
});

Deno.test("confusionTable: counts in their cells, the diagonal in the title", () => {
  const figure = confusionTable({ dead: { dead: 3, fine: 1 }, fine: { fine: 5 } });
  assertEquals((figure.layout.title as { text: string }).text, "8 of 9 are called what they are");
  assertEquals(figure.data[1].text, ["3", "1", "5"]);
  assertEquals(figure.data[1].x, [0, 1, 1]);
  assertThrows(() => confusionTable({ dead: {} }), RangeError, "nothing was counted");
});
