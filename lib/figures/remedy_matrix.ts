import { display, requireObject } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { Matrix } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { median } from "../statistics.ts";
import { colourScale, rowsOf } from "./colour_scale.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import type { Axis } from "./lines.ts";
import { namesAxis, namesDown } from "./names_axis.ts";

/** What came out, by row and then by column: one number, or one for each seed. */
export type Outcomes = Readonly<
  Record<string, Readonly<Record<string, number | ArrayLike<number>>>>
>;

export interface RemedyMatrixOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  /** Whether a value counts as a success: `(loss) => loss < 0.5`. */
  readonly worked: (value: number) => boolean;
  /** What the values are: "loss" unless given. `logarithmic("loss")` spreads the colours by powers. */
  readonly z?: Axis;
}

/**
 * Which remedies help which network: the median over the seeds in each cell, as colour and as text, with
 * ✓ where it worked and ✗ where it did not. A seed that is not finite counts as infinitely large.
 *
 * ```ts
 * remedyMatrix({
 *   "sigmoid, 15 layers": { none: [2.3, 2.3, 2.3], "batch norm": [0.08, 0.07, 0.09] },
 *   "ReLU, 30 layers": { none: [2.3, 2.3, 2.3], "batch norm": [1.9, 1.8, NaN] },
 * }, { title: "Batch norm cures one of two", worked: (loss) => loss < 0.5 });
 * ```
 *
 * Throws RangeError without rows, columns or seeds. A row that lacks a column has an empty cell there.
 */
export function remedyMatrix(outcomes: Outcomes, options: RemedyMatrixOptions): Figure {
  requireObject("remedyMatrix", outcomes, '{ "no remedy": { sigmoid: [2.3, 2.3] } }');
  requireObject("remedyMatrix", options, "{ title, worked: (loss) => loss < 0.5 }");
  const { title, worked, z = "loss" } = options;
  requireKeys("remedyMatrix", options, { title, worked, z });
  if (typeof worked !== "function") {
    throw new TypeError(
      `remedyMatrix: worked is ${display(worked)}; give a function such as (loss) => loss < 0.5.`,
    );
  }
  const rows = Object.keys(outcomes);
  const wrong = rows.find((row) => typeof outcomes[row] !== "object" || outcomes[row] === null);
  if (wrong !== undefined) {
    throw new TypeError(
      `remedyMatrix: the row "${wrong}" is ${display(outcomes[wrong])}; ` +
        "give its outcomes by column, such as { none: [2.3, 2.3] }.",
    );
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(outcomes[row])))];
  if (columns.length === 0) {
    throw new RangeError("remedyMatrix: there are no outcomes; give at least one row and column.");
  }
  const values = Matrix.generate(rows.length, columns.length, (i, j) => {
    const value = outcomes[rows[i]][columns[j]];
    return value === undefined ? NaN : middle(value, rows[i], columns[j]);
  });
  const scale = colourScale(z, values.data);
  const cells = rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      if (outcomes[row][column] === undefined) return [];
      const value = values.at(i, j), color = scale.textColour(value);
      return [{ i, j, row, column, color, works: worked(value), words: inShort(value) }];
    })
  );
  const map = {
    type: "heatmap",
    x: columns.map((_, j) => j),
    y: rows.map((_, i) => i),
    z: rowsOf(values.map(scale.place)),
    xgap: 2,
    ygap: 2,
    hoverinfo: "skip",
    ...scale.trace,
    showscale: false, // each cell says its value
  };
  const text = {
    type: "scatter",
    mode: "text",
    x: cells.map(({ j }) => j),
    y: cells.map(({ i }) => i),
    text: cells.map(({ works, words }) => `${works ? "✓" : "✗"}<br>${words}`),
    textfont: { color: cells.map(({ color }) => color) },
    hoverinfo: "skip",
  };
  const name = typeof z === "string" ? z : z.title, lost = cells.some(({ words }) => words === "∞");
  const signs = `✓ worked, ✗ did not${lost ? ", ∞ not finite" : ""}`;
  const layout = {
    title: { text: literal(title) },
    xaxis: namesAxis(columns, Math.max(6, Math.min(16, Math.floor(48 / columns.length))), {
      title: { text: `median ${literal(name)}<br>${signs}`, font: { size: 12 } },
    }),
    yaxis: namesDown(rows, 12),
    height: 200 + 56 * rows.length,
    showlegend: false,
  };
  const told = rows.map((row) => {
    const mine = cells.filter((cell) => cell.row === row);
    const list = (works: boolean) =>
      mine.filter((cell) => cell.works === works)
        .map(({ column, words }) => `${column} (${words})`).join(", ") || "nothing";
    return `${row} worked with ${list(true)}; not with ${list(false)}`;
  });
  return { data: [map, text], layout, alt: `${title}. Median ${name}: ${told.join(". ")}.` };
}

/** The median, in which a seed that is not finite is infinitely large. */
function middle(value: number | ArrayLike<number>, row: string, column: string): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : Infinity;
  if (typeof value !== "object" || value === null || !(value.length > 0)) {
    throw new TypeError(
      `remedyMatrix: "${row}" with "${column}" is ${display(value)}; ` +
        "give a number, or a list with one for each seed.",
    );
  }
  return median(Array.from(value, (seed) => Number.isFinite(seed) ? seed : Infinity));
}

const inShort = (value: number) => Number.isFinite(value) ? formatNumber(value, 2) : "∞";
