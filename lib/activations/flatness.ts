import type { Matrix } from "../matrix.ts";
import type { Activation } from "./activation.ts";

/** How flat an activation is at the places z where a batch puts it. */
export interface Flatness {
  /** The share of entries, over batch and units, whose slope is small. */
  readonly flat: number;
  /** The share of units whose slope is next to nothing for every example. */
  readonly dead: number;
  /** The root mean square of φ′(z). */
  readonly size: number;
}

/**
 * Counts the entries of z, batch×units, whose slope |φ′(z)| is below `flat` times its greatest, or 0, and
 * the units all of whose entries are below `dead` times it, or 0.
 */
export function flatness(
  activation: Activation,
  z: Matrix,
  below: { readonly flat: number; readonly dead: number },
): Flatness {
  const { data, columns } = z, greatest = greatestSlope(activation) || 1; // a constant: all flat
  const alive = new Uint8Array(columns);
  let squares = 0, flat = 0;
  for (let i = 0; i < data.length; i++) {
    const slope = Math.abs(activation.slope(data[i])) / greatest;
    squares += slope * slope;
    if (slope < below.flat || slope === 0) flat++;
    if (!(slope < below.dead || slope === 0)) alive[i % columns] = 1; // NaN is not dead
  }
  let living = 0;
  for (const one of alive) living += one;
  const size = greatest * Math.sqrt(squares / data.length);
  return { flat: flat / data.length, dead: (columns - living) / columns, size };
}

/** The greatest |φ′| among 4,001 places from −20 to 20: right to 1e-4 of it for the usual ones. */
export function greatestSlope(activation: Activation): number {
  let greatest = known.get(activation);
  if (greatest === undefined) {
    greatest = 0;
    for (let i = -2000; i <= 2000; i++) {
      greatest = Math.max(greatest, Math.abs(activation.slope(i / 100)));
    }
    known.set(activation, greatest);
  }
  return greatest;
}

const known = new WeakMap<Activation, number>();
