import { assertEquals, assertThrows } from "@std/assert";
import { relu } from "../lib/activations.ts";
import { heNormal } from "../lib/initializers.ts";
import { parametricRelu } from "../lib/layers/parametric_relu.ts";
import {
  activationOutputs,
  deltas,
  preActivations,
  residualBlocks,
  weightGradients,
} from "../lib/layer_values.ts";
import { Matrix } from "../lib/matrix.ts";
import { layerSignals } from "../lib/monitor.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { mlp } from "../lib/network.ts";
import { residualMlp } from "../lib/residual_mlp.ts";

const x = Matrix.from([[1, -1], [0.5, 2], [3, 1]]);
const options = { inputs: 2, width: 4, depth: 2, outputs: 1, weights: heNormal, seed: 1 };

Deno.test("the values of each layer, in the order of the layers", () => {
  const run = mlp({ ...options, activation: relu }).forward(x);
  assertEquals(preActivations(run).map(({ shape }) => shape), ["3×4", "3×4", "3×1"]);
  const [z] = preActivations(run), [h] = activationOutputs(run);
  assertEquals([...h.data], [...z.data].map((z) => Math.max(0, z)));
  assertThrows(() => deltas(run), TypeError, "deltas: this run has no gradients yet");
  assertThrows(() => weightGradients(run), TypeError, "weightGradients: this run has no gradients");
  run.backward(run.output);
  const signals = layerSignals(run);
  assertEquals(deltas(run).map(rootMeanSquare), signals.map(({ delta }) => delta));
  assertEquals(weightGradients(run).map(({ shape }) => shape), ["2×4", "4×4", "4×1"]);
});

Deno.test("an activation that learns is one too", () => {
  const run = mlp({ ...options, activation: parametricRelu }).forward(x);
  assertEquals(activationOutputs(run).length, 2);
});

Deno.test("residual blocks: with α = 0 all pass the same on, forward and back", () => {
  const { depth: _, ...shape } = options;
  const run = residualMlp({ ...shape, activation: relu, blocks: 3, scale: 0 }).forward(x);
  run.backward(run.output);
  const blocks = residualBlocks(run);
  assertEquals(blocks.length, 3);
  assertEquals(blocks[2].output.data, blocks[0].input.data);
  assertEquals(blocks[2].delta!.data, blocks[0].delta!.data);
  assertEquals(residualBlocks(mlp({ ...options, activation: relu }).forward(x)), []);
});
