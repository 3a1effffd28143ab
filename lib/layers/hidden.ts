import { type Activation, requireActivation } from "../activations/activation.ts";
import { requireValue, wholeNumber } from "../errors.ts";
import { float64, type Precision, requirePrecision } from "../matrix.ts";
import { Random, streams } from "../random.ts";
import { Activate } from "./activate.ts";
import { batchNorm } from "./batch_norm.ts";
import { Dropout } from "./dropout.ts";
import type { Layer, LayerKind } from "./layer.ts";
import { layerNorm } from "./layer_norm.ts";

/** What stands between two dense layers of a network. */
export interface HiddenOptions {
  /** A function such as `relu`, or a kind of layer that learns, such as `parametricRelu`. */
  activation: Activation | LayerKind;
  /** Before the activation: `batchNorm`, `layerNorm` or a kind of your own; none unless said. */
  normalisation?: LayerKind;
  /** After the activation, the share of entries to drop in training; none unless said. */
  dropout?: number;
  /** The same seed gives the same weights and the same dropout. */
  seed: number;
  precision?: Precision;
}

/** The names of those options, for `requireKeys`. */
export const hiddenKeys: Readonly<Record<keyof HiddenOptions, true>> = {
  activation: true,
  normalisation: true,
  dropout: true,
  seed: true,
  precision: true,
};

/** Throws TypeError for an option that is no value, RangeError for a seed that is none. */
export function requireHidden(action: string, options: HiddenOptions): void {
  const { activation, normalisation, seed, precision } = options;
  if (activation === batchNorm || activation === layerNorm) {
    throw new TypeError(
      `${action}: activation is ${activation.name}, which leaves the network linear; ` +
        "give it as normalisation, and an activation such as relu.",
    );
  }
  const ofAKind = typeof (activation as LayerKind | undefined)?.layer === "function";
  if (!ofAKind) requireActivation(action, activation, "sigmoid");
  if (normalisation !== undefined) {
    requireValue(action, "normalisation", normalisation, ["layer"], "batchNorm");
  }
  wholeNumber(action, "seed", seed, 0, Number.MAX_SAFE_INTEGER);
  if (precision !== undefined) requirePrecision(action, precision);
}

/** Normalisation, activation and dropout, those that are asked for, beside dense layer number l. */
export function hiddenLayers(l: number, units: number, options: HiddenOptions): Layer[] {
  const { activation, normalisation, dropout, seed, precision = float64 } = options;
  const make = (kind: LayerKind) =>
    kind.layer(units, { name: `layer ${l}'s ${kind.name}`, precision });
  const layers: Layer[] = [];
  if (normalisation) layers.push(make(normalisation));
  layers.push(
    "slope" in activation
      ? new Activate(activation, `layer ${l}'s ${activation.name}`)
      : make(activation),
  );
  if (dropout !== undefined) {
    const ownSeed = new Random(seed, streams.dropout + l).bits();
    layers.push(new Dropout(dropout, { seed: ownSeed, name: `layer ${l}'s dropout` }));
  }
  return layers;
}
