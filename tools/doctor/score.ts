/** What becomes of a case: what the doctor says, and what treatment does. */
import { diagnose, type Diagnosis } from "../../lib/diagnose.ts";
import { networkOf, optimizerOf, type Recipe } from "../../lib/diagnose/recipe.ts";
import { softmaxCrossEntropy } from "../../lib/losses.ts";
import { NotFinite, train } from "../../lib/train.ts";
import type { Case } from "./cases.ts";

/** How many steps a network gets to learn in. */
export const STEPS = 200;

export function diagnosed({ recipe }: Case): Diagnosis {
  const { x, y, rate } = recipe;
  return diagnose(networkOf(recipe), { x, y, loss: softmaxCrossEntropy, rate });
}

/** How many steps in a row the loss must stay below the level. */
const STAYS = 5;

/** Whether the loss falls below the level within 200 steps, and stays there. Ends as soon as it does. */
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
