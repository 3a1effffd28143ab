import { finiteNumber, requireNumbers } from "./errors.ts";
import { powerOfTwoBelow } from "./magnitude.ts";

/** Means, medians and quantiles. Where a law has heavy tails, as deep products do, take the median. */

/** The sum divided by the count. Throws RangeError without numbers. */
export function mean(values: ArrayLike<number>): number {
  requireNumbers("mean", values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The middle value, or the mean of the two middle ones; NaN if a value is NaN. */
export function median(values: ArrayLike<number>): number {
  requireNumbers("median", values);
  const sorted = Float64Array.from(values).sort(); // numerically, NaN last
  if (Number.isNaN(sorted[sorted.length - 1])) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median at each place of lists of one length, such as the curves of several seeds.
 *
 * ```ts
 * medians([[1, 10], [2, 30], [9, 20]]); // [2, 20]
 * ```
 *
 * Throws RangeError without lists and where they differ in length.
 */
export function medians(lists: readonly ArrayLike<number>[]): number[] {
  const length = lists[0]?.length ?? 0;
  const other = lists.findIndex((list) => list.length !== length);
  if (lists.length === 0 || other > 0) {
    const found = lists.length === 0 ? "there are no lists" : `list ${other} has another length`;
    throw new RangeError(`medians: ${found}; give at least one, all of one length.`);
  }
  return Array.from({ length }, (_, i) => median(lists.map((list) => list[i])));
}

/**
 * The value below which `share` of the values lie, between two of them in proportion: 0 gives the
 * smallest, ½ the median, 1 the largest; NaN if a value is NaN. Throws RangeError without numbers and
 * for a share outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  requireNumbers("quantile", values);
  finiteNumber("quantile", "share", share, 0, 1);
  const sorted = Float64Array.from(values).sort(); // numerically, NaN last
  const last = sorted.length - 1, below = Math.floor(share * last), part = share * last - below;
  if (Number.isNaN(sorted[last])) return NaN;
  return part === 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[below + 1];
}

/**
 * The cosine of the angle between two lists of numbers, Σab/√(Σa²·Σb²): 1 where they point the same way, 0
 * where they have nothing in common, −1 where they point opposite ways. NaN where one is all zero or has an
 * entry that is not finite. Throws RangeError where the lengths differ.
 *
 * It does not depend on the sizes, and is right for all of them: the square of 1e-200 would be 0, that of
 * 1e200 infinite, so each list is divided by a power of two near its largest entry first. That changes
 * no bit of what lies between.
 *
 * ```ts
 * cosineSimilarity([3e-200, 4e-200], [1e200, 0]); // 0.6
 * ```
 */
export function cosineSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(
      `cosineSimilarity: there are ${a.length} and ${b.length} numbers; give as many of each, at least 1.`,
    );
  }
  const sizeOfA = powerOfTwoBelow(largest(a)), sizeOfB = powerOfTwoBelow(largest(b));
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    const u = a[i] / sizeOfA, v = b[i] / sizeOfB;
    ab += u * v;
    aa += u * u;
    bb += v * v;
  }
  return ab / Math.sqrt(aa * bb);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
