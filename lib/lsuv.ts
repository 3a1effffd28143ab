import { finiteNumber, requireObject, requireValue, wholeNumber } from "./errors.ts";
import { requireFinite } from "./finite.ts";
import { Dense } from "./layers/dense.ts";
import { training } from "./layers/layer.ts";
import { type Matrix, requireMatrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import { orthogonal } from "./orthogonal.ts";
import { Random, streams } from "./random.ts";
import { requireKeys } from "./require_keys.ts";

export interface LsuvOptions {
  /** For the orthogonal matrices that it begins with. */
  seed: number;
  /** How near to 1 a layer's variance must come. */
  tolerance?: number;
  /** The most corrections of one layer. */
  rounds?: number;
}

/** What was done to one dense layer. */
export interface LsuvStep {
  readonly name: string;
  /** The variance of the layer's output before and after. */
  readonly before: number;
  readonly after: number;
  readonly rounds: number;
}

/**
 * Layer-sequential unit variance (Mishkin & Matas 2016, "All you need is a good init", algorithm 1): no
 * formula of sizes and activations, but a look at the data. Every dense layer gets an orthogonal matrix;
 * then, from the first to the last, the batch is sent through and the weights are divided by the
 * deviation of what comes out, W ← W/√Var(x·W + b), until its variance is 1.
 *
 * ```ts
 * lsuv(network, x, { seed: 1 });
 * ```
 *
 * Changes the network's weights, and the running statistics of a batch norm in it. Throws RangeError, naming the layer, where the variance is 0 or not
 * finite, so that no division can mend it.
 */
export function lsuv(network: Network, x: Matrix, options: LsuvOptions): LsuvStep[] {
  requireValue("lsuv", "network", network, ["forward"], "mlp({ … })");
  requireObject("lsuv", options, "{ seed: 1 }");
  const { seed, tolerance = 0.01, rounds = 10 } = options;
  requireKeys("lsuv", options, { seed, tolerance, rounds });
  wholeNumber("lsuv", "seed", seed, 0, Number.MAX_SAFE_INTEGER);
  finiteNumber("lsuv", "tolerance", tolerance, 1e-12, 1);
  wholeNumber("lsuv", "rounds", rounds, 1, 1000);
  requireMatrix("lsuv", "x", x);
  if (x.rows === 0) throw new RangeError(`lsuv: x is ${x.shape}; give at least 1 example.`);
  requireFinite("lsuv", "x", x);
  const outputs = () =>
    network.forward(x, training()).records.filter(({ layer }) => layer instanceof Dense);
  const layers = outputs().map(({ layer }) => layer as Dense);
  layers.forEach(({ weights }, l) => {
    const { rows, columns, precision } = weights.value, random = new Random(seed, streams.lsuv + l);
    weights.value = orthogonal().sample(rows, columns, random).to(precision);
  });
  return layers.map((layer, l) => {
    const measure = () => requireSpread(layer.name, variance(outputs()[l].output));
    const before = measure();
    let after = before, round = 0;
    for (; Math.abs(after - 1) > tolerance && round < rounds; round++) {
      const deviation = Math.sqrt(after);
      layer.weights.value = layer.weights.value.map((w) => w / deviation);
      after = measure();
    }
    return { name: layer.name, before, after, rounds: round };
  });
}

/** Over all entries, around their mean. */
function variance({ data }: Matrix): number {
  let sum = 0, squares = 0;
  for (const entry of data) sum += entry;
  const mean = sum / data.length;
  for (const entry of data) squares += (entry - mean) * (entry - mean);
  return squares / data.length;
}

function requireSpread(name: string, variance: number): number {
  if (variance > 0 && variance < Infinity) return variance;
  throw new RangeError(
    `lsuv, ${name}: the variance of its output is ${variance}; ` +
      "give a batch of finite, different examples and an activation that lets something through.",
  );
}
