import { log } from "./elementary.ts";
import { wholeNumber } from "./errors.ts";

/**
 * Seeded random numbers: the same seed gives the same bits on every machine.
 *
 * The generator is xoshiro128** (Blackman & Vigna 2018, https://prng.di.unimi.it), its state filled
 * from the seed by splitmix32. A `stream` gives independent numbers under one seed: the layers
 * of a network draw from streams 1, 2, 3, …, so a deeper network begins with the same weights. Seed and stream
 * together choose one of 2³² sequences; so two of them may be the same, as rarely as that says.
 *
 * ```ts
 * const random = new Random(7);
 * random.normal(); // one number from the bell curve, mean 0 and variance 1
 * ```
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spare = NaN;

  /** Throws RangeError unless seed and stream are whole numbers from 0 to 2⁵³ − 1. */
  constructor(seed: number, stream = 0) {
    wholeNumber("Random", "seed", seed, 0, Number.MAX_SAFE_INTEGER);
    wholeNumber("Random", "stream", stream, 0, Number.MAX_SAFE_INTEGER);
    let state = 0x9e3779b9;
    const absorb = (word: number) => state = mix((state ^ (word | 0)) + 0x9e3779b9 | 0);
    absorb(seed % 2 ** 32);
    absorb(Math.floor(seed / 2 ** 32));
    absorb(stream % 2 ** 32);
    absorb(Math.floor(stream / 2 ** 32));
    const next = () => mix(state = state + 0x9e3779b9 | 0);
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1; // never the all-zero state
  }

  /** 32 random bits as a whole number from 0 to 2³² − 1. */
  bits(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result >>> 0;
  }

  /** Uniform on [low, high), in steps of 2⁻⁵³ of the width (so high only where a sum is rounded up to it). */
  uniform(low = 0, high = 1): number {
    const fraction = ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
    return low + (high - low) * fraction;
  }

  /** From the normal distribution. A point in the unit disc gives two (Marsaglia & Bray 1964). */
  normal(mean = 0, deviation = 1): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = NaN;
      return mean + deviation * spare;
    }
    let u, v, square;
    do {
      u = this.uniform(-1, 1);
      v = this.uniform(-1, 1);
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt(-2 * log(square) / square);
    this.#spare = v * factor;
    return mean + deviation * u * factor;
  }

  /** A whole number from 0 to count − 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * wholeNumber("Random.below", "count", count, 1, 2 ** 32));
  }
}

function rotate(word: number, by: number): number {
  return word << by | word >>> 32 - by;
}

/** splitmix32: every bit of the word moves every bit of the result. */
function mix(word: number): number {
  word = Math.imul(word ^ word >>> 16, 0x21f0aaad);
  word = Math.imul(word ^ word >>> 15, 0x735a2d97);
  return word ^ word >>> 15;
}

/**
 * The streams from which each kind of thing draws, one for each layer or part from there on, so that one seed
 * makes all of them independent. Below lie the weights: those of layer l of `mlp` and `residualMlp` are stream l.
 *
 * Data draw from low streams too: `gaussianTeacher` from 0 (x), 1 (its own weights) and 2 (noise), the order
 * of batches in epoch e from e, and points, splits and the doctor's patients from 0. So data and a
 * network of one seed have numbers in common: the teacher's weights are the same draws as those of
 * layer 1. Give data a seed of their own, as the lessons do.
 */
export const streams = {
  /** `randomPass`: what goes forward, and what comes back. */
  pass: 1e6,
  dropout: 2 ** 32,
  biases: 2 ** 33,
  lsuv: 2 ** 34,
} as const;
