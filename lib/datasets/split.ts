import { shuffled, takeRows } from "../batches.ts";
import { requireObject, requireValue, wholeNumber } from "../errors.ts";
import { Random } from "../random.ts";
import { requireKeys } from "../require_keys.ts";
import type { Classified } from "./points.ts";

/** What to learn from, and what to be judged by: no example is in both. */
export interface Split {
  readonly train: Classified;
  readonly test: Classified;
}

export interface SplitOptions {
  /** How many examples to learn from. */
  train: number;
  /** How many to be judged by. */
  test: number;
  /** As many of each class (or one more or less); otherwise as chance has it. False unless said. */
  balanced?: boolean;
  seed: number;
}

/**
 * Divides examples by chance into those to learn from and those to be judged by.
 *
 * ```ts
 * const { train, test } = split(await iris(), { train: 100, test: 50, seed: 1 });
 * ```
 *
 * Throws RangeError where there are not enough examples.
 */
export function split(data: Classified, options: SplitOptions): Split {
  requireValue("split", "the data", data, ["labels"], "twoMoons({ count: 200, seed: 1 })");
  const { train, test } = splitRows("split", data.labels, options);
  const take = (rows: readonly number[]): Classified => ({
    x: takeRows(data.x, rows),
    labels: Uint8Array.from(rows, (row) => data.labels[row]),
  });
  return { train: take(train), test: take(test) };
}

/** The rows of the two parts; `labels[row]` is the class of a row. `own` are further options of the action. */
export function splitRows(
  action: string,
  labels: Uint8Array,
  options: SplitOptions,
  own: object = {},
): { train: number[]; test: number[] } {
  requireObject(action, options, "{ train: 100, test: 50, seed: 1 }");
  const { train, test, balanced = false, seed } = options;
  requireKeys(action, options, { train, test, balanced, seed, ...own });
  wholeNumber(action, "train", train, 1, labels.length);
  wholeNumber(action, "test", test, 0, labels.length);
  const order = [...shuffled(labels.length, new Random(seed))];
  const rows = balanced ? byTurns(order, labels) : order;
  if (train + test > rows.length) {
    throw new RangeError(
      `${action}: train ${train} and test ${test} are ${train + test} examples, but there are ` +
        `${rows.length}${balanced ? " in classes of equal size" : ""}. Ask for fewer.`,
    );
  }
  return { train: rows.slice(0, train), test: rows.slice(train, train + test) };
}

/** The rows in an order where the classes take turns, until the smallest class has no more. */
function byTurns(order: readonly number[], labels: Uint8Array): number[] {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const ofClass = classes.map((label) => order.filter((row) => labels[row] === label));
  const turns = Math.min(...ofClass.map((rows) => rows.length));
  return Array.from({ length: turns }, (_, turn) => ofClass.map((rows) => rows[turn])).flat();
}
