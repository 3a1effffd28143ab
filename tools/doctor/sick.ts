/** The ways to make a network sick. Each decides by theory or by construction, never by the doctor. */
import {
  type Activation,
  elu,
  gelu,
  geluTanh,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../../lib/activations.ts";
import { autocorrelation } from "../../lib/autocorrelation.ts";
import { grid1d } from "../../lib/datasets/regression.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import {
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  scaledNormal,
  xavierNormal,
  xavierUniform,
} from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { evaluation } from "../../lib/layers/layer.ts";
import { float32, Matrix } from "../../lib/matrix.ts";
import { mlp, type Network } from "../../lib/network.ts";
import type { Random } from "../../lib/random.ts";
import { batchNormGrowth, residualGrowth } from "../../lib/theory/depth.ts";
import { meanSquareOutput } from "../../lib/theory/signals.ts";
import { between, choose, denseLayers, type Maker, recipeOf, sizes } from "./cases.ts";
import { expected } from "./theory.ts";
import { soundNetwork } from "./healthy.ts";
import type { Task } from "./tasks.ts";

const unbounded = [relu, leakyRelu(), leakyRelu(0.2), elu(), selu, gelu, geluTanh, silu, softplus];
const bounded = [sigmoid, tanh, hardSigmoid];
export const activations: readonly Activation[] = [...unbounded, ...bounded, identity];

/** Any; but a linear network learns clouds only. */
function activationFor(random: Random, { linear }: Task): Activation {
  return choose(random, linear ? activations : activations.filter((one) => one !== identity));
}

/** Options of an mlp for the task; a tenth of them in float32. */
function plain(
  random: Random,
  { x, classes }: Task,
  activation: Activation,
  weights: Initializer,
  size = sizes(random),
) {
  const precision = random.below(10) === 0 ? { precision: float32 } : {};
  const seed = random.bits();
  return { inputs: x.columns, ...size, outputs: classes, activation, weights, seed, ...precision };
}

/** Weights so small, or an activation so flat, that theory leaves less than 1e-4 of δ at layer 1. */
export const vanishing: Maker = (random, task) => {
  const usual = [xavierNormal, xavierUniform, lecunNormal, heNormal, heUniform];
  const weights = random.below(2) === 0
    ? choose(random, usual)
    : scaledNormal(random.uniform(0.02, 1.2));
  const network = plain(random, task, activationFor(random, task), weights);
  const { ratio, saturated: [, most] } = expected(network);
  if (!(ratio < 1e-4) || most > 0.35) return undefined;
  const how = `theory leaves ${ratio.toExponential(1)} of δ`;
  return { kind: kinds.vanishing, layer: null, how, recipe: recipeOf(task, network) };
};

/** Weights so large that theory multiplies δ by more than 1e4, and no activation saturates. */
const largeWeights: Maker = (random, task) => {
  const weights = scaledNormal(random.uniform(1.2, 10));
  const network = plain(random, task, activationFor(random, task), weights);
  const { ratio, size, saturated: [, most] } = expected(network);
  if (!(ratio > 1e4) || size > 1e30 || most > 0.35) return undefined;
  const how = `theory multiplies δ by ${ratio.toExponential(1)}`;
  return { kind: kinds.exploding, layer: null, how, recipe: recipeOf(task, network) };
};

/** Skip connections without scale or normalisation: √(1 + α²) a block. */
const plainSkips: Maker = (random, task) => {
  const { depth, width } = sizes(random, { shallowest: 15 }), scale = random.uniform(0.8, 2);
  const activation = choose(random, [relu, leakyRelu(), leakyRelu(0.2)]);
  const { depth: _, ...rest } = plain(random, task, activation, heNormal, { depth, width });
  if (residualGrowth(depth, scale) < 1e9) return undefined; // δ² and signal² alike
  const network = { ...rest, blocks: depth, scale };
  const how = `${depth} blocks, each times 1 + ${scale.toFixed(1)}²`;
  return { kind: kinds.exploding, layer: null, how, recipe: recipeOf(task, network) };
};

/** Batch norm in a plain deep net: E[φ′²]/Var[φ] a layer. */
const deepBatchNorm: Maker = (random, task) => {
  const activation = choose(random, [relu, leakyRelu(), softplus, elu(), selu, silu, gelu]);
  const network = plain(random, task, activation, heNormal, sizes(random, { shallowest: 40 }));
  const growth = batchNormGrowth(activation);
  if (power(growth, network.depth) < 1e9) return undefined; // squared
  const how = `batch norm, times ${growth.toFixed(2)} a layer (squared)`;
  const recipe = recipeOf(task, { ...network, normalisation: batchNorm });
  return { kind: kinds.exploding, layer: null, how, recipe };
};

export const exploding: Maker = (random, task) =>
  choose(random, [largeWeights, largeWeights, plainSkips, deepBatchNorm])(random, task);

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

/** Columns of unlike size, far from 0, or all very large or small. */
export const illConditioned: Maker = (random, task) => {
  const network = soundNetwork(random, task, activations);
  if (network === undefined) return undefined;
  const { columns } = task.x, kind = random.below(3), half = Math.ceil(columns / 2);
  const size = power(10, between(random, 2, 4)), sign = random.below(2) === 0 ? -1 : 1;
  const change = [
    (entry: number, j: number) => j < half ? entry : size * entry,
    (entry: number) => entry + sign * size,
    (entry: number) => entry * (sign > 0 ? size : 1 / size),
  ][kind];
  const x = task.x.map((entry, i) => change(entry, i % columns));
  const how = [`half of the columns ×${size}`, `${sign * size} away`, `all × 10^±${size}`][kind];
  const recipe = recipeOf(task, network, { x });
  return { kind: kinds.illConditioned, layer: 1, how, recipe };
};

/**
 * Batch norm in a plain net of a depth at which Balduzzi's own experiment, 256 points on a line, gives a
 * lag-1 autocorrelation below 0.15, while the growth of δ stays below 60.
 */
export const shattered: Maker = (random, task) => {
  const activation = choose(random, [relu, leakyRelu(), leakyRelu(0.2)]); // it is the corners' doing
  const size = sizes(random, { shallowest: 18, narrowest: 16 });
  const network = plain(random, task, activation, heNormal, size);
  if (power(batchNormGrowth(activation), network.depth) > 60 * 60) return undefined;
  const options = { ...network, normalisation: batchNorm };
  const line = mlp({ ...options, inputs: 1, outputs: 1 }).forward(grid1d({ count: 256 }).x);
  line.backward(line.output.map(() => 1));
  const lag = autocorrelation(line.inputGradient!.data, 1)[1];
  if (lag > 0.15) return undefined;
  const how = `batch norm, depth ${network.depth}, lag-1 autocorrelation ${lag.toFixed(2)}`;
  return { kind: kinds.shattered, layer: null, how, recipe: recipeOf(task, options) };
};

const missingNumber: Maker = (random, task) => {
  const network = soundNetwork(random, task, activations);
  if (network === undefined) return undefined;
  const wrong = random.below(task.x.data.length), value = choose(random, [NaN, Infinity]);
  const x = task.x.map((entry, i) => i === wrong ? value : entry);
  const recipe = recipeOf(task, network, { x });
  return { kind: kinds.nonFinite, layer: null, how: `an input is ${value}`, recipe };
};

const brokenWeight: Maker = (random, task) => {
  const network = soundNetwork(random, task, activations);
  if (network === undefined || "blocks" in network) return undefined;
  const layer = 1 + random.below(network.depth), value = choose(random, [NaN, Infinity, -Infinity]);
  const start = (made: Network) => {
    const { weights } = denseLayers(made)[layer - 1];
    weights.value = weights.value.map((w, i) => i === 0 ? value : w);
  };
  const how = `a weight of layer ${layer} is ${value}`;
  return { kind: kinds.nonFinite, layer, how, recipe: recipeOf(task, network, { start }) };
};

/** Weights so large that the signal, times σ_w·√(E[φ²]/q) a layer, passes the largest number. */
const overflow: Maker = (random, task) => {
  const deviation = random.uniform(10, 1e4);
  const activation = choose(random, [relu, leakyRelu(0.2), selu, elu()]);
  const network = plain(random, task, activation, scaledNormal(deviation));
  const factor = deviation * Math.sqrt(meanSquareOutput(activation, 1e6) / 1e6);
  const most = network.precision === float32 ? 1e42 : 1e311, size = power(factor, network.depth);
  if (!(size > most)) return undefined;
  const how = `times ${factor.toFixed(0)} a layer`;
  return { kind: kinds.nonFinite, layer: null, how, recipe: recipeOf(task, network) };
};

const tooFast: Maker = (random, task) => {
  const network = soundNetwork(random, task, [relu, leakyRelu(), leakyRelu(0.2), selu, elu()]);
  if (network === undefined || network.normalisation) return undefined;
  const recipe = recipeOf(task, network, { rate: 1e6 });
  return { kind: kinds.nonFinite, layer: null, how: "the rate is 1e6", recipe };
};

export const nonFinite: Maker = (random, task) =>
  choose(random, [missingNumber, brokenWeight, overflow, tooFast])(random, task);

/** Every way to be sick. */
export const makers: readonly Maker[] = [
  vanishing,
  exploding,
  saturated,
  dead,
  bornDead,
  illConditioned,
  shattered,
  nonFinite,
];

function setBiases(layer: number, bias: (unit: number) => number): (network: Network) => void {
  return (network) => {
    const own = denseLayers(network)[layer - 1].bias;
    own.value = own.value.map((_, unit) => bias(unit));
  };
}

function power(base: number, n: number): number {
  let result = 1;
  for (let i = 0; i < n; i++) result *= base;
  return result;
}
