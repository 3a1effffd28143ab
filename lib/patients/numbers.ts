/** Networks whose inputs are badly scaled, or that meet numbers that are not finite. */
import { elu, leakyRelu, relu, selu } from "../activations.ts";
import { kinds } from "../diagnose/kinds.ts";
import { scaledNormal } from "../initializers.ts";
import { float32 } from "../matrix.ts";
import type { Network } from "../network.ts";
import { meanSquareOutput } from "../theory/signals.ts";
import { power } from "../whole_power.ts";
import { activations, plain } from "./drawn.ts";
import { soundNetwork } from "./healthy.ts";
import { between, choose, denseLayers, type Maker, recipeOf } from "./patient.ts";

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
