import { log as exponent } from "../elementary.ts";
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
 * A histogram a layer, side by side on the same axes: the share of the layer's values in each of 40
 * equal bins. What is exactly 0 is in no bin; its share stands above.
 *
 * ```ts
 * histograms(activationOutputs(run), { x: "activations" });
 * ```
 *
 * Throws RangeError without layers or for a layer without numbers.
 */
export function histograms(layers: readonly Matrix[], options: DistributionOptions): Figure {
  const { x, most = 6 } = options;
  requireKeys("histograms", options, { x, most, title: "" });
  const { bins, shapes } = shapesOf("histograms", layers, x, most, 40);
  const columns = Math.min(3, shapes.length), rows = Math.ceil(shapes.length / columns);
  const layout: Record<string, unknown> = {}, annotations: Record<string, unknown>[] = [];
  const tallest = Math.max(...shapes.map(({ shares }) => Math.max(...shares))) || 1;
  const noted = shapes.some((shape) => noteOf(shape) !== ""), above = (noted ? 0.24 : 0.14) / rows;
  const data = shapes.map((shape, i) => {
    const column = i % columns, row = Math.floor(i / columns), number = i === 0 ? "" : `${i + 1}`;
    const width = 1 / columns, height = 1 / rows;
    const left = column * width, top = 1 - row * height;
    const lowest = i + columns >= shapes.length;
    layout[`xaxis${number}`] = {
      ...axis(x),
      title: undefined,
      domain: [left + 0.02, left + width - 0.02],
      anchor: `y${number}`,
      matches: i === 0 ? undefined : "x",
      ...fewTicks(bins),
      tickangle: 0,
      showticklabels: lowest,
    };
    layout[`yaxis${number}`] = {
      title: { text: column === 0 ? "share (%)" : "" },
      domain: [top - height + (lowest ? 0 : 0.05), top - above],
      anchor: `x${number}`,
      range: [0, 105 * tallest],
      nticks: 4,
      showticklabels: column === 0,
    };
    annotations.push({
      text: [`layer ${shape.layer}`, noteOf(shape)].filter((line) => line !== "").join("<br>"),
      x: left + width / 2,
      y: top - above,
      xref: "paper",
      yref: "paper",
      xanchor: "center",
      yanchor: "bottom",
      showarrow: false,
      font: { size: 12 },
    });
    const trace = outline(staircase(bins, shape, (share) => 100 * share), shape);
    return { ...trace, xaxis: `x${number}`, yaxis: `y${number}` };
  });
  annotations.push({ // one name for all of the horizontal axes
    text: (axis(x).title as { text: string }).text,
    x: 0.5,
    y: 0,
    yshift: -26,
    xref: "paper",
    yref: "paper",
    yanchor: "top",
    showarrow: false,
  });
  const title = options.title ?? finding(x, shapes);
  return {
    data,
    layout: {
      ...layout,
      title: { text: literal(title) },
      annotations,
      showlegend: false,
      height: 130 + 160 * rows,
    },
    alt: inWords(title, shapes),
  };
}

/** Each bin a step. */
function staircase({ edges }: Bins, { shares }: Histogram, height: Height): Points {
  const inside = Array.from(
    shares,
    (share, i) => [edges[i], edges[i + 1]].map((x) => [x, height(share)] as const),
  );
  return [[edges[0], 0], ...inside.flat(), [edges[shares.length], 0]];
}

/** Two or three, which a panel has room for on a telephone. */
function fewTicks({ edges, log }: Bins): Record<string, unknown> {
  if (!log) return { nticks: 4 };
  const powers = (exponent(edges[edges.length - 1]) - exponent(edges[0])) / Math.LN10;
  return { dtick: Math.max(1, Math.ceil(powers / 2)) };
}
