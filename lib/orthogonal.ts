import { finiteNumber, wholeNumber } from "./errors.ts";
import type { Initializer } from "./initializers.ts";
import { Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

/**
 * Weights that keep every length: gain times a random rotation (Saxe, McClelland & Ganguli 2013); where there are
 * fewer outputs than inputs, of what reaches them. The rows (of a wide matrix) or the columns (of a tall one) have length `gain` and are at right angles;
 * so a product of any number of square ones neither grows nor shrinks in any direction.
 *
 * ```ts
 * orthogonal().variance(64, 64); // 1/64, the mean square of an entry
 * ```
 */
export function orthogonal(gain = 1): Initializer {
  finiteNumber("orthogonal", "gain", gain, 0);
  const name = gain === 1 ? "orthogonal" : `orthogonal, gain ${gain}`;
  return {
    name,
    variance(fanIn, fanOut) {
      wholeNumber(`initializer ${name}`, "fanIn", fanIn, 1, 100_000);
      wholeNumber(`initializer ${name}`, "fanOut", fanOut, 1, 100_000);
      return gain * gain / Math.max(fanIn, fanOut);
    },
    sample(fanIn, fanOut, random) {
      const tall = fanIn >= fanOut;
      const vectors = tall
        ? rightAngled(fanOut, fanIn, random)
        : rightAngled(fanIn, fanOut, random);
      return Matrix.generate(
        fanIn,
        fanOut,
        (i, j) => gain * (tall ? vectors[j][i] : vectors[i][j]),
      );
    },
  };
}

/**
 * `count` vectors of the given length, each of size 1 and at right angles to the others: normal numbers
 * minus their shares in the vectors before (Gram & Schmidt). This is the QR decomposition with R's
 * diagonal positive, so that every rotation is equally likely. Subtracting twice leaves hardly a
 * rounding error (Kahan's "twice is enough").
 */
function rightAngled(count: number, length: number, random: Random): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let round = 0; round < 2; round++) {
      for (const other of vectors) {
        const share = dot(vector, other);
        for (let i = 0; i < length; i++) vector[i] -= share * other[i];
      }
    }
    const size = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) vector[i] /= size;
    vectors.push(vector);
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
