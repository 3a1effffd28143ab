import { gelu, sigmoid, tanh } from "../../lib/activations.ts";
import { batches, takeRows } from "../../lib/batches.ts";
import { clipNorm } from "../../lib/clipping.ts";
import { spirals } from "../../lib/datasets/points.ts";
import { heNormal, xavierUniform } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { evaluation, training } from "../../lib/layers/layer.ts";
import { layerNorm } from "../../lib/layers/layer_norm.ts";
import { parametricRelu } from "../../lib/layers/parametric_relu.ts";
import { learnedScale } from "../../lib/layers/residual.ts";
import { softmaxCrossEntropy } from "../../lib/losses.ts";
import { mlp, type Network } from "../../lib/network.ts";
import { adam, adamW, type Optimizer, rmsProp, sgd } from "../../lib/optimizers.ts";
import { residualMlp } from "../../lib/residual_mlp.ts";
import { cosine, warmUp } from "../../lib/schedules.ts";

/**
 * Trains four small networks, which between them use nearly all of the engine, and gives every number
 * they end with: parameters, and outputs in evaluation.
 */
export function trainSmall(): Float64Array {
  const { x, labels } = spirals({ count: 48, classes: 3, noise: 0.05, seed: 4 });
  const shape = { inputs: 2, width: 8, outputs: 3, seed: 5 };
  const rate = warmUp({ steps: 5, after: cosine({ rate: 0.02, steps: 35 }) });
  const students: [Network, Optimizer][] = [
    [
      mlp({
        ...shape,
        depth: 4,
        activation: tanh,
        weights: xavierUniform,
        normalisation: batchNorm,
        dropout: 0.1,
      }),
      clipNorm(1, adam({ rate })),
    ],
    [
      residualMlp({
        ...shape,
        blocks: 3,
        layersPerBlock: 2,
        activation: gelu,
        weights: heNormal,
        normalisation: layerNorm,
        scale: learnedScale(0.1),
      }),
      adamW({ rate: 0.01 }),
    ],
    [
      mlp({ ...shape, depth: 3, activation: parametricRelu, weights: heNormal }),
      rmsProp({ rate: 0.01 }),
    ],
    [
      mlp({ ...shape, depth: 2, activation: sigmoid, weights: heNormal }),
      sgd({ rate: 0.3, momentum: 0.9, nesterov: true }),
    ],
  ];
  const numbers: number[] = [];
  for (const [network, optimizer] of students) {
    const source = batches(x.rows, 16, 6);
    for (let step = 0; step < 40; step++) {
      const { rows } = source.next().value;
      const run = network.forward(takeRows(x, rows), training(step));
      run.backward(softmaxCrossEntropy(run.output, takeRows(labels, rows)).gradient);
      optimizer.step(network.parameters);
    }
    for (const { value } of network.parameters) numbers.push(...value.data);
    numbers.push(...network.forward(x, evaluation).output.data);
  }
  return Float64Array.from(numbers);
}

/** SHA-256 of the numbers' bits, low byte first on every machine. */
export async function fingerprint(numbers: Float64Array): Promise<string> {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((number, i) => bytes.setFloat64(8 * i, number, true));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
