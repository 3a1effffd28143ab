/** A library function that throws, on a line that the test knows. */
export function firstRow(rows: number[][]): number[] {
  if (rows.length === 0) {
    throw new RangeError("firstRow: there are no rows; give at least one.");
  }
  return rows[0];
}
