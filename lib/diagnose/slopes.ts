import type { Activation } from "../activations.ts";
import { flatness, greatestSlope } from "../activations/flatness.ts";
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
  const { flatEnds } = shape(activation);
  const { size, flat, dead } = flatness(activation, z, { flat: SATURATED, dead: DEAD });
  return { size, saturated: flatEnds === 2 ? flat : null, dead: flatEnds === 1 ? dead : null };
}

/** The greatest |φ′|, and at how many of its ends φ is flat. */
export function shape(activation: Activation): { greatest: number; flatEnds: number } {
  const greatest = greatestSlope(activation) || 1; // a constant: flat everywhere
  const flat = (z: number) => Math.abs(activation.slope(z)) < 1e-3 * greatest ? 1 : 0;
  return { greatest, flatEnds: flat(-40) + flat(40) };
}
