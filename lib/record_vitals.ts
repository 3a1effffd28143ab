import { diagnoseSteps, type Diagnosis } from "./diagnose.ts";
import { type Build, buildOf } from "./diagnose/build.ts";
import { writeTable } from "./diagnose/table.ts";
import { type Vitals, vitals } from "./diagnose/vitals.ts";
import { requireValue, wholeNumber } from "./errors.ts";
import type { Network, Run } from "./network.ts";
import { requireKeys } from "./require_keys.ts";
import type { StepHook, StepInfo } from "./train_options.ts";

/** One recorded step. */
export interface RecordedStep {
  /** Counted from 1. */
  readonly step: number;
  /** Before the step, as everything but the updates is. */
  readonly loss: number;
  readonly layers: readonly Vitals[];
}

/** Records every layer over a training, through `train`'s onStep. */
export interface VitalsRecorder {
  readonly onStep: StepHook;
  readonly steps: readonly RecordedStep[];
  /** One of the vitals: a row a recorded step, in it a number a layer, NaN where there is none. */
  series(vital: Exclude<keyof Vitals, "name">): Float64Array[];
  /** What ails the network at the first recorded step at which something does; else at the last. */
  diagnosis(): Diagnosis;
  /** The record as CSV, as `diagnoseTable` reads it. */
  toTable(): string;
}

/**
 * Records the vitals of every layer (δ, activations and their spread, slopes, saturated and dead shares,
 * weights, their gradients and updates) at each `every`-th step of a training.
 *
 * ```ts
 * const record = recordVitals(network, { every: 10 });
 * await train(network, { x, y, loss, optimizer, steps: 300, onStep: record.onStep });
 * record.series("delta").at(-1)?.[0]; // δ at layer 1 in the last recorded step
 * record.diagnosis(); // when and where it first went wrong
 * ```
 *
 * Throws TypeError for what is no network, RangeError unless `every` is a whole number from 1.
 */
export function recordVitals(
  network: Network,
  options: { readonly every?: number } = {},
): VitalsRecorder {
  const { every = 1 } = options;
  requireKeys("recordVitals", options, { every });
  requireValue("recordVitals", "the network", network, ["parameters"], "mlp({ … })");
  wholeNumber("recordVitals", "every", every, 1, 1_000_000_000);
  const steps: RecordedStep[] = [];
  let build: Build | null = null;
  const onStep = (run: Run, { step, loss, before }: StepInfo) => {
    if (step % every !== 0) return;
    build ??= buildOf(run);
    const old = new Map(network.parameters.map((parameter, i) => [parameter, before[i]]));
    steps.push({ step: step + 1, loss, layers: vitals(run, old) });
  };
  return {
    onStep: Object.assign(onStep, { forgets: true as const }), // only numbers stay
    steps,
    series: (vital) =>
      steps.map(({ layers }) => Float64Array.from(layers, (layer) => layer[vital] ?? NaN)),
    diagnosis() {
      if (steps.length > 0) return diagnoseSteps(steps, build);
      throw new RangeError("recordVitals: no step is recorded; give its onStep to train first.");
    },
    toTable: () => writeTable(steps),
  };
}
