import type { Activation } from "../activations.ts";
import { Activate } from "../layers/activate.ts";
import { BatchNorm } from "../layers/batch_norm.ts";
import { Dense } from "../layers/dense.ts";
import type { Layer } from "../layers/layer.ts";
import { LayerNorm } from "../layers/layer_norm.ts";
import { Residual } from "../layers/residual.ts";
import type { Run } from "../network.ts";
import { suitableWeights } from "./remedies.ts";
import { trunkOf } from "./vitals.ts";

/** How the network is made, as far as it decides what helps. */
export interface Build {
  /** Hidden layers or blocks; everything but the last dense layer. */
  readonly depth: number;
  /** The first activation, null where there is none. */
  readonly activation: Activation | null;
  /** Its hidden weights have the mean 0 and the variance that suit the activation. */
  readonly suited: boolean;
  readonly normalised: boolean;
  readonly residual: boolean;
  /** It is residual, and its branches are divided by √L or more. */
  readonly gentle: boolean;
  readonly float32: boolean;
}

export function buildOf(run: Run): Build {
  const layers = run.records.map(({ layer }) => layer);
  const blocks = layers.filter((layer) => layer instanceof Residual);
  const most = 1.01 / Math.sqrt(blocks.length); // but for rounding
  const activation = layers.find((layer) => layer instanceof Activate)?.activation ?? null;
  return {
    depth: trunkOf(run).length - 1,
    activation,
    suited: activation !== null && weightsSuit(layers, activation),
    normalised: layers.some((l) => l instanceof BatchNorm || l instanceof LayerNorm),
    residual: blocks.length > 0,
    gentle: blocks.length > 0 &&
      blocks.every(({ scale }) => Math.abs(scale.value.data[0]) <= most),
    float32: run.output.data instanceof Float32Array,
  };
}

/** How far mean and variance of all weights together may be off: Xavier's variance is ½ of He's. */
const OFF = 0.25;

function weightsSuit(layers: readonly Layer[], activation: Activation): boolean {
  const weights = suitableWeights(activation);
  if (weights === null) return false;
  let count = 0, sum = 0, squares = 0; // of w, divided by the deviation that it should have
  for (const layer of layers.filter((layer) => layer instanceof Dense).slice(0, -1)) {
    const { rows, columns, data } = layer.weights.value;
    const deviation = Math.sqrt(weights.variance(rows, columns));
    for (const w of data) {
      const part = w / deviation;
      sum += part;
      squares += part * part;
    }
    count += data.length;
  }
  return Math.abs(sum / count) < OFF && Math.abs(squares / count - 1) < OFF;
}
