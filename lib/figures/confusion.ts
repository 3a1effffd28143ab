import { requireObject } from "../errors.ts";
import { Matrix } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { colourScale, rowsOf } from "./colour_scale.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { namesAxis, namesDown } from "./names_axis.ts";

/** How often what is so was called what: by what it is, then by what was said. */
export type Confusion = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * A confusion table: a row for what is so, a column for what was said, how often in the cell. What was
 * right lies on the diagonal. The names stand in the order of the rows.
 *
 * ```ts
 * confusionTable(doctorTrial(verdicts).confusion);
 * ```
 *
 * Throws RangeError where nothing was counted.
 */
export function confusionTable(
  confusion: Confusion,
  options: { readonly title?: string } = {},
): Figure {
  requireObject("confusionTable", confusion, "{ dead: { dead: 3, fine: 1 } }");
  requireKeys("confusionTable", options, { title: "" });
  const rows = Object.keys(confusion);
  const names = [...new Set([...rows, ...rows.flatMap((row) => Object.keys(confusion[row]))])];
  const all = rows.flatMap((row) => Object.values(confusion[row])).reduce((a, b) => a + b, 0);
  if (all === 0) {
    throw new RangeError("confusionTable: nothing was counted; give counts by what is so.");
  }
  const right = rows.map((row) => confusion[row][row] ?? 0).reduce((a, b) => a + b, 0);
  const title = options.title ?? `${right} of ${all} are called what they are`;
  const count = (i: number, j: number) => confusion[rows[i]][names[j]] ?? 0;
  const counts = Matrix.generate(rows.length, names.length, count);
  const scale = colourScale("how often", counts.data);
  const cells = rows.flatMap((is, i) =>
    names.flatMap((said, j) => count(i, j) > 0 ? [{ i, j, is, said, count: count(i, j) }] : [])
  );
  const map = {
    ...{ type: "heatmap", x: names.map((_, j) => j), y: rows.map((_, i) => i), xgap: 2, ygap: 2 },
    z: rowsOf(counts.map((value) => value > 0 ? scale.place(value) : NaN)),
    ...{ hoverinfo: "skip", ...scale.trace, showscale: false },
  };
  const text = {
    ...{ type: "scatter", mode: "text", hoverinfo: "skip" },
    x: cells.map(({ j }) => j),
    y: cells.map(({ i }) => i),
    text: cells.map(({ count }) => String(count)),
    textfont: { color: cells.map(({ count }) => scale.textColour(count)) },
  };
  const layout = {
    title: { text: literal(title) },
    xaxis: namesAxis(names, Infinity, { title: { text: "what was said" }, tickangle: -90 }),
    yaxis: namesDown(rows, 14, { title: { text: "what is so" } }),
    height: 300 + 34 * rows.length,
    showlegend: false,
  };
  const told = rows.map((is) =>
    `${is} was called ` +
    cells.filter((cell) => cell.is === is).map(({ said, count }) => `${said} ${count}`).join(", ")
  );
  return { data: [map, text], layout, alt: `${title}. How often: ${told.join("; ")}.` };
}
