import { standardize } from "../datasets/standardize.ts";
import type { Origin } from "../finite.ts";
import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import type { Network } from "../network.ts";
import { sgd } from "../optimizers.ts";
import { buildOf } from "./build.ts";
import type { Examination, Probe } from "./examination.ts";
import { inputVitals } from "./inputs.ts";
import { judge } from "./judge.ts";
import { kinds } from "./kinds.ts";
import { type DiagnoseData, pass } from "./pass.ts";
import { vitals } from "./vitals.ts";
import { withoutTrace } from "./without_trace.ts";

/** How many steps a learning rate is tried for. */
const STEPS = 10;

/** How many where the loss did not fall at each: a rate near the edge leaps first, and learns all the same. */
const MORE_STEPS = 30;

/** Inputs of a condition up to this count as standardised. */
const STANDARD = 2;

/**
 * Looks at it in motion: a few steps of plain gradient descent at the rate, and where they first meet a
 * number that is not finite. Where the loss does not fall at each step, it looks at what they have made
 * of the network, and tries tenths of the rate until the loss does fall; where they do harm, also
 * the same rate with standardised inputs. The network stays as it was.
 */
export function tryRate<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
  rate: number,
): { probe: Probe; notFinite: Origin | null } {
  const own = walk(network, data, rate, MORE_STEPS), { notFinite, fell, ...probe } = own;
  let sound = fell ? rate : null;
  for (let by = 10; sound === null && by < 1e12; by *= 10) {
    if (walk(network, data, rate / by, STEPS).fell) sound = rate / by;
  }
  const standard = () => ({ ...data, x: standardize(data.x)[0] });
  const standardised = harms(own) && inputVitals(data.x).condition > STANDARD &&
    !harms(walk(network, standard(), rate, MORE_STEPS));
  return { probe: { ...probe, sound, standardised }, notFinite };
}

/** Whether the network is the worse for the steps. */
function harms({ notFinite, ill, before, after }: Walk): boolean {
  return notFinite !== null || ill !== null || after > before;
}

interface Walk extends Omit<Probe, "sound" | "standardised"> {
  readonly notFinite: Origin | null;
  /** Whether every step brought the loss down. */
  readonly fell: boolean;
}

function walk<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
  rate: number,
  most: number,
): Walk {
  return withoutTrace(network, () => {
    const optimizer = sgd({ rate }), before = pass(network, data).loss;
    let fell = true, last = before;
    for (let step = 1;; step++) {
      optimizer.step(network.parameters);
      const { run, loss, notFinite: origin } = pass(network, data);
      fell &&= loss < last;
      last = loss;
      if (origin === null && step < (fell ? STEPS : most)) continue;
      const when = `after ${step} ${step === 1 ? "step" : "steps"} at the rate ${rate}`;
      const notFinite = origin && { ...origin, place: `${origin.place}, ${when}` };
      const ill = fell || origin !== null ? null : illness(vitals(run), buildOf(run).residual);
      return { rate, steps: step, before, after: loss, fell, ill, notFinite };
    }
  });
}

/** What ails a network that has moved, by its layers alone. */
function illness(layers: Examination["layers"], skips: boolean): Probe["ill"] {
  const rest = { notFinite: null, inputs: null, likeness: null, cosine: null, probe: null };
  const finding = judge({ layers, skips, untrained: false, ...rest });
  return finding.kind === kinds.fine ? null : finding;
}
