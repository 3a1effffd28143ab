/** Networks whose units are saturated or dead: by theory or by construction. */
import { elu, gelu, geluTanh, relu, selu, silu, softplus } from "../activations.ts";
import { kinds } from "../diagnose/kinds.ts";
import { heNormal, type Initializer, scaledNormal } from "../initializers.ts";
import { evaluation } from "../layers/layer.ts";
import { Matrix } from "../matrix.ts";
import { mlp } from "../network.ts";
import { bounded, plain, setBiases } from "./drawn.ts";
import { soundNetwork } from "./healthy.ts";
import { between, choose, type Maker, recipeOf } from "./patient.ts";
import { expected } from "./theory.ts";

/** Weights so large that theory puts more than 65 % of each layer's outputs where φ is flat. */
const saturatingWeights: Maker = (random, task) => {
  const network = plain(
    random,
    task,
    choose(random, bounded),
    scaledNormal(random.uniform(2, 60)),
  );
  const { saturated: [least] } = expected(network);
  if (least < 0.65) return undefined;
  const how = `theory saturates ${(100 * least).toFixed(0)} % and more`;
  return { kind: kinds.saturated, layer: 1, how, recipe: recipeOf(task, network) };
};

/** Biases of ±10 to ±40 in one layer, as a training with steps too long leaves them. */
const saturatingBiases: Maker = (random, task) => {
  const network = soundNetwork(random, task, bounded);
  if (network === undefined || "blocks" in network || network.normalisation) return undefined;
  const layer = 1 + random.below(network.depth), size = random.uniform(10, 40);
  const signs = Array.from({ length: network.width }, () => random.below(2) === 0 ? -size : size);
  const start = setBiases(layer, (unit) => signs[unit]);
  const how = `biases of ±${size.toFixed(0)} in layer ${layer}`;
  return { kind: kinds.saturated, layer, how, recipe: recipeOf(task, network, { start }) };
};

export const saturated: Maker = (random, task) =>
  choose(random, [saturatingWeights, saturatingBiases])(random, task);

/** Biases far below 0 in more units of one layer than chance explains. */
export const dead: Maker = (random, task) => {
  const network = soundNetwork(random, task, [relu, elu(), selu, gelu, geluTanh, silu, softplus]);
  if (network === undefined || "blocks" in network || network.normalisation) return undefined;
  const layer = 1 + random.below(network.depth), { width } = network;
  const alive = random.below(3) === 0 ? 0 : Math.floor(random.uniform(0, 0.12) * width);
  if (1 - alive / width < 0.55 + 4 * Math.sqrt(0.25 / width) && alive > 0) return undefined;
  const start = setBiases(layer, (unit) => unit < alive ? 0 : -60);
  const how = `${width - alive} of ${width} units of layer ${layer} with a bias of −60`;
  return { kind: kinds.dead, layer, how, recipe: recipeOf(task, network, { start }) };
};

/** ReLU whose weights are all negative: layer 2 gets nothing above 0. */
const negativeWeights: Maker = (random, task) => {
  const scale = random.uniform(0.5, 2);
  const weights: Initializer = {
    name: `normal, all negative`,
    variance: (fanIn) => scale / fanIn,
    sample(fanIn, fanOut, random) {
      const one = () => -Math.abs(random.normal(0, Math.sqrt(scale / fanIn)));
      return Matrix.generate(fanIn, fanOut, one);
    },
  };
  const network = plain(random, task, relu, weights);
  const how = "all weights negative";
  return { kind: kinds.bornDead, layer: 2, how, recipe: recipeOf(task, network) };
};

/** A deep narrow ReLU net that chance has killed: a layer is 0 for all examples (Lu et al. 2019). */
const killedByChance: Maker = (random, task) => {
  const size = { depth: between(random, 30, 100), width: between(random, 8, 9) };
  const { precision: _, ...network } = plain(random, task, relu, heNormal, size);
  const run = mlp(network).forward(task.x, evaluation);
  const layers = run.records.filter(({ layer }) => layer.name.endsWith("ReLU"));
  const layer = 1 + layers.findIndex(({ output }) => output.data.every((entry) => entry === 0));
  if (layer === 0) return undefined;
  const how = `layer ${layer} is 0 for all examples`;
  return { kind: kinds.bornDead, layer, how, recipe: recipeOf(task, network) };
};

export const bornDead: Maker = (random, task) =>
  choose(random, [negativeWeights, killedByChance])(random, task);
