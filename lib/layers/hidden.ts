import type { Activation } from "../activations.ts";
import { requireValue } from "../errors.ts";
import { float64, type Precision } from "../matrix.ts";
import { Random, streams } from "../random.ts";
import { Activate } from "./activate.ts";
import { Dropout } from "./dropout.ts";
import type { Layer, LayerKind } from "./layer.ts";

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

/** Throws TypeError for an option that is no value. */
export function requireHidden(action: string, { activation, normalisation }: HiddenOptions): void {
  requireValue(action, "activation", activation, ["slope", "layer"], "sigmoid");
  if (normalisation === undefined) return;
  requireValue(action, "normalisation", normalisation, ["layer"], "batchNorm");
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
