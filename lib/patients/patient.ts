/** Networks whose state is known before the doctor sees them: by construction, or by theory. */
import type { Kind } from "../diagnose/kinds.ts";
import type { Recipe } from "../diagnose/recipe.ts";
import { Dense } from "../layers/dense.ts";
import type { Layer } from "../layers/layer.ts";
import { Residual } from "../layers/residual.ts";
import { Sequential } from "../layers/sequential.ts";
import { exp, log } from "../elementary.ts";
import { float64 } from "../matrix.ts";
import type { Network } from "../network.ts";
import { Random } from "../random.ts";
import { type Task, task } from "./tasks.ts";

/** A network, what it is to learn, and what ails it. */
export interface Patient {
  readonly seed: number;
  readonly kind: Kind;
  /** Where that is known, the number of the sick layer. */
  readonly layer: number | null;
  /** How it was made sick. */
  readonly how: string;
  /** How it is made and trained, with data; see `networkOf`. */
  readonly recipe: Recipe<Uint8Array>;
  /** A loss below it counts as learned: half the loss of a guess. */
  readonly level: number;
}

/** What a way to make a case decides; undefined where its draw of numbers gives no clear case. */
export type Making = Omit<Patient, "seed" | "level"> | undefined;
export type Maker = (random: Random, task: Task) => Making;

/** Case number `seed` of a maker: draws again until the case is clear. */
export function make(maker: Maker, seed: number): Patient {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const random = new Random(seed, attempt), given = task(random);
    const making = maker(random, given);
    if (making !== undefined) return { ...making, seed, level: given.level };
  }
  throw new Error(`make: no clear case in 10,000 draws of seed ${seed}; the maker asks too much.`);
}

/** Log-uniform whole numbers, as in "depths 3 to 100". */
export function between(random: Random, low: number, high: number): number {
  return Math.floor(low * exp(random.uniform() * log((high + 1) / low)));
}

export function choose<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)];
}

/**
 * Depths of 3 to 100 and widths of 8 to 256, log-uniform; those whose training would take minutes are
 * drawn again.
 */
export function sizes(
  random: Random,
  { shallowest = 3, deepest = 100, narrowest = 8, widest = 256 } = {},
): { depth: number; width: number } {
  for (;;) {
    const depth = between(random, shallowest, deepest), width = between(random, narrowest, widest);
    if (depth * width * width <= 200_000) return { depth, width };
  }
}

/** The recipe that all cases share. */
export function recipeOf(
  { x, labels }: Task,
  network: Recipe["network"],
  more: Partial<Recipe<Uint8Array>> = {},
): Recipe<Uint8Array> {
  const recipe = { network, x, y: labels, rate: 0.05, momentum: 0.9, ...more };
  return { ...recipe, x: recipe.x.to(network.precision ?? float64) };
}

/** The dense layers of a network in order, those inside residual blocks as well. */
export function denseLayers(network: Network): Dense[] {
  const inside = (layer: Layer): Dense[] =>
    layer instanceof Dense
      ? [layer]
      : layer instanceof Sequential
      ? layer.layers.flatMap(inside)
      : layer instanceof Residual
      ? inside(layer.branch)
      : [];
  return network.layers.flatMap(inside);
}
