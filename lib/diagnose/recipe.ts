import { clipNorm } from "../clipping.ts";
import { requireObject } from "../errors.ts";
import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import { mlp, type MlpOptions, type Network } from "../network.ts";
import { type Optimizer, sgd } from "../optimizers.ts";
import { residualMlp, type ResidualMlpOptions } from "../residual_mlp.ts";

/**
 * How a network is made and trained, as a plain value: what a remedy changes.
 *
 * ```ts
 * const better = diagnosis.remedies[0].apply!(recipe);
 * await train(networkOf(better), { x: better.x, y: better.y, loss, optimizer: optimizerOf(better), steps: 300 });
 * ```
 */
export interface Recipe<Target extends Matrix | Labels = Matrix> {
  /** For `mlp`, or with `blocks` for `residualMlp`. */
  readonly network: MlpOptions | ResidualMlpOptions;
  readonly x: Matrix;
  readonly y: Target;
  /** The learning rate. */
  readonly rate: number;
  readonly momentum?: number;
  /** The most the length of the whole gradient may be; any length unless said. */
  readonly clip?: number;
  /** What is done to the fresh network, such as filling in weights of an earlier training. */
  readonly start?: (network: Network) => void;
}

/** A network as the recipe says. */
export function networkOf<Target extends Matrix | Labels>(recipe: Recipe<Target>): Network {
  requireObject("networkOf, the recipe's network", recipe?.network, "{ inputs: 2, width: 64, … }");
  const { network: options, start } = recipe;
  const network = "blocks" in options ? residualMlp(options) : mlp(options);
  start?.(network);
  return network;
}

/** Gradient descent as the recipe says. */
export function optimizerOf<Target extends Matrix | Labels>(recipe: Recipe<Target>): Optimizer {
  const { rate, momentum, clip } = recipe, optimizer = sgd({ rate, momentum });
  return clip === undefined ? optimizer : clipNorm(clip, optimizer);
}
