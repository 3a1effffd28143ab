import { display } from "./errors.ts";

/** The numbers of rows, one row after the other. Throws TypeError unless all rows are as long. */
export function numbersOf(rows: readonly (readonly number[])[]): number[] {
  if (!Array.isArray(rows)) {
    throw new TypeError(
      `Matrix.from: the rows are ${display(rows)}; give an array of rows: [[1, 2], [3, 4]].`,
    );
  }
  rows.forEach((row: unknown, i) => {
    if (!Array.isArray(row)) {
      throw new TypeError(
        `Matrix.from: row ${i} is ${display(row)}; give an array of rows: [[1, 2]] is one row, ` +
          "[[1], [2]] one column.",
      );
    }
    if (row.length !== rows[0].length) {
      throw new TypeError(
        `Matrix.from: row ${i} has ${row.length} numbers, but row 0 has ${rows[0].length}. ` +
          "Give rows of one length.",
      );
    }
    const other = row.find((entry) => typeof entry !== "number");
    if (other === undefined && !row.includes(undefined)) return;
    throw new TypeError(`Matrix.from: row ${i} has ${display(other)}; give numbers.`);
  });
  return rows.flat();
}
