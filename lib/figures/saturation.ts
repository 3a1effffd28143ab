import { requireRun } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { Run } from "../network.ts";
import { requireKeys } from "../require_keys.ts";
import { type Saturation, saturation } from "../saturation.ts";
import type { Figure } from "./figure.ts";
import { lines } from "./lines.ts";

/**
 * By layer, the share of outputs that are saturated and of units that are dead, in per cent.
 *
 * Give a run, or what `saturation(run, { threshold })` found.
 *
 * ```ts
 * saturationByLayer(network.forward(x));
 * ```
 */
export function saturationByLayer(
  source: Run | readonly Saturation[],
  options: { readonly title?: string } = {},
): Figure {
  const { title } = options;
  requireKeys("saturationByLayer", options, { title });
  if (!Array.isArray(source)) requireRun("saturationByLayer", source);
  const layers = source instanceof Run ? saturation(source) : source;
  if (layers.length === 0) {
    throw new RangeError("saturationByLayer: there are no layers; give at least one.");
  }
  const figure = lines({
    title: title ?? finding(layers),
    x: "layer",
    y: "share (%)",
    measured: {
      "saturated outputs": layers.map(({ saturated }) => 100 * saturated),
      "dead units": layers.map(({ dead }) => 100 * dead),
    },
    at: layers.map(({ layer }) => layer),
  });
  const yaxis = { ...figure.layout.yaxis as object, range: [-3, 103] };
  return { ...figure, layout: { ...figure.layout, yaxis } };
}

function finding(layers: readonly Saturation[]): string {
  const worst = (share: "saturated" | "dead") =>
    layers.reduce((worst, layer) => layer[share] > worst[share] ? layer : worst);
  const part = (share: number) => `${formatNumber(100 * share, 2)} %`;
  const saturated = worst("saturated"), dead = worst("dead");
  const first = saturated.saturated === 0
    ? "No output is saturated"
    : `Up to ${
      part(saturated.saturated)
    } of a layer's outputs are saturated (layer ${saturated.layer})`;
  if (dead.dead === 0) return `${first}; no unit is dead`;
  return `${first}, up to ${part(dead.dead)} of its units dead (layer ${dead.layer})`;
}
