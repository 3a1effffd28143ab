import type { Activation } from "../activations.ts";
import type { Matrix } from "../matrix.ts";

/** What of an activation's slope is left at the places z where a batch puts it. */
export interface Slopes {
  /** The root mean square of φ′(z). */
  readonly size: number;
  /** The share of entries in a flat end; null unless both ends of φ are flat. */
  readonly saturated: number | null;
  /** The share of units in the flat end for all examples; null unless one end of φ is flat. */
  readonly dead: number | null;
}

/** An entry of a tanh counts as saturated below this share of the greatest slope, 1: from |z| = 2.2 on. */
const SATURATED = 0.05;
/** A unit of an ELU counts as dead below this share for all examples: from z = −4.6 on. */
const DEAD = 0.01;

/**
 * Measures the slopes at z, batch×units. Two flat ends (sigmoid, tanh) saturate, one flat end (ReLU,
 * ELU, softplus, GELU) kills: a unit whose examples are all there learns nothing. Half of a ReLU's
 * entries are flat in every healthy network, so entries alone are no sign.
 */
export function slopesOf(activation: Activation, z: Matrix): Slopes {
  const { greatest, flatEnds } = shape(activation);
  const alive = new Uint8Array(z.columns), { data } = z;
  let squares = 0, flat = 0;
  for (let i = 0; i < data.length; i++) {
    const slope = Math.abs(activation.slope(data[i])) / greatest;
    squares += slope * slope;
    if (slope < SATURATED) flat++;
    if (!(slope < DEAD)) alive[i % z.columns] = 1; // NaN is not dead
  }
  let living = 0;
  for (const one of alive) living += one;
  return {
    size: greatest * Math.sqrt(squares / data.length),
    saturated: flatEnds === 2 ? flat / data.length : null,
    dead: flatEnds === 1 ? 1 - living / z.columns : null,
  };
}

/** The greatest |φ′| between −20 and 20, and at how many of its ends φ is flat. */
export function shape({ slope }: Activation): { greatest: number; flatEnds: number } {
  let greatest = 0;
  for (let i = -200; i <= 200; i++) greatest = Math.max(greatest, Math.abs(slope(i / 10)));
  greatest ||= 1; // a constant: flat everywhere
  const flat = (z: number) => Math.abs(slope(z)) < 1e-3 * greatest ? 1 : 0;
  return { greatest, flatEnds: flat(-40) + flat(40) };
}
