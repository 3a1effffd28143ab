/** Networks that are expected to learn; the benchmark takes only those that then do. */
import {
  type Activation,
  elu,
  gelu,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../activations.ts";
import { kinds } from "../diagnose/kinds.ts";
import type { Recipe } from "../diagnose/recipe.ts";
import { heFor, heNormal, scaledNormal, xavierNormal } from "../initializers.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { layerNorm } from "../layers/layer_norm.ts";
import { learnedScale } from "../layers/residual.ts";
import type { Random } from "../random.ts";
import { choose, type Maker, recipeOf, sizes } from "./patient.ts";
import type { Task } from "./tasks.ts";

const bounded = [sigmoid, hardSigmoid, tanh];
const all: readonly Activation[] = [
  ...[relu, leakyRelu(), leakyRelu(0.2), elu(), selu, gelu, silu, softplus, identity],
  ...bounded,
];

/** Options of a network that ought to learn, or undefined where this draw is none. */
export function soundNetwork(
  random: Random,
  { x, classes, linear }: Task,
  activations: readonly Activation[],
): Recipe["network"] | undefined {
  const activation = choose(random, activations), seed = random.bits();
  if (activation === identity && !linear) return undefined;
  const odd = activation === tanh || activation === identity;
  const weights = odd ? xavierNormal : bounded.includes(activation)
    ? scaledNormal(4) // times a slope of ¼, or ⅙: about 1
    : activation === softplus
    ? heNormal
    : heFor(activation);
  const shared = { inputs: x.columns, outputs: classes, activation, weights, seed };
  const norm = choose(random, [batchNorm, layerNorm]);
  switch (random.below(4)) {
    case 0: { // a residual net of any depth
      const { depth: blocks, width } = sizes(random);
      const scale = choose(random, [1 / Math.sqrt(blocks), 1 / blocks, learnedScale()]);
      return { ...shared, width, blocks, scale };
    }
    case 1: { // with normalisation
      const { depth: blocks, width } = sizes(random);
      return { ...shared, width, blocks, normalisation: norm, scale: 1 / Math.sqrt(blocks) };
    }
    case 2: { // a shallow one with normalisation
      const size = sizes(random, { deepest: 5, narrowest: 16 });
      return { ...shared, ...size, normalisation: norm };
    }
    default: { // a plain one, not deep for its width
      const curved = bounded.includes(activation)
        ? 3
        : [gelu, silu, softplus].includes(activation)
        ? 5
        : 9;
      const deepest = activation === tanh ? 12 : curved;
      return { ...shared, ...sizes(random, { deepest, narrowest: 16 }) };
    }
  }
}

export const healthy: Maker = (random, task) => {
  const network = soundNetwork(random, task, all);
  if (network === undefined) return undefined;
  const how = "blocks" in network ? "residual" : network.normalisation ? "normalised" : "plain";
  return { kind: kinds.fine, layer: null, how, recipe: recipeOf(task, network) };
};
