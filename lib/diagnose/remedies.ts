import { type Activation, leakyRelu, relu } from "../activations.ts";
import { takeRows } from "../batches.ts";
import { standardize } from "../datasets/standardize.ts";
import { heFor, heNormal, type Initializer, xavierNormal } from "../initializers.ts";
import type { Labels } from "../labels.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { learnedScale } from "../layers/residual.ts";
import { float64, type Matrix } from "../matrix.ts";
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

/** Blocks in place of hidden layers; where the activation itself is too flat, with ReLU inside. */
export function residualConnections(activation: Activation | null): Remedy {
  const flat = activation !== null && suitableWeights(activation) === null;
  const inside = flat || activation === null ? relu : activation;
  const weights = suitableWeights(inside) ?? heNormal;
  return {
    name: `residual connections whose branches start at 0 (ReZero)${flat ? ", with ReLU" : ""}`,
    reason: "y = x + α·F(x) hands signal and gradient on whole at any depth; α is learned from 0.",
    apply(recipe) {
      const own = { weights, scale: learnedScale(), ...flat ? { activation: relu } : {} };
      if ("blocks" in recipe.network) return { ...recipe, network: { ...recipe.network, ...own } };
      const { depth, ...rest } = recipe.network, blocks = Math.max(1, depth - 1);
      return { ...recipe, network: { ...rest, ...own, blocks } };
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

export const leaveRowsOut: Remedy = {
  name: "leave out the examples that have a number missing",
  reason: "One NaN in one example makes every weight NaN in the first step.",
  apply(recipe) {
    const { x, y } = recipe, rows: number[] = [];
    for (let i = 0; i < x.rows; i++) {
      if (x.data.subarray(i * x.columns, (i + 1) * x.columns).every(Number.isFinite)) rows.push(i);
    }
    return { ...recipe, x: takeRows(x, rows), y: takeTargets(y, rows) };
  },
};

function takeTargets<Target extends Matrix | Labels>(y: Target, rows: number[]): Target {
  return takeRows(y as Matrix, rows) as Target;
}

/** A tenth, or so much less as the reason asks for. */
export function lowerRate(factor = 10): Remedy {
  return {
    name: `a ${factor} times lower learning rate`,
    reason: "A step longer than the slope holds overshoots, and the next overshoots further.",
    apply: (recipe) => ({ ...recipe, rate: recipe.rate / factor }),
  };
}

export const clipGradient: Remedy = {
  name: "clip the gradient to length 1",
  reason: "A single steep place can then no longer throw the weights far away.",
  apply: (recipe) => ({ ...recipe, clip: 1 }),
};

export const freshStart: Remedy = {
  name: "start again with fresh weights, biases 0, and a lower rate",
  reason:
    "Units that are off or stuck for all examples get no gradient that could bring them back.",
  apply: ({ start: _, ...recipe }) => ({ ...recipe, rate: recipe.rate / 10 }),
};

export const moreDigits: Remedy = {
  name: "float64 in place of float32",
  reason: "It holds 1e±308, where float32 ends at 1e±38.",
  apply: (recipe) => ({ ...recipe, network: { ...recipe.network, precision: float64 } }),
};
