import type { Vitals } from "../diagnose/vitals.ts";
import { display, requireObject } from "../errors.ts";
import type { VitalsRecorder } from "../record_vitals.ts";
import { requireKeys } from "../require_keys.ts";
import type { Figure } from "./figure.ts";
import { type Axis, lines, logarithmic } from "./lines.ts";

/** What can be followed over a training, and its axis. */
const axes = {
  delta: logarithmic("rms of δ"),
  activation: logarithmic("rms of the activations"),
  spread: logarithmic("rms of what differs between examples"),
  weightGradient: logarithmic("rms of ∂L/∂W"),
  ratio: logarithmic("update-to-weight ratio"),
  saturated: "saturated outputs (%)",
  dead: "dead units (%)",
} as const satisfies Record<string, Axis>;

/** A gauge: one of the vitals, or "ratio", the update-to-weight ratio. */
export type Gauge = keyof typeof axes;

export interface GaugeByStepOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  /** Which layers, counted from 1, and −1 for the last: the first and the last unless given. */
  readonly layers?: readonly number[];
}

/**
 * One gauge over a training: steps to the right, a line for each layer. Several records stand side by side
 * under their names.
 *
 * ```ts
 * gaugeByStep(record, "dead", { layers: [2, 4, 6], title: "Layer 6 dies first" });
 * gaugeByStep({ ReLU: record, sigmoid: other }, "ratio", { title: "The sick one stands still" });
 * ```
 *
 * Throws RangeError for a layer that the network has not, and where nothing is recorded.
 */
export function gaugeByStep(
  records: VitalsRecorder | Readonly<Record<string, VitalsRecorder>>,
  gauge: Gauge,
  options: GaugeByStepOptions,
): Figure {
  requireObject("gaugeByStep", options, '{ title: "Layer 6 dies first" }');
  if (!Object.hasOwn(axes, gauge)) {
    throw new TypeError(
      `gaugeByStep: the gauge is ${display(gauge)}; give one of ${Object.keys(axes).join(", ")}.`,
    );
  }
  const { title, layers = [1, -1] } = options;
  requireKeys("gaugeByStep", options, { title, layers });
  const one = typeof (records as VitalsRecorder).onStep === "function";
  const all = Object.entries(one ? { "": records } : records) as [string, VitalsRecorder][];
  const measured: Record<string, Float64Array> = {};
  for (const [name, { steps }] of all) {
    if (steps.length === 0) {
      throw new RangeError("gaugeByStep: no step is recorded; give its onStep to train first.");
    }
    for (const layer of layers) {
      const vitals = steps.map(({ layers }) => layers.at(layer < 0 ? layer : layer - 1));
      if (layer === 0 || vitals.some((one) => one === undefined)) {
        const last = steps[0].layers.length;
        throw new RangeError(`gaugeByStep: there is no layer ${layer}; there are 1 to ${last}.`);
      }
      const place = layer === -1 ? "last layer" : `layer ${vitals[0]!.layer}`;
      const full = name === "" ? place : `${name}, ${place}`;
      measured[full] = Float64Array.from(vitals, (one) => valueOf(one!, gauge));
    }
  }
  const longest = all.map(([, { steps }]) => steps).reduce((a, b) => a.length < b.length ? b : a);
  const at = longest.map(({ step }) => step);
  return lines({ title, x: "step", y: axes[gauge], measured, at });
}

function valueOf(layer: Vitals, gauge: Gauge): number {
  if (gauge === "ratio") {
    return layer.update === null || layer.weight === null ? NaN : layer.update / layer.weight;
  }
  const value = layer[gauge] ?? NaN;
  return gauge === "saturated" || gauge === "dead" ? 100 * value : value;
}
