import { type LayerSignals, layerSignals } from "../monitor.ts";
import { Run } from "../network.ts";
import type { Figure } from "./figure.ts";
import { lines, type Series, short } from "./lines.ts";

export interface GradientFlowOptions {
  /** What theory expects, a row a layer, such as `expectedSignals(…)`; drawn dashed. */
  theory?: readonly { readonly delta: number; readonly activation: number }[];
  /** Instead of the finding that is read off the data. */
  title?: string;
}

/**
 * The gradient-flow chart: δ = ∂L/∂z, the activations and the weight gradients of every layer, each as
 * a root mean square on a log axis. All three, because weight gradients alone can hide vanishing.
 *
 * Give a run after `run.backward(…)`, or the signals of one.
 */
export function gradientFlow(
  source: Run | readonly LayerSignals[],
  { theory, title }: GradientFlowOptions = {},
): Figure {
  const signals = source instanceof Run ? layerSignals(source) : source;
  if (theory && theory.length !== signals.length) {
    throw new TypeError(
      `gradientFlow: the theory has ${theory.length} layers and the run has ${signals.length}; ` +
        "give expectedSignals(…) for the same network.",
    );
  }
  const series: Series[] = [{ name: "δ = ∂L/∂z", y: signals.map((s) => s.delta) }];
  if (theory) series.push({ name: "δ, theory", y: theory.map((t) => t.delta), theory: true });
  series.push({ name: "activations", y: signals.map((s) => s.activation) });
  if (theory) {
    series.push({ name: "activations, theory", y: theory.map((t) => t.activation), theory: true });
  }
  series.push({ name: "weight gradients ∂L/∂W", y: signals.map((s) => s.weightGradient) });
  return lines({
    title: title ?? finding(signals),
    x: { title: "layer" },
    y: { title: "root mean square", log: true },
    series,
  });
}

/** What δ does between the last layer and the first, in words. */
function finding(signals: readonly LayerSignals[]): string {
  const first = signals[0], last = signals[signals.length - 1];
  const ends = `between layer ${last.layer} and layer ${first.layer}`;
  if (first.delta === 0 && last.delta > 0) return `δ falls to exactly 0 ${ends}`;
  const ratio = first.delta / last.delta;
  if (!Number.isFinite(ratio)) return `δ is ${first.delta} at layer ${first.layer}`;
  if (ratio < 0.5) return `δ shrinks to ${short(ratio)} of itself ${ends}`;
  if (ratio > 2) return `δ grows ${short(ratio)}-fold ${ends}`;
  return `δ keeps its size ${ends} (ratio ${short(ratio)})`;
}
