import { requireRun } from "../errors.ts";
import { Activate } from "../layers/activate.ts";
import { Dense } from "../layers/dense.ts";
import type { Layer, LayerRecord, Parameter } from "../layers/layer.ts";
import { withParts } from "../layers/parts.ts";
import { Residual } from "../layers/residual.ts";
import { type Matrix, zip } from "../matrix.ts";
import { rootMeanSquare } from "../magnitude.ts";
import { batchSpread } from "../monitor.ts";
import type { Run } from "../network.ts";
import { slopesOf } from "./slopes.ts";

/**
 * What the doctor knows of one layer: a dense layer with what follows it, up to the next one, or a
 * whole residual block. Sizes are root mean squares, shares lie between 0 and 1; null was not
 * measured, and NaN was measured and is no number.
 */
export interface Vitals {
  /** Counted from 1; a residual block counts as one. */
  readonly layer: number;
  readonly name: string;
  /** How many units the layer has. */
  readonly units: number | null;
  /** What the layer sends on. */
  readonly activation: number | null;
  /** How much of that differs between the examples: it alone can tell them apart. */
  readonly spread: number | null;
  /** δ = ∂L/∂z at the layer's weighted sum z; of a residual block, at its output. */
  readonly delta: number | null;
  /** φ′(z). */
  readonly slope: number | null;
  /** Of an activation with two flat ends, such as tanh: the share of entries that are there. */
  readonly saturated: number | null;
  /** Of an activation with one flat end, such as ReLU: the share of units always there. */
  readonly dead: number | null;
  readonly weight: number | null;
  readonly weightGradient: number | null;
  /** How far the step after this run moved the weights. */
  readonly update: number | null;
}

/** The values of parameters before a step of training. */
export type Before = ReadonlyMap<Parameter, Matrix>;

/**
 * The vitals of every layer on the way from the input to the output of a run, after `run.backward`
 * (without it, δ is null). Given the values before the step that followed, the updates as well.
 *
 * ```ts
 * run.backward(gradient);
 * vitals(run)[0].delta; // δ at layer 1
 * ```
 */
export function vitals(run: Run, before?: Before): Vitals[] {
  requireRun("vitals", run);
  const trunk = trunkOf(run);
  if (trunk.length === 0) {
    throw new TypeError("vitals: the network has no dense layer; give a run of one that has.");
  }
  return trunk.map(({ layer, output, delta }, i) => {
    const end = trunk[i + 1], sent = end === undefined ? run.output : end.input;
    const own = ownRecords(run, trunk[i], trunk[i + 1]);
    const slopes = own.flatMap(({ layer, input }) =>
      layer instanceof Activate ? [slopesOf(layer.activation, input)] : []
    );
    const dense = own.find(({ layer }) => layer instanceof Dense);
    const weights = dense && (dense.layer as Dense).weights;
    const old = weights && before?.get(weights);
    return {
      layer: i + 1,
      name: layer.name,
      units: output.columns,
      activation: rootMeanSquare(sent),
      spread: batchSpread(sent),
      delta: delta && rootMeanSquare(delta),
      slope: least(slopes.map(({ size }) => size)),
      saturated: most(slopes.map(({ saturated }) => saturated)),
      dead: most(slopes.map(({ dead }) => dead)),
      weight: weights ? rootMeanSquare(old ?? weights.value) : null,
      weightGradient: dense?.gradients.length ? rootMeanSquare(dense.gradients[0]) : null,
      update: old ? rootMeanSquare(zip(weights.value, old, (now, was) => now - was)) : null,
    };
  });
}

/** The records of the layers that the one way through the network goes by: dense ones and blocks. */
export function trunkOf(run: Run): LayerRecord[] {
  const inside = new Set(run.records.flatMap(({ layer }) => insideOf(layer)));
  return run.records.filter(({ layer }) => isStation(layer) && !inside.has(layer));
}

/** A station's own record, those inside it, and those after it up to the next station. */
function ownRecords(run: Run, station: LayerRecord, next?: LayerRecord): LayerRecord[] {
  const { records } = run, inside = new Set(insideOf(station.layer));
  const start = records.indexOf(station), end = next ? records.indexOf(next) : records.length;
  const notNext = new Set(next ? insideOf(next.layer) : []);
  return [
    ...records.slice(0, start).filter(({ layer }) => inside.has(layer)),
    ...records.slice(start, end).filter(({ layer }) => !notNext.has(layer)),
  ];
}

/** Every layer inside a residual block, at any depth. */
function insideOf(layer: Layer): Layer[] {
  return layer instanceof Residual ? withParts(layer).slice(1) : [];
}

const isStation = (layer: Layer) => layer instanceof Dense || layer instanceof Residual;

const least = (values: number[]) => values.length > 0 ? Math.min(...values) : null;
const most = (values: (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
};
