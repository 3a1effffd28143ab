import { formatNumber, typesetNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { median } from "../statistics.ts";
import type { UpdateRatios } from "../update_ratio.ts";
import { colourScale } from "./colour_scale.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { logarithmic } from "./lines.ts";
import { colours } from "./theme.ts";

/** More columns than this cannot be told apart: neighbouring steps are drawn as their median. */
const MOST_COLUMNS = 200;

/**
 * A heat map of the update-to-weight ratio: steps to the right, layers upwards, viridis on a log scale.
 * Where nothing moved there is a cross.
 *
 * ```ts
 * const updates = recordUpdates(network);
 * await train(network, { x, y, loss, optimizer, steps: 300, onStep: updates.onStep });
 * updateRatioMap(updates);
 * ```
 *
 * Throws RangeError where nothing was recorded.
 */
export function updateRatioMap(
  { steps, ratios }: UpdateRatios,
  options: { readonly title?: string } = {},
): Figure {
  const { title } = options;
  requireKeys("updateRatioMap", options, { title });
  if (steps.length === 0 || ratios[0].length === 0) {
    throw new RangeError("updateRatioMap: no step was recorded; train for at least one.");
  }
  const layers = Array.from(ratios[0], (_, l) => l + 1);
  const size = Math.ceil(steps.length / MOST_COLUMNS);
  const blocks = Array.from({ length: Math.ceil(steps.length / size) }, (_, b) => b * size);
  const columns = blocks.map((from) => steps[Math.min(from + (size >> 1), steps.length - 1)]);
  const rows = layers.map((_, l) =>
    blocks.map((from) => median(ratios.slice(from, from + size).map((row) => row[l])))
  );
  const name = "rms(Δw) / rms(w)", scale = colourScale(logarithmic(name), rows.flat());
  const marks = (symbol: string, what: string, is: (ratio: number) => boolean) => {
    const found = rows.flatMap((row, l) =>
      row.flatMap((ratio, b) => is(ratio) ? [[columns[b], layers[l]]] : [])
    );
    if (found.length === 0) return [];
    const [x, y] = [0, 1].map((k) => found.map((place) => place[k]));
    const marker = { symbol, size: 7, color: colours.vermillion, line: { width: 2 } };
    return [{ type: "scatter", mode: "markers", name: what, x, y, marker, showlegend: true }];
  };
  const data = [
    {
      type: "heatmap",
      x: columns,
      y: layers,
      z: rows.map((row) => Float64Array.from(row, (ratio) => ratio > 0 ? scale.place(ratio) : NaN)),
      text: rows.map((row) => row.map((ratio) => formatNumber(ratio, 3))),
      hovertemplate: "step %{x}, layer %{y}: %{text}<extra></extra>",
      ...scale.trace,
    },
    ...marks("x-thin-open", "exactly 0: nothing moved", (ratio) => ratio === 0),
    ...marks("circle-open", "not finite", (ratio) => !Number.isFinite(ratio)),
  ];
  const { found, words } = finding(ratios);
  const layout = {
    title: { text: literal(title ?? found) },
    xaxis: { title: { text: "step" }, showgrid: false },
    yaxis: {
      title: { text: "layer" },
      showgrid: false,
      ...(layers.length <= 12 ? { dtick: 1 } : {}),
    },
    height: Math.min(560, 300 + 8 * layers.length),
  };
  return { data, layout, alt: `${title ?? found}. ${words}` };
}

function finding(ratios: readonly Float64Array[]): { found: string; words: string } {
  const layers = Array.from(ratios[0], (_, l) => {
    const finite = ratios.map((row) => row[l]).filter(Number.isFinite);
    return { layer: l + 1, ratio: finite.length > 0 ? median(finite) : NaN };
  });
  const sorted = layers.filter(({ ratio }) => ratio >= 0).toSorted((a, b) => a.ratio - b.ratio);
  const least = sorted[0], most = sorted[sorted.length - 1];
  const size = ({ ratio }: { ratio: number }) => typesetNumber(ratio);
  const found = sorted.length === 0
    ? "No update is a finite number"
    : sorted.length === 1
    ? `A step moves layer ${most.layer} by ${size(most)} of its size`
    : `A step moves layer ${most.layer} most, by ${size(most)} of its size, and layer ` +
      `${least.layer} least, by ${size(least)}`;
  const ends = layers.filter((_, l) => l === 0 || l === layers.length - 1);
  const words = ends.map(({ layer, ratio }) => `layer ${layer} ${formatNumber(ratio, 2)}`);
  return { found, words: `Medians over ${ratios.length} steps: ${words.join(", ")}.` };
}
