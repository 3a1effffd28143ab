import { wholeNumber } from "./errors.ts";
import type { Labels } from "./labels.ts";
import { Matrix } from "./matrix.ts";
import { Random } from "./random.ts";

/** The numbers 0 … count − 1 in random order, each order as likely (Fisher & Yates). */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

/** The given rows of a matrix, or the given labels, in the given order. */
export function takeRows<T extends Matrix | Labels>(from: T, rows: ArrayLike<number>): T;
export function takeRows(from: Matrix | Labels, rows: ArrayLike<number>): Matrix | Labels {
  if (!(from instanceof Matrix)) return Array.from(rows, (row) => from[row]);
  const { columns } = from, data = new from.precision(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    data.set(from.data.subarray(rows[i] * columns, (rows[i] + 1) * columns), i * columns);
  }
  return new Matrix(rows.length, columns, data);
}

/** Some rows of the data, and which time through the data it is, counted from 0. */
export interface Batch {
  readonly rows: Uint32Array;
  readonly epoch: number;
}

/**
 * Mini-batches without end: every epoch goes through all rows once, in an order of its own which only
 * the seed and the epoch decide. Where `size` does not divide the rows, an epoch's last batch is smaller.
 */
export function* batches(rows: number, size: number, seed: number): Generator<Batch, never> {
  wholeNumber("batches", "rows", rows, 1, 2 ** 32 - 1);
  wholeNumber("batches", "size", size, 1, 2 ** 32 - 1);
  for (let epoch = 0;; epoch++) {
    const order = shuffled(rows, new Random(seed, epoch));
    for (let start = 0; start < rows; start += size) {
      yield { rows: order.subarray(start, start + size), epoch };
    }
  }
}
