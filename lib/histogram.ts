import { exp, log } from "./elementary.ts";
import { wholeNumber } from "./errors.ts";
import { requireKeys } from "./require_keys.ts";

/** Equal bins, on a line, or for the sizes |x| on a log scale. */
export interface Bins {
  /** Where the bins meet: one more than there are bins, growing. */
  readonly edges: Float64Array;
  readonly log: boolean;
}

/** How some values fall into bins. */
export interface Histogram {
  /** The share of all values in each bin. */
  readonly shares: Float64Array;
  /** The share of values that are exactly 0: they are in no bin. */
  readonly zeros: number;
  /** The share of values that are NaN or infinite. */
  readonly notFinite: number;
}

/**
 * `count` bins from the least to the greatest of the finite values of all groups, zeros left out. The
 * same bins for all, so that layers can be compared.
 *
 * ```ts
 * const bins = commonBins([[-1, 0, 3], [2]], { count: 4 }); // edges −1, 0, 1, 2, 3
 * histogram([-1, 0, 3], bins).zeros; // 1/3
 * ```
 */
export function commonBins(
  groups: readonly ArrayLike<number>[],
  options: { readonly count?: number; readonly log?: boolean } = {},
): Bins {
  const { count = 60, log: onLog = false } = options;
  requireKeys("commonBins", options, { count, log: onLog });
  wholeNumber("commonBins", "count", count, 1, 10_000);
  let low = Infinity, high = -Infinity;
  for (const group of groups) {
    for (let i = 0; i < group.length; i++) {
      if (!counted(group[i])) continue;
      const place = placeOf(group[i], onLog);
      if (place < low) low = place;
      if (place > high) high = place;
    }
  }
  if (low > high) [low, high] = [0, 1]; // nothing to count
  const room = low < high ? 0 : onLog ? 1 : Math.abs(low) / 2; // around a single value
  [low, high] = [low - room, high + room];
  const edges = Float64Array.from(
    { length: count + 1 },
    (_, i) => low + (high - low) * (i / count),
  );
  const size = (place: number) => Math.max(exp(place), Number.MIN_VALUE);
  return { edges: onLog ? edges.map(size) : edges, log: onLog };
}

/** How `values` fall into `bins`; what lies beyond them is counted in the first or the last. */
export function histogram(values: ArrayLike<number>, { edges, log: onLog }: Bins): Histogram {
  const count = edges.length - 1, shares = new Float64Array(count);
  const low = placeOf(edges[0], onLog), high = placeOf(edges[count], onLog);
  let zeros = 0, notFinite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === 0) zeros++;
    else if (!Number.isFinite(value)) notFinite++;
    else {
      const bin = Math.floor((placeOf(value, onLog) - low) / (high - low) * count);
      shares[Math.max(0, Math.min(count - 1, bin))]++;
    }
  }
  const all = Math.max(1, values.length);
  return { shares: shares.map((n) => n / all), zeros: zeros / all, notFinite: notFinite / all };
}

const counted = (value: number) => Number.isFinite(value) && value !== 0;

function placeOf(value: number, onLog: boolean): number {
  return onLog ? log(Math.abs(value)) : value;
}
