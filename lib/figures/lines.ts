import { display, requireList, requireObject } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { type Band, shaded } from "./band.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { measured as measuredStyle, theory as dashed } from "./theme.ts";
import { logTicks, placeTicks } from "./ticks.ts";

/** An axis: what is measured, with its unit. Give plain text for a linear one. */
export type Axis = string | { readonly title: string; readonly log: true };

/** A logarithmic axis; its title says so by itself. */
export function logarithmic(title: string): Axis {
  return { title, log: true };
}

/** Lines by name. */
export type Lines = Readonly<Record<string, ArrayLike<number>>>;

export interface LinesOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Solid lines with markers. */
  readonly measured: Lines;
  /** Dashed lines. One that has the name of a measurement takes its colour; each of the others its own dashes. */
  readonly theory?: Lines;
  /** Shaded behind the measurement of its name, with a value for each of its points. */
  readonly bands?: Readonly<Record<string, Band>>;
  /** Where the points stand; 1, 2, 3, … unless given. */
  readonly at?: ArrayLike<number>;
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
 *   x: "layers n",
 *   y: logarithmic("product of slopes"),
 *   measured: { "0.25ⁿ": [0.25, 0.0625, 0.015625] },
 * });
 * ```
 */
export function lines(options: LinesOptions): Figure {
  requireObject(
    "lines",
    options,
    '{ title: "…", x: "layer", y: "δ", measured: { sigmoid: [1, 2] } }',
  );
  const { title, x, y, measured, theory = {}, bands = {}, at } = options;
  requireKeys("lines", options, { title, x, y, measured, theory, bands, at });
  for (const [name, series] of Object.entries({ measured, theory })) {
    requireObject(`lines, ${name}`, series, "{ sigmoid: [1, 2, 3] }");
    for (const line in series) requireList(`lines, ${name}`, `"${line}"`, series[line]);
  }
  const names = Object.keys(measured);
  if (names.length === 0) {
    throw new RangeError("lines: nothing is measured; give at least one line.");
  }
  const stray = Object.keys(bands).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw new RangeError(`lines: the band "${stray}" has no measurement of its name; give one.`);
  }
  const alone = Object.keys(theory).filter((name) => !names.includes(name));
  const all = [
    ...names.map((name, i) => ({ name, ys: measured[name], style: solid(i) })),
    ...Object.keys(theory).map((name) => {
      const twin = names.indexOf(name);
      const style = twin < 0
        ? dashed(undefined, alone.indexOf(name))
        : { ...dashed(twin), showlegend: false };
      return { name: twin < 0 ? name : `${name}, theory`, ys: theory[name], style };
    }),
  ];
  const sizes = [
    ...all.map(({ ys }) => ys),
    ...Object.values(bands).flatMap((b) => [b.low, b.high]),
  ];
  const log = typeof y === "object", floor = log ? floorBelow(sizes) : NaN;
  const data: Record<string, unknown>[] = [], words: string[] = [], places = new Set<number>();
  for (const { name, ys, style } of all) {
    const xs = Array.from(at ?? Array.from(ys, (_, i) => i + 1)).slice(0, ys.length);
    if (xs.length < ys.length) {
      throw new TypeError(
        `lines: "${name}" has ${ys.length} points, but \`at\` gives ${xs.length} places; give as many.`,
      );
    }
    xs.forEach((place) => places.add(place));
    if (name in bands) data.push(...shaded(name, xs, bands[name], floor, style));
    const shown = Array.from(ys, (value) => log && !(value > 0) ? null : value);
    data.push({ type: "scatter", name: literal(name), x: xs, y: shown, ...visible(style, shown) });
    const zeros = xs.filter((_, i) => log && ys[i] === 0);
    if (zeros.length > 0) data.push(crosses(`${name}: exactly 0`, zeros, floor, style));
    const under = log && name in bands
      ? xs.filter((_, i) => bands[name].low[i] === 0 && ys[i] > 0)
      : [];
    if (under.length > 0) data.push(crosses(`${name}: some exactly 0`, under, floor, style));
    words.push(inWords(name, xs, ys));
  }
  if (names.some((name) => name in theory)) { // one entry in the legend for all of the dashes
    data.push({ type: "scatter", name: "dashed: theory", x: [null], y: [null], ...dashed() });
  }
  const layout = {
    title: { text: literal(title) },
    xaxis: {
      ...axis("x", x),
      ...(typeof x === "string"
        ? placeTicks(places)
        : logTicks([...places].filter((place) => place > 0))),
    },
    yaxis: { ...axis("y", y), ...(log ? ticksOf(sizes, floor) : {}) },
    showlegend: data.length > 1,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" },
  };
  return { data, layout, alt: `${title}. ${words.join("; ")}.` };
}

/** At most 24 markers a line: enough to tell lines apart, few enough to see them. */
function solid(index: number): Record<string, unknown> {
  const style = measuredStyle(index);
  return { ...style, marker: { ...style.marker as object, maxdisplayed: 24 } };
}

/** A line of a single point has no length: without markers of its own it is drawn as one stroke. */
function visible(style: Record<string, unknown>, shown: readonly (number | null)[]) {
  const points = shown.filter((value) => value !== null && Number.isFinite(value)).length;
  if (points > 1 || style.mode !== "lines") return style;
  const { color, width } = style.line as { color: string; width: number };
  const marker = { symbol: "line-ew-open", size: 24, color, line: { color, width } };
  return { ...style, mode: "markers", marker };
}

/** Values that a log axis cannot show: at most 24 of them, on a floor below all others. */
function crosses(name: string, zeros: number[], floor: number, style: Record<string, unknown>) {
  const every = Math.ceil(zeros.length / 24), x = zeros.filter((_, i) => i % every === 0);
  const { color } = style.line as { color: string };
  const marker = { symbol: "x-thin-open", size: 9, color, line: { width: 2, color } };
  const y = x.map(() => floor);
  return { type: "scatter", name: literal(name), mode: "markers", x, y, marker };
}

function axis(name: string, axis: Axis): Record<string, unknown> {
  if (typeof axis === "string") return { title: { text: literal(axis) } };
  if (typeof axis?.title !== "string") {
    throw new TypeError(
      `lines: ${name} is ${display(axis)}; give text such as "layer", or logarithmic("δ").`,
    );
  }
  return { title: { text: `${literal(axis.title)} (log scale)` }, type: "log" };
}

/** The ticks of a log axis; on its floor stand the zeros. */
function ticksOf(lines: readonly ArrayLike<number>[], floor: number): Record<string, unknown> {
  const values = lines.flatMap((ys) => Array.from(ys));
  return logTicks(values.filter((value) => value > 0), values.includes(0) ? floor : undefined);
}

/** A tenth of the smallest positive value: where zeros are drawn on a log axis. */
function floorBelow(lines: readonly ArrayLike<number>[]): number {
  let smallest = Infinity;
  for (const ys of lines) {
    for (const value of Array.from(ys)) if (value > 0) smallest = Math.min(smallest, value);
  }
  return smallest === Infinity ? 1 : Math.max(smallest / 10, Number.MIN_VALUE);
}

function inWords(name: string, xs: readonly number[], ys: ArrayLike<number>): string {
  if (ys.length === 0) return `${name} is empty`;
  const last = ys.length - 1;
  const point = (i: number) => `${formatNumber(ys[i], 2)} at ${formatNumber(xs[i])}`;
  return `${name} goes from ${point(0)} to ${point(last)}`;
}
