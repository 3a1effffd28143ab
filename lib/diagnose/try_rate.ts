import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import type { Network } from "../network.ts";
import { sgd } from "../optimizers.ts";
import type { Probe } from "./examination.ts";
import { type DiagnoseData, pass } from "./pass.ts";
import { withoutTrace } from "./without_trace.ts";

/** How many steps a learning rate is tried for. */
const STEPS = 10;

/**
 * Looks at it in motion: a few steps of plain gradient descent at the rate, and where they first meet a
 * number that is not finite. Where the loss does not fall at each step, tenths of the rate are tried until it does.
 * Changes the network.
 */
export function tryRate<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
  rate: number,
): { probe: Probe; notFinite: string | null } {
  const { notFinite, fell, ...probe } = walk(network, data, rate);
  let sound = fell ? rate : null;
  for (let lower = rate / 10; sound === null && lower > rate * 1e-12; lower /= 10) {
    if (walk(network, data, lower).fell) sound = lower;
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
): Walk {
  return withoutTrace(network, () => {
    const optimizer = sgd({ rate }), before = pass(network, data).loss;
    let fell = true, last = before;
    for (let step = 1;; step++) {
      optimizer.step(network.parameters);
      const { loss, notFinite: place } = pass(network, data);
      fell &&= loss < last;
      last = loss;
      if (place === null && step < STEPS) continue;
      const when = `after ${step} ${step === 1 ? "step" : "steps"} at the rate ${rate}`;
      const notFinite = place && `${place}, ${when}`;
      return { rate, steps: step, before, after: loss, fell, notFinite };
    }
  });
}
