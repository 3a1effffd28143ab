import { display } from "./errors.ts";

/**
 * Throws TypeError for an option that there is none of, and names the one that it is most like: JavaScript
 * would leave it unread, and `normalization: batchNorm` would be a network without batch norm.
 *
 * ```ts
 * const { rate, floor = 0 } = options;
 * requireKeys("cosine", options, { rate, floor }); // all of them, which the compiler sees to
 * ```
 *
 * `others` may stand there too and are not read: one object often serves several functions.
 */
export function requireKeys<Options extends object>(
  action: string,
  options: Options,
  known: Readonly<Record<keyof NoInfer<Options>, unknown>>,
  others: readonly string[] = [],
): void {
  const names = Object.keys(known);
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `${action}: the options are ${display(options)}; give an object such as { ${names[0]}: … }.`,
    );
  }
  for (const key of Object.keys(options)) {
    if (names.includes(key) || others.includes(key)) continue;
    const meant = likest(key, names);
    throw new TypeError(
      `${action}: there is no option ${key}${meant ? `; did you mean ${meant}?` : "."} ` +
        `Give only ${names.join(", ")}.`,
    );
  }
}

/** The name that is most like a mistaken one, by letters or because one holds the other; else undefined. */
function likest(mistaken: string, names: readonly string[]): string | undefined {
  const key = mistaken.toLowerCase();
  const near = names
    .map((name) => ({ name, far: distance(key, name.toLowerCase()) }))
    .filter(({ far }) => far <= key.length / 3)
    .sort((a, b) => a.far - b.far)[0];
  const holds = (a: string, b: string) => b.length > 2 && a.includes(b.toLowerCase());
  return near?.name ?? names.find((name) => holds(key, name) || holds(name.toLowerCase(), key));
}

/** How many letters to put in, leave out or change to make one word of the other (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, above[j] + 1, row[j - 1] + 1));
    }
  }
  return row[b.length];
}
