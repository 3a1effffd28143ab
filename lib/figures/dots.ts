import { display, finiteNumber, requireObject } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import { median } from "../statistics.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { wrap } from "./fit.ts";
import type { Axis } from "./lines.ts";
import { colours, seriesColour } from "./theme.ts";
import { writtenTicks } from "./written_ticks.ts";

export interface DotsOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  /** What the numbers are, with their unit; `logarithmic(…)` for a log axis. */
  readonly x: Axis;
  /** By name, one number or one for each seed. */
  readonly measured: Readonly<Record<string, number | ArrayLike<number>>>;
  /** What theory expects, by the name of the measurement. */
  readonly theory?: Readonly<Record<string, number>>;
  /** Where a dashed line stands that all are held against, such as 1: neither grows nor fades. */
  readonly reference?: number;
}

/**
 * Numbers by name, one below the other: a dot for the median of the seeds, a bar from the least to the
 * greatest of them, and an open diamond where theory expects it. Dots and not bars, because a log axis
 * has no 0 for a bar to begin at.
 *
 * ```ts
 * dots({
 *   title: "A layer keeps 0.24 of δ with sigmoid, and 0.71 with ReLU",
 *   x: logarithmic("factor of δ a layer"),
 *   measured: { sigmoid: [0.232, 0.236], ReLU: [0.711, 0.702] },
 *   theory: { sigmoid: 0.2366, ReLU: 0.7071 },
 * });
 * ```
 *
 * Throws RangeError without measurements and for a number that the axis has no place for, TypeError for
 * what is no number and no list of them.
 */
export function dots(options: DotsOptions): Figure {
  const { title, x, measured, theory = {}, reference } = options;
  requireKeys("dots", options, { title, x, measured, theory, reference });
  requireObject("dots, measured", measured, "{ sigmoid: [0.232, 0.236], ReLU: 0.711 }");
  const names = Object.keys(measured), log = typeof x === "object";
  if (names.length === 0) {
    throw new RangeError("dots: nothing is measured; give at least one number.");
  }
  const stray = Object.keys(theory).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw new RangeError(`dots: the theory "${stray}" has no measurement of its name; give one.`);
  }
  const place = (name: string, value: number) =>
    finiteNumber("dots", name, value, log ? Number.MIN_VALUE : undefined);
  const rows = names.map((name, row) => ({ name, row, ...spread(name, measured[name], place) }));
  const expected = names.flatMap((name, row) =>
    name in theory ? [{ row, value: place(`${name}, theory`, theory[name]) }] : []
  );
  const shared = { type: "scatter", mode: "markers", hovertemplate: "%{x:.4~g}<extra></extra>" };
  const several = rows.some(({ low, high }) => low < high), color = seriesColour(0);
  const data: Record<string, unknown>[] = [{
    ...shared,
    name: several ? "measured: median and range" : "measured",
    x: rows.map(({ middle }) => middle),
    y: rows.map(({ row }) => row),
    marker: { color, size: 10 },
    error_x: {
      visible: several,
      symmetric: false,
      array: rows.map(({ middle, high }) => high - middle),
      arrayminus: rows.map(({ middle, low }) => middle - low),
      color,
      thickness: 2,
    },
  }];
  if (expected.length > 0) {
    data.push({
      ...shared,
      name: "theory",
      x: expected.map(({ value }) => value),
      y: expected.map(({ row }) => row),
      marker: { symbol: "diamond-open", color: colours.ink, size: 17, line: { width: 2 } },
    });
  }
  const drawn = rows.flatMap(({ low, high }) => [low, high]).concat(expected.map((e) => e.value));
  const layout = {
    title: { text: literal(title) },
    xaxis: log
      ? { title: { text: `${literal(x.title)} (log scale)` }, type: "log", ...writtenTicks(drawn) }
      : { title: { text: literal(x) } },
    yaxis: {
      tickvals: rows.map(({ row }) => row),
      ticktext: names.map((name) => wrap(name, 20).map(literal).join("<br>")),
      range: [names.length - 0.5, -0.5], // the first on top
      zeroline: false,
    },
    shapes: reference === undefined ? [] : [{
      type: "line",
      x0: place("reference", reference),
      x1: reference,
      y0: 0,
      y1: 1,
      yref: "paper",
      layer: "below",
      line: { color: colours.ink, width: 1.5, dash: "dot" },
    }],
    height: 170 + 40 * names.length,
    showlegend: several || expected.length > 0,
  };
  const told = rows.map(({ name, middle, low, high }) => {
    const [least, median, most] = [low, middle, high].map((value) => formatNumber(value, 3));
    const range = least === most ? "" : `, from ${least} to ${most}`;
    const theirs = name in theory ? ` (theory ${formatNumber(theory[name], 3)})` : "";
    return `${name}: ${median}${range}${theirs}`;
  });
  return { data, layout, alt: `${title}. ${told.join("; ")}.` };
}

/** Median, least and greatest of the seeds. Throws where one of them has no place on the axis. */
function spread(
  name: string,
  value: number | ArrayLike<number>,
  place: (name: string, value: number) => number,
): { middle: number; low: number; high: number } {
  if (typeof value !== "number" && !(typeof value === "object" && value?.length > 0)) {
    throw new TypeError(
      `dots: "${name}" is ${display(value)}; give a number, or a list with one for each seed.`,
    );
  }
  const seeds = typeof value === "number" ? [value] : Array.from(value);
  for (const seed of seeds) place(name, seed);
  return { middle: median(seeds), low: Math.min(...seeds), high: Math.max(...seeds) };
}
