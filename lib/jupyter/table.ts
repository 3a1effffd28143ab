/** Small tables on the page, from rows of values. */
import { type Displayable, toDisplay } from "./display.ts";
import { escapeHtml } from "./escape.ts";

/** What stands in one cell of a table. */
export type Cell = string | number | boolean;

/** A number with four significant digits: `9.537e-7`, `0.25`, `1024`. Whole numbers stay whole. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)) {
    return String(value);
  }
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(4)));
  return value.toExponential(3).replace(/\.?0+e/, "e").replace("e+", "e");
}

function textOf(cell: Cell): string {
  return typeof cell === "number" ? formatNumber(cell) : String(cell);
}

/**
 * A table: one object a row, its keys the headings. Numbers get four significant digits.
 *
 * @throws {RangeError} when there are no rows, or a row lacks a heading of the first
 *
 * ```ts
 * await show(table([{ depth: 10, bound: 0.25 ** 10 }, { depth: 20, bound: 0.25 ** 20 }]));
 * ```
 */
export function table(rows: readonly Readonly<Record<string, Cell>>[], caption = ""): Displayable {
  if (rows.length === 0) throw new RangeError("table: there are no rows; give it at least one.");
  const headings = Object.keys(rows[0]);
  const cells = rows.map((row, index) =>
    headings.map((heading) => {
      if (!(heading in row)) {
        throw new RangeError(
          `table: row ${index + 1} has no "${heading}"; every row needs the headings of the first.`,
        );
      }
      return row[heading];
    })
  );
  return { [toDisplay]: () => ({ "text/html": html(), "text/plain": plain() }) };

  function html(): string {
    const head = headings.map((heading) => `<th scope="col">${escapeHtml(heading)}</th>`).join("");
    const body = cells.map((row) =>
      `<tr>${row.map((cell) => `<td>${escapeHtml(textOf(cell))}</td>`).join("")}</tr>`
    ).join("\n");
    const title = caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>`;
    return `<table class="vg-table mathjax_ignore tex2jax_ignore">${title}` +
      `<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
  }

  function plain(): string {
    const lines = [headings, ...cells.map((row) => row.map(textOf))];
    const widths = headings.map((_, column) =>
      Math.max(...lines.map((line) => line[column].length))
    );
    const text = lines.map((line) =>
      line.map((cell, column) => cell.padStart(widths[column])).join("  ")
    );
    return (caption === "" ? text : [caption, ...text]).join("\n");
  }
}
