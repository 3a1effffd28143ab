import { firstNotFinite } from "../finite.ts";
import type { Labels } from "../labels.ts";
import { training } from "../layers/layer.ts";
import type { Loss } from "../losses.ts";
import type { Matrix } from "../matrix.ts";
import type { Network, Run } from "../network.ts";
import { sgd } from "../optimizers.ts";
import { inputVitals } from "./inputs.ts";
import type { Examination, Probe } from "./judge.ts";
import { gradientLikeness } from "./shattering.ts";
import { type Build, buildOf, vitals } from "./vitals.ts";

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
  const well = notFinite === null;
  const examination: Examination = {
    layers: vitals(run),
    notFinite,
    inputs: well ? inputVitals(x) : null,
    untrained: network.parameters.every(({ name, value }) =>
      name !== "bias" || value.data.every((entry) => entry === 0)
    ),
    likeness: well && x.rows > 1 ? gradientLikeness(network, x) : null,
    probe: null,
  };
  return { examination, build: buildOf(run) };
}

/** How many steps a learning rate is tried for. */
const STEPS = 10;

/**
 * Looks at it in motion: a few steps of plain gradient descent at the rate, and where they first meet a
 * number that is not finite. Changes the network.
 */
export function tryRate<Target extends Matrix | Labels>(
  network: Network,
  data: DiagnoseData<Target>,
  rate: number,
): { probe: Probe; notFinite: string | null } {
  const optimizer = sgd({ rate }), before = pass(network, data).loss;
  for (let step = 1;; step++) {
    optimizer.step(network.parameters);
    const { run, loss } = pass(network, data), place = firstNotFinite(run);
    const probe: Probe = { rate, steps: step, before, after: loss };
    if (place === null && step < STEPS) continue;
    const when = `after ${step} ${step === 1 ? "step" : "steps"} at the rate ${rate}`;
    return { probe, notFinite: place && `${place}, ${when}` };
  }
}

function pass<Target extends Matrix | Labels>(
  network: Network,
  { x, y, loss }: DiagnoseData<Target>,
): { run: Run; loss: number } {
  const run = network.forward(x, training()), result = loss(run.output, y);
  run.backward(result.gradient);
  return { run, loss: result.loss };
}
