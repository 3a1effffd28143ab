import { display, requireObject, requireRun } from "../errors.ts";
import { typesetNumber } from "../format.ts";
import { type LayerSignals, layerSignals } from "../monitor.ts";
import { Run } from "../network.ts";
import { requireKeys } from "../require_keys.ts";
import type { ExpectedSignals } from "../theory.ts";
import type { Figure } from "./figure.ts";
import { lines, logarithmic } from "./lines.ts";

export interface GradientFlowOptions {
  /** What theory expects, a row a layer, as `theoryFor(run)` gives it; drawn dashed. */
  readonly theory?: readonly ExpectedSignals[];
  /** Instead of the finding that is read off the data. */
  readonly title?: string;
}

export const DELTA = "δ = ∂L/∂z";
export const ACTIVATIONS = "activations";
export const WEIGHT_GRADIENTS = "weight gradients ∂L/∂W";

/**
 * The gradient-flow chart: δ = ∂L/∂z, the activations and the weight gradients of every layer, each as
 * a root mean square on a log axis. All three, because weight gradients alone can hide vanishing.
 *
 * Give a run after `run.backward(…)`, or the signals of one.
 */
export function gradientFlow(
  source: Run | readonly LayerSignals[],
  options: GradientFlowOptions = {},
): Figure {
  const { theory, title } = options;
  requireKeys("gradientFlow", options, { theory, title });
  if (!Array.isArray(source)) requireRun("gradientFlow", source, "back");
  const signals = source instanceof Run ? layerSignals(source) : source;
  if (theory !== undefined && !Array.isArray(theory)) {
    throw new TypeError(
      `gradientFlow: the theory is ${display(theory)}; give theoryFor(run) of the same run.`,
    );
  }
  if (theory && theory.length !== signals.length) {
    throw new TypeError(
      `gradientFlow: the theory has ${theory.length} layers and the run has ${signals.length}; ` +
        "give theoryFor(run) of the same run.",
    );
  }
  return lines({
    title: title ?? finding(signals),
    x: "layer",
    y: logarithmic("root mean square"),
    measured: {
      [DELTA]: signals.map(({ delta }) => delta),
      [ACTIVATIONS]: signals.map(({ activation }) => activation),
      [WEIGHT_GRADIENTS]: signals.map(({ weightGradient }) => weightGradient),
    },
    theory: theory && {
      [DELTA]: theory.map(({ delta }) => delta),
      [ACTIVATIONS]: theory.map(({ activation }) => activation),
    },
    at: signals.map(({ layer }) => layer),
  });
}

export interface CompareDeltaOptions {
  readonly title: string;
  /** Computes what theory expects of a run: `theoryFor`. Drawn dashed beside each run. */
  readonly theory?: (run: Run) => readonly ExpectedSignals[];
}

/**
 * δ of several runs, relative to each one's last hidden layer and counted back from there: so nets of
 * different depth, or of different size of error, can be laid over one another.
 *
 * ```ts
 * compareDelta({ shallow, deep }, { title: "One rate for both", theory: theoryFor });
 * ```
 */
export function compareDelta(
  runs: Readonly<Record<string, Run>>,
  options: CompareDeltaOptions,
): Figure {
  requireObject("compareDelta", options, '{ title: "One rate for both", theory: theoryFor }');
  const { title, theory } = options;
  requireKeys("compareDelta", options, { title, theory });
  const each = (signals: (run: Run) => readonly { delta: number }[]) =>
    Object.fromEntries(
      Object.entries(runs).map(([name, run]) => {
        const back = signals(run).slice(0, -1).toReversed();
        return [name, back.map(({ delta }) => delta / back[0].delta)];
      }),
    );
  const measured = each(layerSignals);
  const deepest = Math.max(...Object.values(measured).map(({ length }) => length));
  return lines({
    title,
    x: "layers back from the last hidden one",
    y: logarithmic("δ, relative to its start"),
    measured,
    theory: theory && each(theory),
    at: Array.from({ length: deepest }, (_, back) => back),
  });
}

/** What δ does on its way back through the hidden layers, in words. */
export function finding(signals: readonly LayerSignals[]): string {
  const last = signals[Math.max(0, signals.length - 2)], first = signals[0];
  const way = `from layer ${last.layer} back to layer ${first.layer}`;
  const ratio = first.delta / last.delta;
  if (first.delta === 0 && last.delta > 0) return `δ falls to exactly 0 ${way}`;
  if (!Number.isFinite(ratio)) return `δ is ${first.delta} at layer ${first.layer}`;
  if (ratio < 0.5) return `δ falls to ${typesetNumber(ratio)} of its size ${way}`;
  if (ratio > 2) return `δ grows ${typesetNumber(ratio)}-fold ${way}`;
  return `δ keeps its size ${way} (ratio ${typesetNumber(ratio)})`;
}
