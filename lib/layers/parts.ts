import type { Layer } from "./layer.ts";
import { Residual } from "./residual.ts";
import { Sequential } from "./sequential.ts";

/** The layer, and every layer inside it, at any depth. */
export function withParts(layer: Layer): Layer[] {
  if (layer instanceof Sequential) return [layer, ...layer.layers.flatMap(withParts)];
  if (!(layer instanceof Residual)) return [layer];
  const { branch, projection } = layer;
  return [layer, ...[branch, ...projection ? [projection] : []].flatMap(withParts)];
}
