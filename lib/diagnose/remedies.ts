import { type Activation, leakyRelu, relu } from "../activations.ts";
import { requireActivation } from "../activations/activation.ts";
import { takeRows } from "../batches.ts";
import { standardize } from "../datasets/standardize.ts";
import { heFor, heNormal, type Initializer, xavierNormal } from "../initializers.ts";
import type { Labels } from "../labels.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { float64, Matrix } from "../matrix.ts";
import type { Recipe } from "./recipe.ts";
import { shape } from "./slopes.ts";

/** What helps, and why. */
export interface Remedy {
  readonly name: string;
  readonly reason: string;
  /** The recipe with the remedy in it; missing where a person has to do it. */
  readonly apply?: <Target extends Matrix | Labels>(recipe: Recipe<Target>) => Recipe<Target>;
}

/**
 * The weights that suit an activation: He's argument where it grows without end, Xavier's where it is
 * odd and saturates, and null where no size of weights keeps a gradient (sigmoid: its slope is ¼ at
 * most, and weights large enough to make up for it saturate it).
 */
export function suitableWeights(activation: Activation): Initializer | null {
  requireActivation("suitableWeights", activation);
  const { greatest, flatEnds } = shape(activation);
  if (flatEnds < 2) return activation.f(0) === 0 ? heFor(activation) : heNormal;
  return activation.f(0) === 0 && activation.slope(0) > 0.9 * greatest ? xavierNormal : null;
}

export function fitWeights(activation: Activation): Remedy {
  const weights = suitableWeights(activation) ?? xavierNormal;
  return {
    name: `weights of the right size: ${weights.name}`,
    reason:
      `They keep the size of signal and gradient from layer to layer with ${activation.name}.`,
    apply: (recipe) => ({ ...recipe, network: { ...recipe.network, weights } }),
  };
}

export const reluWithHe: Remedy = {
  name: "ReLU, with He's weights",
  reason: "Its slope is 1 on one whole side, and He's weights make up for the other, which is 0.",
  apply: (recipe) => ({
    ...recipe,
    network: { ...recipe.network, activation: relu, weights: heNormal },
  }),
};

export function leaky(): Remedy {
  return {
    name: "Leaky ReLU in place of ReLU",
    reason: "A unit that is off keeps a small slope and can come back.",
    apply: (recipe) => ({ ...recipe, network: { ...recipe.network, activation: leakyRelu(0.1) } }),
  };
}

export const wider: Remedy = {
  name: "four times as many units a layer",
  reason:
    "A unit is off for all examples with probability ½ at most, so all n are with 2⁻ⁿ at most.",
  apply: ({ network, ...recipe }) => ({
    ...recipe,
    network: { ...network, width: 4 * network.width },
  }),
};

/**
 * Blocks in place of hidden layers, their branches divided by √L; where the activation itself is too
 * flat, with ReLU inside. The gain of L blocks is (1 + 1/L)^L < e at any depth.
 */
export function residualConnections(activation: Activation | null): Remedy {
  const flat = activation !== null && suitableWeights(activation) === null;
  const inside = flat || activation === null ? relu : activation;
  const weights = suitableWeights(inside) ?? heNormal;
  return {
    name: `residual connections, y = x + F(x)/√L for L blocks${flat ? ", with ReLU" : ""}`,
    reason: "They hand signal and gradient on whole, and L branches together add no more than " +
      "the signal itself.",
    apply(recipe) {
      const own = { weights, ...flat ? { activation: relu } : {} };
      const blocks = "blocks" in recipe.network
        ? recipe.network.blocks
        : Math.max(1, recipe.network.depth - 1);
      const { depth: _, ...rest } = { depth: 0, ...recipe.network };
      return { ...recipe, network: { ...rest, ...own, blocks, scale: 1 / Math.sqrt(blocks) } };
    },
  };
}

export const normalise: Remedy = {
  name: "batch norm before each activation",
  reason: "Every unit sees numbers of mean 0 and variance 1, whatever the weights are.",
  apply: (recipe) => ({ ...recipe, network: { ...recipe.network, normalisation: batchNorm } }),
};

export const standardiseInputs: Remedy = {
  name: "standardise the inputs",
  reason: "With mean 0 and variance 1 in every column, one learning rate fits all directions.",
  apply: (recipe) => ({ ...recipe, x: standardize(recipe.x)[0] }),
};

export const otherInputs: Remedy = {
  name: "inputs that differ from example to example",
  reason: "No network can tell apart what is the same; look at how the data are read.",
};

export const leaveRowsOut: Remedy = {
  name: "leave out the examples that have a number missing",
  reason: "One NaN in one example makes every weight NaN in the first step.",
  apply(recipe) {
    const { x, y } = recipe, rows: number[] = [];
    for (let i = 0; i < x.rows; i++) {
      if (rowIsFinite(x, i) && (!(y instanceof Matrix) || rowIsFinite(y, i))) rows.push(i);
    }
    return { ...recipe, x: takeRows(x, rows), y: takeTargets(y, rows) };
  },
};

function rowIsFinite({ data, columns }: Matrix, row: number): boolean {
  return data.subarray(row * columns, (row + 1) * columns).every(Number.isFinite);
}

function takeTargets<Target extends Matrix | Labels>(y: Target, rows: number[]): Target {
  return takeRows(y as Matrix, rows) as Target;
}

export const mendLoss: Remedy = {
  name: "a loss that stays finite",
  reason:
    "Its outputs and targets are finite, so it is the loss's own doing: a logarithm of 0, say, " +
    "which softmaxCrossEntropy avoids by taking the logits.",
};

/**
 * A tenth of the recipe's rate or, where it is known what plain steps bear, at most that. Momentum μ
 * makes steps up to 1/(1 − μ) times as long, so with it the rate is 1 − μ times as large.
 */
export function lowerRate(most: number | null): Remedy {
  return {
    name: most === null
      ? "a ten times lower learning rate"
      : `a learning rate of ${most} at most, times 1 − μ with momentum μ`,
    reason: "A step longer than the slope holds overshoots, and the next overshoots further.",
    apply(recipe) {
      const { rate, momentum = 0 } = recipe;
      return { ...recipe, rate: Math.min((most ?? Infinity) * (1 - momentum), rate / 10) };
    },
  };
}

export const clipGradient: Remedy = {
  name: "clip the gradient to length 1",
  reason: "A single steep place can then no longer throw the weights far away.",
  apply: (recipe) => ({ ...recipe, clip: 1 }),
};

export const freshStart: Remedy = {
  name: "start again with fresh weights and biases 0, and clip the gradient to length 1",
  reason: "Units off or stuck for all examples get no gradient that could bring them back, and a " +
    "clipped step cannot throw them there again.",
  apply: ({ start: _, ...recipe }) => ({ ...recipe, clip: 1 }),
};

export const moreDigits: Remedy = {
  name: "float64 in place of float32",
  reason: "It holds 1e±308, where float32 ends at 1e±38.",
  apply: (recipe) => ({
    ...recipe,
    x: recipe.x.to(float64),
    network: { ...recipe.network, precision: float64 },
  }),
};
