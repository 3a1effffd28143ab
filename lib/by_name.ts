/**
 * One result for each of several things, under its name: what the figures take as `measured` and `theory`.
 * A text or a number is its own name.
 *
 * ```ts
 * byName([sigmoid, relu], ({ slope }) => slope(1)); // { sigmoid: 0.1966, ReLU: 1 }
 * byName([5, 10], (depth) => 0.25 ** depth); // { 5: …, 10: … }
 * ```
 *
 * Throws RangeError where two have the same name, for one would hide the other.
 */
export function byName<Item extends { readonly name: string } | string | number, Result>(
  items: readonly Item[],
  f: (item: Item) => Result,
): Record<string, Result> {
  const results: Record<string, Result> = {};
  for (const item of items) {
    const name = typeof item === "object" ? item.name : String(item);
    if (Object.hasOwn(results, name)) {
      throw new RangeError(`byName: two of the things are called "${name}"; rename one.`);
    }
    results[name] = f(item);
  }
  return results;
}
