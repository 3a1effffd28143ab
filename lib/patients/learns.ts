import { networkOf, optimizerOf, type Recipe } from "../diagnose/recipe.ts";
import { softmaxCrossEntropy } from "../losses.ts";
import { NotFinite, train } from "../train.ts";

/** How many steps a network gets to learn in. */
const STEPS = 200;

/** How many steps in a row the loss must stay below the level. */
const STAYS = 5;

/**
 * Whether the network of a recipe learns: the loss falls below the level within 200 steps, and stays there
 * for 5. Ends as soon as it does.
 *
 * ```ts
 * const { recipe, level } = patient(kinds.vanishing, 1);
 * await learns(recipe, level); // false
 * ```
 */
export async function learns(recipe: Recipe<Uint8Array>, level: number): Promise<boolean> {
  const { x, y } = recipe, reached = new AbortController();
  let below = 0;
  const onStep = (_: unknown, { loss }: { loss: number }) => {
    below = loss < level ? below + 1 : 0;
    if (below === STAYS) reached.abort();
  };
  try {
    await train(networkOf(recipe), {
      ...{ x, y, loss: softmaxCrossEntropy, optimizer: optimizerOf(recipe), steps: STEPS },
      ...{ onStep, signal: reached.signal },
    });
  } catch (error) {
    if (!(error instanceof NotFinite) && !(error instanceof RangeError)) throw error;
  }
  return below >= STAYS;
}
