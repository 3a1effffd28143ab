/** Us: `train` as a lesson calls it, with a hook that promises to forget what it saw. Argument: `turbo`. */
import {
  batchNorm,
  float32,
  float64,
  Matrix,
  mlp,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  train,
  turbo,
  xavierNormal,
} from "../../lib/mod.ts";
import { clock } from "../clock.ts";
import { type Problem, serve, type Training } from "./protocol.ts";

function begin(problem: Problem, dtype: string): Training {
  const { inputs, width, depth, outputs, batch, layers, rate, labels } = problem;
  const precision = dtype === "float32" ? float32 : float64;
  const network = mlp({
    ...{ inputs, width, depth, outputs, precision },
    ...{ activation: sigmoid, weights: xavierNormal, seed: 0 },
    normalisation: problem.batchNorm ? batchNorm : undefined,
  });
  const weights = network.parameters.filter(({ name }) => name === "weights");
  layers.forEach(({ from, to, weights: start }, l) => {
    weights[l].value = new Matrix(from, to, precision.from(start));
  });
  const x = new Matrix(batch, inputs, precision.from(problem.x));
  return async (steps) => {
    const { onStep, milliseconds } = clock();
    const optimizer = sgd({ rate }), y = labels, loss = softmaxCrossEntropy;
    const history = await train(network, { x, y, loss, optimizer, steps, onStep });
    return { losses: [...history.loss], milliseconds };
  };
}

const second = Deno.args[0] === "turbo" ? await turbo() : null;
const version = `Deno ${Deno.version.deno}, V8 ${Deno.version.v8}`;
await serve({ version, dtypes: ["float32", "float64"], batchNorm: true }, begin);
second?.end();
