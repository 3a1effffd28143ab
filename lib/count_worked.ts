import { median } from "./statistics.ts";

/**
 * In how many columns each row worked, by the median of the seeds, where one that is not finite counts as
 * infinitely large: the number of ✓ in each row of `remedyMatrix`.
 *
 * ```ts
 * countWorked({ none: { slow: [2.3, 2.3], fast: [0.1, 0.2] } }, (loss) => loss < 0.5); // { none: 1 }
 * ```
 */
export function countWorked(
  outcomes: Readonly<Record<string, Readonly<Record<string, number | ArrayLike<number>>>>>,
  worked: (value: number) => boolean,
): Record<string, number> {
  const finite = (value: number) => Number.isFinite(value) ? value : Infinity;
  const middle = (value: number | ArrayLike<number>) =>
    median((typeof value === "number" ? [value] : Array.from(value)).map(finite));
  const counts = Object.entries(outcomes).map(([row, columns]) =>
    [row, Object.values(columns).filter((value) => worked(middle(value))).length] as const
  );
  return Object.fromEntries(counts);
}
