/**
 * Long lines thinned without a change to their picture.
 *
 * A figure is at most 960 pixels wide. Of all points that share a column of pixels, a line needs four:
 * the first and the last, where it enters and leaves, and the lowest and the highest, between which it
 * fills the column. Source: Jugel, Jerzak, Hackenbroich, Markl (2014), "M4: a visualization-oriented
 * time series data aggregation", VLDB 7.
 */
import { log } from "../elementary.ts";
import type { Figure } from "./figure.ts";

type Trace = Readonly<Record<string, unknown>>;

/** More columns than a figure has pixels, so that a little zooming shows nothing coarse. */
const columns = 1000;

/** From this many points on, a line is thinned. */
const limit = 4 * columns;

/**
 * The figure with its long lines thinned to at most four points a column; one without any is returned
 * as it is. Gaps (null, NaN, infinities, and what a log axis cannot show) stay gaps. A line whose points
 * carry more than x and y, or do not go from left to right, keeps them all.
 *
 * ```ts
 * const y = Float64Array.from({ length: 1e6 }, (_, i) => sin(i / 1e4));
 * thinned({ data: [{ type: "scatter", mode: "lines", y }], layout: {}, alt: "A wave." }); // 4000 points
 * ```
 */
export function thinned(figure: Figure): Figure {
  const data = figure.data.map((trace) => thinnedTrace(trace, figure.layout));
  return data.some((trace, i) => trace !== figure.data[i]) ? { ...figure, data } : figure;
}

function thinnedTrace(trace: Trace, layout: Figure["layout"]): Record<string, unknown> {
  const { type = "scatter", mode = "lines", line, x0 = 0, dx = 1 } = trace;
  const { shape = "linear" } = (line ?? {}) as { shape?: string };
  const y = listOf(trace.y);
  const isLine = type === "scatter" && String(mode).includes("lines") && shape === "linear";
  if (!isLine || !y || y.length <= limit || hasOtherLists(trace)) return trace;

  const x = trace.x === undefined
    ? Float64Array.from(y, (_, i) => Number(x0) + i * Number(dx))
    : listOf(trace.x);
  if (!x || x.length !== y.length) return trace;
  const kept = pointsToKeep(x, y, {
    logX: isLog(layout, trace.xaxis ?? "x"),
    logY: isLog(layout, trace.yaxis ?? "y"),
  });
  if (kept === undefined) return trace;
  return { ...trace, x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/**
 * Which points of a line its picture needs, as indices from left to right; `undefined` when the line
 * does not go from left to right. One point stands for each gap.
 */
function pointsToKeep(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { logX, logY }: { logX: boolean; logY: boolean },
): number[] | undefined {
  const place = (i: number) => logX ? log(x[i]) : x[i];
  const isShown = (i: number) =>
    typeof x[i] === "number" && typeof y[i] === "number" &&
    Number.isFinite(x[i]) && Number.isFinite(y[i]) && !(logX && x[i] <= 0) && !(logY && y[i] <= 0);
  const shown = Array.from(y, (_, i) => isShown(i));
  const begin = shown.indexOf(true), end = shown.lastIndexOf(true);
  if (begin < 0) return undefined;
  const left = place(begin), width = place(end) - left;
  if (!(width > 0)) return undefined;

  const kept: number[] = [];
  let column = -1, before = -Infinity, first = 0, lowest = 0, highest = 0, last = -1;
  const close = () => {
    if (last < 0) return;
    kept.push(...new Set([first, lowest, highest, last].sort((a, b) => a - b)));
    last = -1;
  };
  for (let i = 0; i < y.length; i++) {
    if (!shown[i]) {
      close();
      if (i > 0 && shown[i - 1]) kept.push(i);
      continue;
    }
    if (x[i] < before) return undefined;
    before = x[i];
    const here = Math.min(columns - 1, Math.floor((place(i) - left) / width * columns));
    if (last < 0 || here !== column) {
      close();
      [column, first, lowest, highest] = [here, i, i, i];
    }
    last = i;
    if (y[i] < y[lowest]) lowest = i;
    if (y[i] > y[highest]) highest = i;
  }
  close();
  return kept;
}

function isLog(layout: Figure["layout"], axis: unknown): boolean {
  const name = String(axis).replace(/^([xy])/, "$1axis");
  return (layout[name] as { type?: string } | undefined)?.type === "log";
}

function listOf(value: unknown): ArrayLike<number> | undefined {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  return isList ? value as unknown as ArrayLike<number> : undefined;
}

/** Whether something besides x and y is given point by point: texts, sizes, error bars. */
function hasOtherLists(trace: Trace): boolean {
  const isOwn = (value: unknown): boolean =>
    listOf(value) !== undefined ||
    (typeof value === "object" && value !== null && Object.values(value).some(isOwn));
  return Object.entries(trace).some(([key, value]) => key !== "x" && key !== "y" && isOwn(value));
}
