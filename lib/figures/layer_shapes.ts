/** What ridgelines and histograms have in common: layers to choose, to count and to describe. */
import { wholeNumber } from "../errors.ts";
import { formatNumber, typesetNumber } from "../format.ts";
import { type Bins, commonBins, type Histogram, histogram } from "../histogram.ts";
import { type Matrix } from "../matrix.ts";
import { rootMeanSquare } from "../magnitude.ts";
import { literal } from "./escape.ts";
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

/** The histogram of one layer. */
export interface LayerShape extends Histogram {
  readonly layer: number;
  readonly size: number;
}

/** The chosen layers, counted into common bins. Throws RangeError without layers or numbers. */
export function shapesOf(
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
  wholeNumber(action, "most", most, 2, 1000);
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

export type Points = readonly (readonly [x: number, y: number])[];
export type Height = (share: number) => number;

/** One closed shape; its layer and size where the reader points at it. */
export function outline(points: Points, { layer, size }: LayerShape): Record<string, unknown> {
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

export function axis(x: Axis): Record<string, unknown> {
  if (typeof x === "string") return { title: { text: literal(x) } };
  return { title: { text: `${literal(x.title)} (log scale)` }, type: "log" };
}

/** "51 % = 0", or nothing to note. No share is rounded to nothing or to all. */
export function noteOf({ zeros, notFinite }: LayerShape): string {
  const part = (share: number) =>
    `${formatNumber(100 * share, share > 0.99 && share < 1 ? 6 : 2)} %`;
  const notes = [];
  if (zeros > 0) notes.push(`${part(zeros)} = 0`);
  if (notFinite > 0) notes.push(`${part(notFinite)} not finite`);
  return notes.join(", ");
}

/** The typical sizes at both ends, which is what vanishing is about. */
export function finding(x: Axis, shapes: readonly LayerShape[]): string {
  const first = shapes[0], last = shapes[shapes.length - 1];
  const name = typeof x === "string" ? x : x.title;
  const at = ({ layer, size }: LayerShape) => `${typesetNumber(size)} at layer ${layer}`;
  const ends = shapes.length === 1 ? at(first) : `${at(first)} and ${at(last)}`;
  return `Root mean square of ${name}: ${ends}`;
}

/** The alt text. */
export function inWords(title: string, shapes: readonly LayerShape[]): string {
  const notes = shapes.filter((shape) => noteOf(shape) !== "")
    .map((shape) => `${noteOf(shape)} at layer ${shape.layer}`);
  const layers = shapes.map(({ layer }) => layer).join(", ");
  const ends = notes.length > 2 ? [notes[0], notes[notes.length - 1]] : notes;
  return `${title}. Distributions of layers ${layers}.` +
    (ends.length > 0 ? ` ${ends.join("; ")}.` : "");
}
