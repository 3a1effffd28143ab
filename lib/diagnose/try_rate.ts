import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import type { Network } from "../network.ts";
import { sgd } from "../optimizers.ts";
import { buildOf } from "./build.ts";
import type { Examination, Probe } from "./examination.ts";
import { judge } from "./judge.ts";
import { kinds } from "./kinds.ts";
import { type DiagnoseData, pass } from "./pass.ts";
import { vitals } from "./vitals.ts";
import { withoutTrace } from "./without_trace.ts";

/** How many steps a learning rate is tried for. */
const STEPS = 10;

/** How many where the loss did not fall at each: a rate near the edge leaps first, and learns all the same. */
const MORE_STEPS = 30;

/**
 * Looks at it in motion: a few steps of plain gradient descent at the rate, and where they first meet a
 * number that is not finite. Where the loss does not fall at each step, it looks at what they have made
 * of the network, and tenths of the rate are tried until the loss does fall. Changes the network.
 */
export function tryRate<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
  rate: number,
): { probe: Probe; notFinite: string | null } {
  const { notFinite, fell, ...probe } = walk(network, data, rate, MORE_STEPS);
  let sound = fell ? rate : null;
  for (let by = 10; sound === null && by < 1e12; by *= 10) {
    if (walk(network, data, rate / by, STEPS).fell) sound = rate / by;
  }
  return { probe: { ...probe, sound }, notFinite };
}

interface Walk extends Omit<Probe, "sound"> {
  readonly notFinite: string | null;
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
      const { run, loss, notFinite: place } = pass(network, data);
      fell &&= loss < last;
      last = loss;
      if (place === null && step < (fell ? STEPS : most)) continue;
      const when = `after ${step} ${step === 1 ? "step" : "steps"} at the rate ${rate}`;
      const notFinite = place && `${place}, ${when}`;
      const ill = fell || place !== null ? null : illness(vitals(run), buildOf(run).residual);
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
