/** Random networks, described by recipes: plain data that shrinks, prints on one line and rebuilds. */
import fc from "fast-check";
import * as lib from "../../lib/activations.ts";
import { activation } from "../../lib/activations/from_formula.ts";
import { heUniform, type Initializer, scaledNormal, xavierNormal } from "../../lib/initializers.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { BatchNorm, batchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { Dropout } from "../../lib/layers/dropout.ts";
import {
  evaluation,
  type Layer,
  type LayerKind,
  type Mode,
  training,
} from "../../lib/layers/layer.ts";
import { LayerNorm, layerNorm } from "../../lib/layers/layer_norm.ts";
import { ParametricRelu } from "../../lib/layers/parametric_relu.ts";
import { learnedScale, Residual } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp, Network } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";
import { residualMlp } from "../../lib/residual_mlp.ts";
import { type LossCase, losses } from "./dual_losses.ts";

/** Where the functions with corners were evaluated: the same number means between the same corners. */
export const corners = { seen: 0 };

function watch(z: number, at: readonly number[]): void {
  let segment = 0;
  while (segment < at.length && z > at[segment]) segment++;
  corners.seen = Math.imul(corners.seen, 31) + segment | 0;
}

function watched(activation: lib.Activation, at: readonly number[]): lib.Activation {
  return {
    ...activation,
    f(z) {
      watch(z, at);
      return activation.f(z);
    },
  };
}

/** PReLU is a layer, so its input is watched on the way in. */
function watchedPrelu(layer: ParametricRelu): Layer {
  const forward = layer.forward.bind(layer);
  layer.forward = (x) => {
    for (const z of x.data) watch(z, [0]);
    return forward(x);
  };
  return layer;
}

export const activations: Record<string, lib.Activation | LayerKind> = {
  identity: lib.identity,
  sigmoid: lib.sigmoid,
  tanh: lib.tanh,
  softplus: lib.softplus,
  silu: lib.silu,
  gelu: lib.gelu,
  geluTanh: lib.geluTanh,
  fromFormula: activation("x * tanh(log(1 + exp(x)))"),
  relu: watched(lib.relu, [0]),
  leakyRelu: watched(lib.leakyRelu(0.2), [0]),
  elu: watched(lib.elu(0.7), [0]),
  selu: watched(lib.selu, [0]),
  hardSigmoid: watched(lib.hardSigmoid, [-3, 3]),
  prelu: {
    name: "PReLU",
    layer: (_, options) => watchedPrelu(new ParametricRelu(options)),
  },
  preluByUnit: {
    name: "PReLU by unit",
    layer: (units, options) => watchedPrelu(new ParametricRelu({ units, ...options })),
  },
};

const initializers: Record<string, Initializer> = {
  scaledNormal: scaledNormal(1.5),
  xavierNormal,
  heUniform,
};

const normalisations: Record<string, LayerKind | undefined> = {
  none: undefined,
  batchNorm,
  layerNorm,
};

/** One layer of a network put together by hand; a branch makes it a residual block. */
interface LayerRecipe {
  kind: "dense" | "activation" | "batchNorm" | "layerNorm" | "dropout" | "residual";
  units: number;
  activation: string;
  learned: boolean;
  branch: LayerRecipe[];
}

export interface Recipe {
  builder: "mlp" | "residualMlp" | "layers";
  rows: number;
  inputs: number;
  width: number;
  depth: number;
  outputs: number;
  activation: string;
  normalisation: string;
  dropout: number;
  layersPerBlock: number;
  learned: boolean;
  layers: LayerRecipe[];
  initializer: string;
  loss: string;
  training: boolean;
  seed: number;
}

const width = fc.integer({ min: 1, max: 3 });
const anyActivation = fc.constantFrom(...Object.keys(activations));

const layerRecipe = (branch: fc.Arbitrary<LayerRecipe[]>): fc.Arbitrary<LayerRecipe> =>
  fc.record({
    kind: fc.constantFrom("dense", "activation", "batchNorm", "layerNorm", "dropout", "residual"),
    units: width,
    activation: anyActivation,
    learned: fc.boolean(),
    branch,
  });
const leaf = layerRecipe(fc.constant([]));

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  builder: fc.constantFrom("mlp", "residualMlp", "layers"),
  rows: fc.integer({ min: 2, max: 4 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  width,
  depth: fc.integer({ min: 1, max: 8 }),
  outputs: fc.integer({ min: 1, max: 3 }),
  activation: anyActivation,
  normalisation: fc.constantFrom(...Object.keys(normalisations)),
  dropout: fc.constantFrom(0, 0, 0.3),
  layersPerBlock: fc.integer({ min: 1, max: 2 }),
  learned: fc.boolean(),
  layers: fc.array(layerRecipe(fc.array(leaf, { minLength: 1, maxLength: 2 })), {
    minLength: 1,
    maxLength: 6,
  }),
  initializer: fc.constantFrom(...Object.keys(initializers)),
  loss: fc.constantFrom(...Object.keys(losses)),
  training: fc.boolean(),
  seed: fc.nat(1_000_000),
});

/** What a recipe makes: a network at a random place, data, and a loss. */
export interface Case {
  network: Network;
  x: Matrix;
  mode: Mode;
  loss: LossCase;
}

/** `build(recipe)` makes the same case each time. */
export function build(recipe: Recipe): Case {
  const { rows, inputs, seed } = recipe, random = new Random(seed);
  const network = networkOf(recipe);
  for (const parameter of network.parameters) {
    if (parameter.name === "weights") continue;
    parameter.value = parameter.value.map((value) => value + 0.5 * random.normal());
  }
  const mode = recipe.training ? training(seed) : evaluation;
  const x = Matrix.generate(rows, inputs, () => random.normal());
  const run = network.forward(x, mode);
  for (const { layer } of run.records) {
    if (!(layer instanceof BatchNorm)) continue;
    layer.runningMean = layer.runningMean.map(() => 0.3 * random.normal());
    layer.runningVariance = layer.runningVariance.map(() => random.uniform(0.5, 1.5));
  }
  return { network, x, mode, loss: losses[recipe.loss](rows, run.output.columns, random) };
}

function networkOf(recipe: Recipe): Network {
  const { builder, inputs, outputs, depth, layersPerBlock, learned, seed } = recipe;
  const weights = initializers[recipe.initializer], random = new Random(seed, 1);
  const alpha = random.normal();
  const classes = recipe.loss === "softmaxCrossEntropy"; // which must be two at least
  if (builder === "layers") {
    const { layers, units } = stack(recipe.layers, inputs, weights, random);
    if (classes && units === 1) layers.push(new Dense(1, 2, { weights, random }));
    return new Network(layers);
  }
  const options = {
    inputs,
    outputs: classes ? Math.max(2, outputs) : outputs,
    // Layer norm refuses a single unit.
    width: recipe.normalisation === "layerNorm" ? Math.max(2, recipe.width) : recipe.width,
    activation: activations[recipe.activation],
    normalisation: normalisations[recipe.normalisation],
    ...recipe.dropout > 0 && { dropout: recipe.dropout },
    weights,
    seed,
  };
  if (builder === "mlp") return mlp({ ...options, depth });
  return residualMlp({
    ...options,
    blocks: Math.ceil(depth / layersPerBlock),
    layersPerBlock,
    scale: learned ? learnedScale(alpha) : alpha,
  });
}

/** Layers put together by hand, each with the units that the one before leaves. */
function stack(
  recipes: readonly LayerRecipe[],
  inputs: number,
  weights: Initializer,
  random: Random,
): { layers: Layer[]; units: number } {
  let units = inputs;
  const layers = recipes.map(({ kind, units: wanted, activation, learned, branch }): Layer => {
    const dense = (to: number) => new Dense(units, to, { weights, random });
    const stand = kind === "layerNorm" && units === 1 || kind === "residual" && branch.length === 0;
    if (kind === "dense" || stand) { // a dense layer stands in for what cannot be
      const layer = dense(wanted);
      units = wanted;
      return layer;
    }
    if (kind === "batchNorm") return new BatchNorm(units, { epsilon: learned ? 1e-5 : 0.1 });
    if (kind === "layerNorm") return new LayerNorm(units, { epsilon: learned ? 1e-5 : 0.1 });
    if (kind === "dropout") return new Dropout(0.3, { seed: random.below(1000) });
    if (kind === "activation") return activationLayer(activations[activation], units);
    const inner = stack(branch, units, weights, random), alpha = random.normal();
    const layer = new Residual(new Sequential(inner.layers), {
      scale: learned ? learnedScale(alpha) : alpha,
      ...inner.units !== units && { projection: dense(inner.units) },
    });
    units = inner.units;
    return layer;
  });
  return { layers, units };
}

function activationLayer(kind: lib.Activation | LayerKind, units: number): Layer {
  if ("slope" in kind) return new Activate(kind);
  return kind.layer(units, { name: kind.name, precision: Float64Array });
}
