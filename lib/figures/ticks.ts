/** Where the ticks of a line chart stand, where Plotly's own choice is not good. */

/**
 * The ticks of an axis of layers, steps and the like: one at each of a few whole places, for there is no
 * layer 1.5. Where the places span more than 5, Plotly marks none between them.
 */
export function placeTicks(places: ReadonlySet<number>): Record<string, unknown> {
  if (places.size === 0 || places.size > 6) return {};
  const some = [...places], span = Math.max(...some) - Math.min(...some);
  return some.every(Number.isInteger) && span <= 5 ? { tickvals: some } : {};
}

/**
 * The ticks of a log axis, for the positive values on it and the floor, if zeros stand there: at 1, 2 and 5
 * when the values span less than 2.5 powers of ten, at round powers when they span very many, or none; else
 * Plotly's own choice is good. It is so too where less than 0.8 is in sight: it takes even steps then.
 */
export function logTicks(values: readonly number[], floor?: number): Record<string, unknown> {
  const largest = values.reduce((a, b) => Math.max(a, b), floor ?? 0);
  const smallest = values.reduce((a, b) => Math.min(a, b), Infinity);
  const decades = Math.log10(largest) - Math.log10(smallest);
  const inSight = Math.log10(largest) - Math.log10(floor ?? smallest);
  // 10³⁵⁰ and 10⁻³⁵⁰ are no numbers of float64, and would be called Infinity and 0.
  if (decades > 100) return { dtick: 50, minallowed: -349, maxallowed: 349 };
  if (decades >= 2.5 || (inSight < 0.8 && inSight !== 0)) return {};
  const short = smallest >= 1e-3 && largest < 1e5; // 0.5 is written so, and not as a small 5
  return { dtick: inSight === 0 ? 1 : "D2", ...(short ? { tickformat: "~g" } : {}) };
}
