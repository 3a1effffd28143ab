import { colours, measured, theory } from "./theme.ts";
import type { Figure } from "./figure.ts";

/** One line of a figure. */
export interface Series {
  readonly name: string;
  readonly y: ArrayLike<number>;
  /** Where each y stands; 1, 2, 3, … unless given. */
  readonly x?: ArrayLike<number>;
  /** Dashed and without markers, in the colour of the series before it. */
  readonly theory?: boolean;
}

export interface Axis {
  /** What is measured, with its unit; " (log scale)" is added by itself. */
  readonly title: string;
  readonly log?: boolean;
}

export interface LinesOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/**
 * A line chart: measurements with markers, theory dashed over them.
 *
 * On a log axis a zero has no place. It is not dropped: it stands as a cross on a floor below
 * all other points, under its own name in the legend.
 *
 * ```ts
 * lines({
 *   title: "0.25ⁿ falls by 10⁶ in ten layers",
 *   x: { title: "layers n" },
 *   y: { title: "product of slopes", log: true },
 *   series: [{ name: "0.25ⁿ", y: [0.25, 0.0625, 0.015625], theory: true }],
 * });
 * ```
 */
export function lines({ title, x, y, series }: LinesOptions): Figure {
  if (series.length === 0) throw new RangeError("lines: there are no series; give at least one.");
  const floor = y.log ? floorBelow(series) : NaN;
  const data: Record<string, unknown>[] = [];
  let colour = -1;
  for (const one of series) {
    const xs = Array.from(one.x ?? Array.from(one.y, (_, i) => i + 1)), ys = Array.from(one.y);
    if (xs.length !== ys.length) {
      throw new TypeError(
        `lines: series "${one.name}" has ${xs.length} x and ${ys.length} y; give as many of each.`,
      );
    }
    if (!one.theory) colour += 1;
    const style = one.theory ? theory(colour < 0 ? undefined : colour) : sparse(measured(colour));
    const shown = y.log ? ys.map((value) => value > 0 ? value : null) : ys;
    data.push({ type: "scatter", name: one.name, x: xs, y: shown, ...style });
    const zeros = xs.filter((_, i) => y.log && ys[i] === 0);
    if (zeros.length > 0) {
      data.push({
        type: "scatter",
        name: `${one.name}: exactly 0`,
        mode: "markers",
        x: zeros,
        y: zeros.map(() => floor),
        marker: { symbol: "x-thin-open", size: 9, color: colours.ink, line: { width: 2 } },
      });
    }
  }
  const layout = {
    title: { text: title },
    xaxis: axis(x),
    yaxis: axis(y),
    showlegend: data.length > 1,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" },
  };
  return { data, layout, alt: `${title}. ${series.map(inWords).join("; ")}.` };
}

/** At most 24 markers a line: enough to tell lines apart, few enough to see them. */
function sparse(style: Record<string, unknown>): Record<string, unknown> {
  return { ...style, marker: { ...style.marker as object, maxdisplayed: 24 } };
}

function axis({ title, log }: Axis): Record<string, unknown> {
  return log
    ? { title: { text: `${title} (log scale)` }, type: "log" }
    : { title: { text: title } };
}

/** A tenth of the smallest positive value: where zeros are drawn on a log axis. */
function floorBelow(series: readonly Series[]): number {
  let smallest = Infinity;
  for (const { y } of series) {
    for (const value of Array.from(y)) if (value > 0) smallest = Math.min(smallest, value);
  }
  return smallest === Infinity ? 1 : Math.max(smallest / 10, Number.MIN_VALUE);
}

function inWords({ name, x, y }: Series): string {
  const last = y.length - 1;
  if (last < 0) return `${name} is empty`;
  const from = short(y[0]), to = short(y[last]);
  return `${name} goes from ${from} at ${short(x?.[0] ?? 1)} to ${to} at ${
    short(x?.[last] ?? last + 1)
  }`;
}

/** Two significant figures: enough to hear. */
export function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
