/** Lines of equal text that are kept before and after the part that differs. */
const CONTEXT = 3;
/** Lines shown of each side; the rest is counted. */
const MOST_LINES = 30;

/**
 * Where two values differ, as text: common lines first and last, `-` before the actual lines and
 * `+` before the expected ones.
 */
export function difference(actual: unknown, expected: unknown): string {
  const left = inspect(actual).split("\n");
  const right = inspect(expected).split("\n");
  if (left.join() === right.join()) return "  (the two print alike)";

  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;

  return [
    ...(head > CONTEXT ? [`  … ${head - CONTEXT} equal lines`] : []),
    ...left.slice(Math.max(0, head - CONTEXT), head).map((line) => `  ${line}`),
    ...marked("-", left.slice(head, left.length - tail)),
    ...marked("+", right.slice(head, right.length - tail)),
    ...left.slice(left.length - tail).slice(0, CONTEXT).map((line) => `  ${line}`),
    ...(tail > CONTEXT ? [`  … ${tail - CONTEXT} equal lines`] : []),
  ].join("\n");
}

/** A value as text, one part a line, whole. */
export function inspect(value: unknown): string {
  return Deno.inspect(value, {
    compact: false,
    sorted: true,
    trailingComma: true,
    depth: 50,
    iterableLimit: Infinity,
    strAbbreviateSize: Infinity,
  });
}

function marked(sign: string, lines: string[]): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `${sign} ${line}`);
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [...shown, `${sign} … ${hidden} more lines`] : shown;
}
