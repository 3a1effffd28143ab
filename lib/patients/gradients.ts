/** Networks whose gradients vanish, explode or shatter: by theory, never by the doctor. */
import { elu, gelu, leakyRelu, relu, selu, silu, softplus } from "../activations.ts";
import { autocorrelation } from "../autocorrelation.ts";
import { grid1d } from "../datasets/regression.ts";
import { kinds } from "../diagnose/kinds.ts";
import {
  heNormal,
  heUniform,
  lecunNormal,
  scaledNormal,
  xavierNormal,
  xavierUniform,
} from "../initializers.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { mlp } from "../network.ts";
import { batchNormGrowth, residualGrowth } from "../theory/depth.ts";
import { power } from "../whole_power.ts";
import { activationFor, plain } from "./drawn.ts";
import { choose, type Maker, recipeOf, sizes } from "./patient.ts";
import { expected } from "./theory.ts";

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
