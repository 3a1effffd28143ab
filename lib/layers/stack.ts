/** What a stack of layers must be before anything goes through it. */
import { Dense } from "./dense.ts";
import { type Layer, type Parameter, requireLayer } from "./layer.ts";

/** Throws TypeError for what is no layer, for one that stands there twice, and for two that do not fit. */
export function requireStack(name: string, layers: readonly Layer[]): void {
  layers.forEach((layer, i) => requireLayer(name, `layer ${i + 1} of ${layers.length}`, layer));
  requireOwnParameters(name, layers.map((layer, i) => [placeOf(layers, i), layer]));
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

/** Throws TypeError where a dense layer is made for another number of units than it will be given. */
function requireFit(name: string, layers: readonly Layer[]): void {
  let before: Dense | null = null, place = ""; // the one whose units arrive, where that is known
  layers.forEach((layer, i) => {
    const here = placeOf(layers, i);
    if (layer instanceof Dense) {
      const given = before?.weights.value, own = layer.weights.value;
      if (given !== undefined && given.columns !== own.rows) {
        throw new TypeError(
          `${name}: the weights of ${here} are ${own.shape}, and ${place} gives ${given.columns} units, ` +
            `its weights being ${given.shape}. Make this one with ${given.columns} inputs, or that one ` +
            `with ${own.rows} outputs.`,
        );
      }
      [before, place] = [layer, here];
    } else if (!layer.keepsUnits) before = null;
  });
}

function placeOf(layers: readonly Layer[], i: number): string {
  return `layer ${i + 1} of ${layers.length} (${layers[i].name})`;
}
