import { assertEquals } from "@std/assert";
import {
  gaussianTeacher,
  layerSignals,
  meanSquaredError,
  mlp,
  softmaxCrossEntropy,
  tanh,
  thereAndBack,
  xavierNormal,
} from "lib/mod.ts";

const data = gaussianTeacher({ count: 8, inputs: 3, seed: 1 });
const network = (outputs: number) =>
  mlp({ inputs: 3, width: 5, depth: 2, outputs, activation: tanh, weights: xavierNormal, seed: 1 });

Deno.test("there and back is forward, loss and backward", () => {
  const run = network(1).forward(data.x);
  run.backward(meanSquaredError(run.output, data.y).gradient);
  assertEquals(layerSignals(thereAndBack(network(1), data)), layerSignals(run));
});

Deno.test("another loss may be given, with the targets that it takes", () => {
  const labels = Uint8Array.from({ length: 8 }, (_, i) => i % 2), run = network(2).forward(data.x);
  run.backward(softmaxCrossEntropy(run.output, labels).gradient);
  const same = thereAndBack(network(2), { x: data.x, y: labels }, softmaxCrossEntropy);
  assertEquals(layerSignals(same), layerSignals(run));
});
