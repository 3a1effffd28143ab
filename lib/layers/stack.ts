/** What a stack of layers must be before anything goes through it. */
import { Activate } from "./activate.ts";
import { BatchNorm } from "./batch_norm.ts";
import { Dense } from "./dense.ts";
import { Dropout } from "./dropout.ts";
import { type Layer, type Parameter, requireLayer } from "./layer.ts";
import { LayerNorm } from "./layer_norm.ts";

/** Throws TypeError for what is no layer, for one that stands there twice, and for two that do not fit. */
export function requireStack(name: string, layers: readonly Layer[]): void {
  layers.forEach((layer, i) => requireLayer(name, `layer ${i + 1} of ${layers.length}`, layer));
  requireOwnParameters(
    name,
    layers.map((layer, i) => [`layer ${i + 1} of ${layers.length} (${layer.name})`, layer]),
  );
  requireFit(name, layers);
}

/**
 * A parameter has room for one gradient. Where two places share it, at any depth of layers in layers, one
 * place's gradient would replace the other's. Throws TypeError naming both places.
 */
export function requireOwnParameters(
  name: string,
  places: readonly (readonly [place: string, layer: Layer])[],
): void {
  const owners = new Map<Parameter, string>();
  for (const [place, layer] of places) {
    for (const parameter of layer.parameters) {
      const owner = owners.get(parameter);
      if (owner === undefined) {
        owners.set(parameter, place);
        continue;
      }
      throw new TypeError(
        `${name}: ${place} learns the same ${parameter.name} as ${owner}, and there is room for one ` +
          "gradient only. Make a second layer, for each place its own.",
      );
    }
  }
}

/** Throws TypeError where a layer is made for another number of units than it will be given. */
function requireFit(name: string, layers: readonly Layer[]): void {
  let units: number | null = null, from = ""; // null: not known
  layers.forEach((layer, i) => {
    const wanted = unitsOf(layer), place = `layer ${i + 1} of ${layers.length} (${layer.name})`;
    if (units !== null && wanted !== null && wanted !== units) {
      const shape = layer instanceof Dense
        ? `, its weights being ${layer.weights.value.shape}`
        : "";
      throw new TypeError(
        `${name}: ${place} takes ${wanted} units${shape}, and ${from} gives ${units}. ` +
          `Make one for ${units} units, or the layer before it with ${wanted}.`,
      );
    }
    if (layer instanceof Dense) [units, from] = [layer.weights.value.columns, place];
    else if (wanted !== null) [units, from] = [wanted, place];
    else if (!(layer instanceof Activate || layer instanceof Dropout)) units = null;
  });
}

/** How many units it takes, of a layer that is made for a number of them; else null. */
function unitsOf(layer: Layer): number | null {
  if (layer instanceof Dense) return layer.weights.value.rows;
  if (layer instanceof BatchNorm || layer instanceof LayerNorm) return layer.gamma.value.columns;
  return null;
}
