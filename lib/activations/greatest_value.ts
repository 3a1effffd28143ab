/** A greatest value, ±Infinity where there is no bound, and the z where it is reached or tended to. */
export interface GreatestValue {
  readonly value: number;
  readonly at: number;
}

/** The places looked at, from 0 outwards: a grid to ±40, and some far outside. */
const STEP = 0.01;
const PLACES = [0];
for (let i = 1; i <= 4000; i++) PLACES.push(i / 100, -i / 100);
for (const far of [1e2, 1e3, 1e6, 1e12, 1e50, 1e150, 1e308]) PLACES.push(far, -far);

/**
 * The greatest value of g among 8,000 places between −40 and 40 and some far outside, the best place
 * refined to about 1e-9. Of places as good as each other it is the one nearest to 0.
 *
 * ```ts
 * greatestValue((z) => Math.abs(Math.cos(z))); // { value: 1, at: 0 }
 * ```
 */
export function greatestValue(g: (z: number) => number): GreatestValue {
  const heights = PLACES.map(g);
  let { value, at } = refined(g, best(PLACES, heights));
  at = peakNearer(g, heights, value, at);
  while (Math.abs(at) > 1e-9 && g(at / 2) >= value) at /= 2; // a corner or a jump at 0
  if (Math.abs(at) <= 1e-9) at = 0;
  for (const end of [-1, 1]) {
    const [nearer, far] = [g(end * 1e150), g(end * 1e308)];
    if (far > value) [at, value] = [end * Infinity, far]; // tended to, all the way
    // And still growing there, but not towards 0 from below.
    if (far > 0 && far >= value && far - nearer > 0.01 * far) value = Infinity;
  }
  if (Math.abs(value) < 1e-100) value = 0; // which it tends to, as 1/z at 1e308
  return { value: value + 0, at: at + 0 }; // + 0: no −0
}

/** Rounding alone makes no value greater. */
const exceeds = (one: number, other: number) => one - other > 1e-12 * Math.abs(one);

/** The first place of the greatest height. */
function best(places: readonly number[], heights: readonly number[]): number {
  let top = heights.findIndex((height) => height === height);
  heights.forEach((height, i) => {
    if (exceeds(height, heights[top])) top = i;
  });
  return places[Math.max(top, 0)];
}

/** Uphill from a place of the grid, in ever smaller steps. */
function refined(g: (z: number) => number, at: number): GreatestValue {
  let value = g(at);
  for (let step = STEP / 2; step > 1e-10; step /= 2) {
    for (const z of [at - step, at + step]) {
      const found = g(z);
      if (exceeds(found, value)) [at, value] = [z, found];
    }
  }
  return { value, at };
}

/**
 * Of peaks as high as the one at `at`, the nearest to 0. The grid alone would choose by chance: it meets
 * one peak of a wave better than another.
 */
function peakNearer(
  g: (z: number) => number,
  heights: readonly number[],
  value: number,
  at: number,
): number {
  for (let i = 0; Math.abs(PLACES[i]) < Math.abs(at); i++) {
    const z = PLACES[i], height = heights[i];
    if (!(height >= value - 1e-4 * Math.abs(value))) continue;
    if (g(z - STEP) > height || g(z + STEP) > height) continue;
    const peak = refined(g, z);
    if (!exceeds(value, peak.value)) return peak.at;
  }
  return at;
}
