import { type Activation, relu } from "../activations.ts";
import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import type { Recipe } from "./recipe.ts";
import {
  clipGradient,
  fitWeights,
  freshStart,
  leaky,
  leaveRowsOut,
  lowerRate,
  normalise,
  reluWithHe,
  type Remedy,
  residualConnections,
  standardiseInputs,
} from "./remedies.ts";

/** From a recipe to one that may do better. Yours is as good: `(recipe) => ({ ...recipe, rate: 0.01 })`. */
export type Treatment = <Target extends Matrix | Labels>(recipe: Recipe<Target>) => Recipe<Target>;

/** The remedies of this course by name, each a function from a recipe to a recipe. */
export const remedies = {
  /** Weights of the size that suits the activation: Xavier's, or He's. */
  suitableWeights: (recipe) => fitWeights(activationOf(recipe)).apply!(recipe),
  /** ReLU in place of the activation, with He's weights. */
  reluWithHe: by(reluWithHe),
  /** Leaky ReLU in place of the activation. */
  leakyRelu: by(leaky()),
  /** Residual blocks y = x + F(x)/√L; with ReLU inside where the activation is too flat. */
  skipConnections: (recipe) => residualConnections(activationOf(recipe)).apply!(recipe),
  /** Batch norm before each activation. */
  batchNorm: by(normalise),
  /** Columns of the data with mean 0 and variance 1. */
  standardiseInputs: by(standardiseInputs),
  /** Without the examples whose inputs or targets hold a NaN or an Infinity. */
  leaveRowsOut: by(leaveRowsOut),
  /** A tenth of the learning rate. */
  lowerRate: by(lowerRate(null)),
  /** The gradient clipped to length 1. */
  clipGradient: by(clipGradient),
  /** Fresh weights, biases 0, and the gradient clipped to length 1. */
  freshStart: by(freshStart),
} as const satisfies Record<string, Treatment>;

/** The activation; for one that is learned, such as parametric ReLU, the one that it begins near. */
function activationOf({ network: { activation } }: Pick<Recipe, "network">): Activation {
  return "f" in activation ? activation : relu;
}

function by({ apply }: Remedy): Treatment {
  return apply!;
}
