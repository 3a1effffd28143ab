/** How the numbers of each layer are distributed: one number a layer can hide a lot. */
import { formatNumber, typesetNumber } from "../format.ts";
import { type Bins, commonBins, type Histogram, histogram } from "../histogram.ts";
import { type Matrix, rootMeanSquare } from "../matrix.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import type { Axis } from "./lines.ts";
import { colours } from "./theme.ts";

export interface DistributionOptions {
  /** What is drawn: "pre-activations z", or `logarithmic("|δ|")` for sizes on a log axis. */
  readonly x: Axis;
  /** At most so many layers, evenly chosen with the first and the last: 6 histograms or 12 ridges. */
  readonly most?: number;
  /** Instead of the finding that is read off the data. */
  readonly title?: string;
}

interface LayerShape extends Histogram {
  readonly layer: number;
  readonly size: number;
}

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
  const { bins, shapes } = count("ridgelines", layers, x, most, 50);
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
  const { bins, shapes } = count("histograms", layers, x, most, 40);
  const columns = Math.min(3, shapes.length), rows = Math.ceil(shapes.length / columns);
  const layout: Record<string, unknown> = {}, annotations: Record<string, unknown>[] = [];
  const tallest = Math.max(...shapes.map(({ shares }) => Math.max(...shares)));
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

function count(
  action: string,
  layers: readonly Matrix[],
  x: Axis,
  most: number,
  binCount: number,
): { bins: Bins; shapes: LayerShape[] } {
  if (layers.length === 0) {
    throw new RangeError(`${action}: there are no layers; give a matrix for each.`);
  }
  const empty = layers.findIndex(({ data }) => data.length === 0);
  if (empty >= 0) {
    throw new RangeError(`${action}: layer ${empty + 1} has no numbers; give at least one.`);
  }
  const chosen = evenly(layers.length, most);
  const options = { count: binCount, log: typeof x === "object" };
  const bins = commonBins(chosen.map((l) => layers[l].data), options);
  const shapes = chosen.map((l) => ({
    ...histogram(layers[l].data, bins),
    layer: l + 1,
    size: rootMeanSquare(layers[l]),
  }));
  return { bins, shapes };
}

/** At most `most` of 0 … count − 1, the first and the last among them. */
function evenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round(i * (count - 1) / (most - 1)));
}

type Points = readonly (readonly [x: number, y: number])[];
type Height = (share: number) => number;

/** Each bin a step. */
function staircase({ edges }: Bins, { shares }: Histogram, height: Height): Points {
  const inside = Array.from(
    shares,
    (share, i) => [edges[i], edges[i + 1]].map((x) => [x, height(share)] as const),
  );
  return [[edges[0], 0], ...inside.flat(), [edges[shares.length], 0]];
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

function outline(points: Points, { layer, size }: LayerShape): Record<string, unknown> {
  return {
    type: "scatter",
    mode: "lines",
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    fill: "toself",
    fillcolor: colours.blue,
    line: { color: colours.paper, width: 1 },
    hoveron: "fills",
    hoverinfo: "text",
    text: `layer ${layer}: root mean square ${formatNumber(size)}`,
  };
}

function axis(x: Axis): Record<string, unknown> {
  if (typeof x === "string") return { title: { text: literal(x) } };
  return { title: { text: `${literal(x.title)} (log scale)` }, type: "log" };
}

/** Two or three, which a panel has room for on a telephone. */
function fewTicks({ edges, log }: Bins): Record<string, unknown> {
  if (!log) return { nticks: 4 };
  const powers = Math.log10(edges[edges.length - 1] / edges[0]);
  return { dtick: Math.max(1, Math.ceil(powers / 2)) };
}

/** "51 % = 0", or nothing to note. No share is rounded to nothing or to all. */
function noteOf({ zeros, notFinite }: LayerShape): string {
  const part = (share: number) =>
    `${formatNumber(100 * share, share > 0.99 && share < 1 ? 6 : 2)} %`;
  const notes = [];
  if (zeros > 0) notes.push(`${part(zeros)} = 0`);
  if (notFinite > 0) notes.push(`${part(notFinite)} not finite`);
  return notes.join(", ");
}

function finding(x: Axis, shapes: readonly LayerShape[]): string {
  const first = shapes[0], last = shapes[shapes.length - 1];
  const name = typeof x === "string" ? x : x.title;
  const at = ({ layer, size }: LayerShape) => `${typesetNumber(size)} at layer ${layer}`;
  const ends = shapes.length === 1 ? at(first) : `${at(first)} and ${at(last)}`;
  return `Root mean square of ${name}: ${ends}`;
}

function inWords(title: string, shapes: readonly LayerShape[]): string {
  const notes = shapes.filter((shape) => noteOf(shape) !== "")
    .map((shape) => `${noteOf(shape)} at layer ${shape.layer}`);
  const layers = shapes.map(({ layer }) => layer).join(", ");
  const ends = notes.length > 2 ? [notes[0], notes[notes.length - 1]] : notes;
  return `${title}. Distributions of layers ${layers}.` +
    (ends.length > 0 ? ` ${ends.join("; ")}.` : "");
}
