import type { Bins, Histogram } from "../histogram.ts";
import type { Matrix } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import {
  axis,
  type DistributionOptions,
  finding,
  type Height,
  inWords,
  noteOf,
  outline,
  type Points,
  shapesOf,
} from "./layer_shapes.ts";

/**
 * Ridgelines: the distribution of every layer above the one before, each to its own height. On a log
 * axis it is that of the sizes |x|. What is exactly 0 has its share written beside it.
 *
 * ```ts
 * ridgelines(preActivations(run), { x: "pre-activations z" });
 * ridgelines(deltas(run), { x: logarithmic("|δ|") });
 * ```
 *
 * Throws RangeError without layers or for a layer without numbers.
 */
export function ridgelines(layers: readonly Matrix[], options: DistributionOptions): Figure {
  const { x, most = 12 } = options;
  requireKeys("ridgelines", options, { x, most, title: "" });
  const { bins, shapes } = shapesOf("ridgelines", layers, x, most, 50);
  const title = options.title ?? finding(x, shapes), data: Record<string, unknown>[] = [];
  shapes.toReversed().forEach((shape, fromTop) => {
    const row = shapes.length - 1 - fromTop, peak = Math.max(...shape.shares) || 1;
    data.push(outline(ridge(bins, shape, (share) => row + 1.5 * share / peak, row), shape));
  });
  const noted = shapes.some((shape) => noteOf(shape) !== "");
  if (noted) data.push({ type: "scatter", x: [null], y: [null], yaxis: "y2", hoverinfo: "skip" });
  const rows = {
    tickvals: shapes.map((_, row) => row),
    range: [-0.15, shapes.length + 0.6],
    zeroline: false,
  };
  const right = { overlaying: "y", side: "right", showgrid: false, ticks: "", showline: false };
  const names = shapes.map(({ layer }) => String(layer));
  const layout = {
    title: { text: literal(title) },
    xaxis: axis(x),
    yaxis: { ...rows, title: { text: "layer (each to its own height)" }, ticktext: names },
    ...(noted ? { yaxis2: { ...rows, ...right, ticktext: shapes.map(noteOf) } } : {}),
    showlegend: false,
    height: 170 + 30 * shapes.length,
  };
  return { data, layout, alt: inWords(title, shapes) };
}

/** From the middle of one bin to that of the next. */
function ridge({ edges, log }: Bins, { shares }: Histogram, height: Height, base: number): Points {
  const middle = (a: number, b: number) => log ? Math.sqrt(a) * Math.sqrt(b) : (a + b) / 2;
  const inside = Array.from(
    shares,
    (share, i) => [middle(edges[i], edges[i + 1]), height(share)] as const,
  );
  return [[edges[0], base], ...inside, [edges[shares.length], base]];
}
