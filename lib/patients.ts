/** Patients for the doctor: networks drawn from a seed whose state is known before anybody looks. */
import { type Kind, kinds } from "./diagnose/kinds.ts";
import { display, wholeNumber } from "./errors.ts";
import { exploding, shattered, vanishing } from "./patients/gradients.ts";
import { healthy } from "./patients/healthy.ts";
import { illConditioned, nonFinite } from "./patients/numbers.ts";
import { make, type Maker, type Patient } from "./patients/patient.ts";
import { bornDead, dead, saturated } from "./patients/units.ts";

/** The way to be each kind of sick, and the way to be well. */
const makers: ReadonlyMap<Kind, Maker> = new Map<Kind, Maker>([
  [kinds.vanishing, vanishing],
  [kinds.exploding, exploding],
  [kinds.saturated, saturated],
  [kinds.dead, dead],
  [kinds.bornDead, bornDead],
  [kinds.illConditioned, illConditioned],
  [kinds.shattered, shattered],
  [kinds.nonFinite, nonFinite],
  [kinds.fine, healthy],
]);

/** The kinds of sickness; by turns they make a ward. */
export const sicknesses: readonly Kind[] = [...makers.keys()].slice(0, -1);

/**
 * A network of this kind, drawn from the seed: 3 to 100 layers of 8 to 256 units, any activation, with a
 * small task to learn. What ails it is decided by construction or by theory, never by the doctor.
 * A patient of `kinds.fine` ought to learn; whether it does, `learns` tells.
 *
 * ```ts
 * const { recipe, how } = patient(kinds.vanishing, 7);
 * const diagnosis = diagnose(networkOf(recipe), { x: recipe.x, y: recipe.y, loss: softmaxCrossEntropy });
 * ```
 *
 * Throws TypeError for what is no kind, RangeError for a seed that is no whole number.
 */
export function patient(kind: Kind, seed: number): Patient {
  const maker = [...makers].find(([{ name }]) => name === kind?.name)?.[1];
  if (maker === undefined) {
    throw new TypeError(
      `patient: the kind is ${display(kind)}; give one of kinds, such as kinds.vanishing.`,
    );
  }
  wholeNumber("patient", "seed", seed, 0, Number.MAX_SAFE_INTEGER);
  return make(maker, seed);
}
