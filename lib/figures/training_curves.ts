import { requireObject, wholeNumber } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { requireKeys } from "../require_keys.ts";
import type { Band } from "./band.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { type Axis, type Lines, lines, logarithmic } from "./lines.ts";
import { seriesColour } from "./theme.ts";
import { type SeedSummary, summary, thinned, type Trainings } from "./training_seeds.ts";

export interface TrainingCurvesOptions {
  /** Instead of the finding: the last loss of each. */
  readonly title?: string;
  /** What the loss is: `logarithmic("loss")` unless given, `"loss"` for a linear axis. */
  readonly loss?: Axis;
  /** Drawn in a second panel, by the names of the runs: one number, or one for each seed, at a time. */
  readonly accuracy?: Readonly<Record<string, Trainings>>;
  /** Steps from one accuracy to the next: 1 unless given. */
  readonly accuracyEvery?: number;
  /**
   * Drawn dashed: the loss that theory expects at each step. With the name of a run it takes the run's
   * colour, with another name it is drawn in ink.
   */
  readonly theory?: Lines;
}

/**
 * The loss of several trainings, step by step. Of several seeds the median is a line and their range a
 * band. Where a training met a number that is not finite, a cross marks the last one that was.
 *
 * ```ts
 * trainingCurves({ "batch norm": history, plain: [first, second, third] });
 * ```
 *
 * A run is what `train` returned, the NotFinite that it threw, numbers, or a list of these, one for each
 * seed. Throws RangeError without runs, TypeError for what is none.
 */
export function trainingCurves(
  runs: Readonly<Record<string, Trainings>>,
  options: TrainingCurvesOptions = {},
): Figure {
  requireObject("trainingCurves, runs", runs, "{ plain: history }");
  const { loss = logarithmic("loss"), accuracy, accuracyEvery = 1, theory } = options;
  const losses = summaries(runs), { title = finding(losses) } = options;
  requireKeys("trainingCurves", options, { title, loss, accuracy, accuracyEvery, theory });
  const figure = drawn(title, loss, losses, 1, theory);
  const data = [...figure.data, ...Object.keys(losses).flatMap((n, i) => ends(n, losses[n], i))];
  const words = Object.entries(losses).map(([name, run]) => inWords(name, run, 1));
  if (accuracy === undefined) {
    const layout = { ...figure.layout, showlegend: data.length > 1 };
    return { data, layout, alt: `${title}. ${words.join("; ")}.` };
  }
  wholeNumber("trainingCurves", "accuracyEvery", accuracyEvery, 1, 1e9);
  const stray = Object.keys(accuracy).find((name) => !(name in runs));
  if (stray !== undefined) {
    throw new RangeError(`trainingCurves: the accuracy of "${stray}" has no run of its name.`);
  }
  // In the order of the runs, to have their colours; an empty line where one has no accuracy.
  const parts = summaries(
    Object.fromEntries(
      Object.keys(runs).map((name) => [name, accuracy[name] ?? new Float64Array()]),
    ),
  );
  const second = drawn(title, "accuracy", parts, accuracyEvery);
  const below = second.data.map((trace) => ({
    ...trace,
    xaxis: "x2",
    yaxis: "y2",
    showlegend: false,
  }));
  const layout = {
    ...figure.layout,
    xaxis: { matches: "x2", showticklabels: false },
    yaxis: { ...figure.layout.yaxis as object, domain: [0.42, 1] },
    xaxis2: { ...figure.layout.xaxis as object, anchor: "y2" },
    yaxis2: { ...second.layout.yaxis as object, domain: [0, 0.36], anchor: "x2", range: [0, 1.03] },
    height: 520,
    showlegend: data.length > 1,
  };
  const reached = Object.keys(accuracy).map((name) => inWords(name, parts[name], accuracyEvery));
  const alt = `${title}. Loss: ${words.join("; ")}. Accuracy: ${reached.join("; ")}.`;
  return { data: [...data, ...below], layout, alt };
}

const summaries = (runs: Readonly<Record<string, Trainings>>): Record<string, SeedSummary> =>
  Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, summary(name, run)]));

/** Medians and bands against the step, thinned to what can be seen. */
function drawn(
  title: string,
  y: Axis,
  runs: Readonly<Record<string, SeedSummary>>,
  every: number,
  theory: Lines = {},
): Figure {
  const all = Object.values(runs).flatMap(({ middle, band }) =>
    band === null ? [middle] : [middle, band.low, band.high]
  );
  const kept = thinned([...all, ...Object.values(theory)]);
  const few = (values: ArrayLike<number>) =>
    kept.filter((i) => i < values.length).map((i) => values[i]);
  const bands: Record<string, Band> = {};
  for (const [name, { band }] of Object.entries(runs)) {
    if (band !== null) bands[name] = { low: few(band.low), high: few(band.high) };
  }
  const medians = Object.entries(runs).map(([name, { middle }]) => [name, few(middle)]);
  const figure = lines({
    title,
    x: "step",
    y,
    measured: Object.fromEntries(medians),
    bands,
    theory: Object.fromEntries(Object.entries(theory).map(([name, line]) => [name, few(line)])),
    at: kept.map((i) => 1 + i * every),
  });
  const xaxis = { ...figure.layout.xaxis as object, exponentformat: "none" }; // 20000, not 2·10⁴
  return { ...figure, layout: { ...figure.layout, xaxis } };
}

/** Crosses at the last finite loss of each seed that was lost. */
function ends(name: string, { losses, seeds }: SeedSummary, index: number) {
  if (losses.length === 0) return [];
  const color = seriesColour(index), which = seeds > 1 ? `${losses.length} of ${seeds} seeds ` : "";
  return [{
    type: "scatter",
    name: literal(`${name}: ${which}not finite from here`),
    x: losses.map(({ step }) => step + 1),
    y: losses.map(({ value }) => value),
    mode: "markers",
    marker: { symbol: "x-thin", size: 12, color, line: { width: 3, color } },
  }];
}

/** The loss that each run ends with; of more than three, the least and the greatest. */
function finding(runs: Readonly<Record<string, SeedSummary>>): string {
  const last = Object.entries(runs).map(([name, run]) => ({ name, value: final(run) }))
    .sort((a, b) => a.value - b.value);
  const told = last.length <= 3 ? last : [last[0], last[last.length - 1]];
  const parts = told.map(({ name, value }) =>
    `${Number.isFinite(value) ? formatNumber(value, 2) : "not finite"} (${name})`
  );
  return `The loss ends at ${parts.join(last.length <= 3 ? ", " : " to ")}`;
}

/** The last median; Infinity where more than half of the seeds are lost. */
function final({ middle, losses, seeds }: SeedSummary): number {
  return 2 * losses.length >= seeds || middle.length === 0 ? Infinity : middle[middle.length - 1];
}

function inWords(name: string, run: SeedSummary, every: number): string {
  const { middle, seeds, losses } = run, n = middle.length;
  const first = losses.length > 0 ? Math.min(...losses.map(({ step }) => step)) + 2 : 0;
  const which = seeds > 1 ? `${losses.length} of ${seeds} seeds are` : "it is";
  const lost = losses.length > 0 ? `, and ${which} not finite from step ${first} on` : "";
  if (n === 0) return `${name} has no finite number${lost}`;
  const median = seeds > 1 ? ` (median of ${seeds} seeds)` : "";
  return `${name}${median} goes from ${formatNumber(middle[0], 2)} at step 1 to ` +
    `${formatNumber(middle[n - 1], 2)} at step ${1 + (n - 1) * every}${lost}`;
}
