/**
 * Snapshots of figures: what a figure was when somebody last looked at it, kept as JSON beside the
 * tests. A figure that has changed fails its test, until it has been looked at again and
 *
 *     UPDATE_SNAPSHOTS=1 deno task test tests/figures
 *
 * has written it anew; the difference then stands in the commit.
 */
import type { Figure } from "../../lib/figures/figure.ts";

const folder = new URL("snapshots/", import.meta.url);

/** Whether snapshots are written in place of being compared. */
const updating = () => Deno.env.get("UPDATE_SNAPSHOTS") === "1";

/**
 * Throws Error unless the figure is what `snapshots/<name>.json` says, number by number; also where
 * there is no such file.
 *
 * ```ts
 * assertSnapshot("gradient_flow", gradientFlow(run));
 * ```
 */
export function assertSnapshot(name: string, figure: Figure): void {
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw new RangeError(`assertSnapshot: the name is "${name}"; give lower-case letters and _.`);
  }
  const file = new URL(`${name}.json`, folder), now: unknown = JSON.parse(toJson(figure));
  if (updating()) {
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(file, formatted(now) + "\n");
    return;
  }
  const changes = differences("figure", stored(file, name), now);
  if (changes.length === 0) return;
  const more = changes.length > 8 ? `\n  and ${changes.length - 8} more` : "";
  throw new Error(
    `The figure "${name}" is no longer what it was:\n  ${
      changes.slice(0, 8).join("\n  ")
    }${more}\n` +
      "Look at it. If it is as it should be, run the test with UPDATE_SNAPSHOTS=1.",
  );
}

function stored(file: URL, name: string): unknown {
  try {
    return JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(
      `The figure "${name}" has no snapshot. Look at it, then run the test with UPDATE_SNAPSHOTS=1.`,
    );
  }
}

/** As JSON knows it: a typed array is a list; NaN and infinities say so, where JSON has only null. */
function toJson(figure: Figure): string {
  return JSON.stringify(figure, (_, value) => {
    if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });
}

/** Where two JSON values differ: "figure.data[0].y[2]: 3 → 4". */
export function differences(path: string, before: unknown, now: unknown): string[] {
  const both = [before, now];
  if (both.every(Array.isArray) || both.every(isRecord)) {
    const [a, b] = both as Record<string, unknown>[];
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const inside = (key: string) => Array.isArray(now) ? `${path}[${key}]` : `${path}.${key}`;
    return keys.flatMap((key) => differences(inside(key), a[key], b[key]));
  }
  return before === now ? [] : [`${path}: ${short(before)} → ${short(now)}`];
}

const isRecord = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const short = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 120);

/** JSON as `deno fmt` leaves it: one value a line, short lists of numbers or words on one. */
function formatted(value: unknown, indent = "", before = ""): string {
  const line = JSON.stringify(value)?.replaceAll(",", ", "), deeper = indent + "  ";
  if (typeof value !== "object" || value === null || /^(\[\]|\{\})$/.test(line)) {
    return JSON.stringify(value);
  }
  const leaf = (item: unknown) => typeof item !== "object" || item === null;
  const short = indent.length + before.length + line.length < 96;
  if (Array.isArray(value) && value.every(leaf) && short) {
    return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  }
  const parts = Array.isArray(value)
    ? value.map((item) => deeper + formatted(item, deeper))
    : Object.entries(value).map(([name, item]) => {
      const key = `${JSON.stringify(name)}: `;
      return deeper + key + formatted(item, deeper, key);
    });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}
