import { requireObject, wholeNumber } from "../errors.ts";
import { Matrix } from "../matrix.ts";
import { type Split, type SplitOptions, splitRows } from "./split.ts";

/** Pixels along an edge of a picture as it comes. */
const EDGE = 28;

export interface DigitsOptions extends SplitOptions {
  /** Pixels along an edge: 28, or 14, 7 or 4, whose pixels are means over squares of the 28×28 ones. */
  size?: number;
}

/**
 * Handwritten digits to learn from and to be judged by: 10,000 pictures of MNIST (LeCun, Cortes & Burges
 * 1998). A row of x is a picture, line by line, from 0 (paper) to 1 (ink); its label is the digit.
 *
 * ```ts
 * const { train, test } = await digits({ train: 1000, test: 500, size: 14, seed: 1 });
 * train.x.shape; // "1000×196"
 * ```
 *
 * Throws RangeError where there are not enough pictures: of each digit there are 863 or more.
 */
export async function digits(options: DigitsOptions): Promise<Split> {
  requireObject("digits", options, "{ train: 1000, test: 500, seed: 1 }");
  const { size = EDGE } = options;
  if (wholeNumber("digits", "size", size, 4, EDGE) && EDGE % size !== 0) {
    throw new RangeError(`digits: size is ${size}; give 28, 14, 7 or 4, which divide 28.`);
  }
  const pictures: Picture[] = [];
  for (let digit = 0; digit < 10; digit++) {
    // The whole path is not a literal, or the type checker would read 20 MB of numbers as types.
    const file = await import(`mnist/src/digits/${digit}.json`, { with: { type: "json" } });
    const pixels: readonly number[] = file.default.data;
    for (let start = 0; start < pixels.length; start += EDGE * EDGE) {
      pictures.push({ digit, pixels, start });
    }
  }
  const labels = Uint8Array.from(pictures, ({ digit }) => digit);
  const { train, test } = splitRows("digits", labels, options, { size });
  const take = (rows: readonly number[]) => ({
    x: matrixOf(rows.map((row) => pictures[row]), size),
    labels: Uint8Array.from(rows, (row) => labels[row]),
  });
  return { train: take(train), test: take(test) };
}

/** One picture: its pixels begin at `start` among those of its digit. */
interface Picture {
  readonly digit: number;
  readonly pixels: readonly number[];
  readonly start: number;
}

/** A picture a row, each pixel the mean over a square of EDGE/size × EDGE/size original ones. */
function matrixOf(pictures: readonly Picture[], size: number): Matrix {
  const block = EDGE / size;
  return Matrix.generate(pictures.length, size * size, (row, column) => {
    const { pixels, start } = pictures[row];
    const top = Math.floor(column / size) * block, left = column % size * block;
    let sum = 0;
    for (let i = 0; i < block; i++) {
      for (let j = 0; j < block; j++) sum += pixels[start + (top + i) * EDGE + left + j];
    }
    return sum / (block * block);
  });
}
