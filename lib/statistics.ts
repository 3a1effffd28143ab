/** Means and medians. Where a law has heavy tails, as deep products do, take the median. */

/** The sum divided by the count. Throws RangeError without numbers. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError("mean: there are no numbers; give at least one.");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The middle value, or the mean of the two middle ones; NaN if a value is NaN. */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError("median: there are no numbers; give at least one.");
  const sorted = Float64Array.from(values).sort(); // numerically, NaN last
  if (Number.isNaN(sorted[sorted.length - 1])) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
