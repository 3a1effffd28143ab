import { firstNotFinite } from "../finite.ts";
import type { Labels } from "../labels.ts";
import { training } from "../layers/layer.ts";
import type { Loss } from "../losses.ts";
import { meanCosine } from "../magnitude.ts";
import type { Matrix } from "../matrix.ts";
import type { Network, Run } from "../network.ts";
import { sgd } from "../optimizers.ts";
import { inputVitals } from "./inputs.ts";
import type { Examination, Probe } from "./examination.ts";
import { gradientLikeness } from "./shattering.ts";
import { type Build, buildOf, trunkOf, vitals } from "./vitals.ts";
import { withoutTrace } from "./without_trace.ts";

/** What the network is to learn, and how. */
export interface DiagnoseData<Target extends Matrix | Labels = Matrix> {
  /** A batch: some 32 to 256 examples say enough. */
  readonly x: Matrix;
  readonly y: Target;
  readonly loss: Loss<Target>;
  /** The learning rate of plain gradient descent to try for a few steps; none is tried unless said. */
  readonly rate?: number;
}

/** Looks at a network at rest: a batch forward and back, and one of neighbours. Changes its gradients. */
export function examine<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
): { examination: Examination; build: Build } {
  const { run } = pass(network, data), notFinite = firstNotFinite(run), { x } = data;
  const well = notFinite === null, build = buildOf(run);
  const examination: Examination = {
    layers: vitals(run),
    notFinite,
    skips: build.residual,
    inputs: well ? inputVitals(x) : null,
    untrained: network.parameters.every(({ name, value }) =>
      name !== "bias" || value.data.every((entry) => entry === 0)
    ),
    likeness: well && x.rows > 1 ? gradientLikeness(network, x) : null,
    cosine: well && x.rows > 1 ? meanCosine(trunkOf(run).at(-1)!.input) : null,
    probe: null,
  };
  return { examination, build };
}

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
      const { run, loss } = pass(network, data), place = firstNotFinite(run);
      fell &&= loss < last;
      last = loss;
      if (place === null && Number.isFinite(loss) && step < STEPS) continue;
      const when = `after ${step} ${step === 1 ? "step" : "steps"} at the rate ${rate}`;
      const wrong = place ?? (Number.isFinite(loss) ? null : "in the loss");
      const notFinite = wrong && `${wrong}, ${when}`;
      return { rate, steps: step, before, after: loss, fell, notFinite };
    }
  });
}

function pass<Target extends Matrix | Labels>(
  network: Network,
  { x, y, loss }: DiagnoseData<Target>,
): { run: Run; loss: number } {
  const run = network.forward(x, training()), result = loss(run.output, y);
  run.backward(result.gradient);
  return { run, loss: result.loss };
}
