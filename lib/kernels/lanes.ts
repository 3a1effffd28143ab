import { type Code, type Data, i32, type Local, unsigned } from "./assembler.ts";

/**
 * The vector instructions of WebAssembly: one works on 16 bytes at once, lane by lane, that is on two
 * float64 or four float32. Used here are those alone that give the same bits on every machine (which
 * NaN it is, aside).
 */

/** A vector instruction: what it works on, then 0xfd and its number in the specification. */
const vector = (instruction: number, ...operands: Code[]): Code => [
  operands,
  0xfd,
  unsigned(instruction),
];

/** The place in memory at address + offset, which need not be a multiple of anything. */
const place = (offset: number): Code => [0, unsigned(offset)];

/** How the numbers of one precision are worked on. */
export interface Lanes {
  /** Bytes of one number. */
  readonly size: 8 | 4;
  /** Numbers in a vector. */
  readonly count: 2 | 4;
  /** One number in memory, in all lanes. */
  spread(address: Code, offset?: number): Code;
  add(a: Code, b: Code): Code;
  subtract(a: Code, b: Code): Code;
  multiply(a: Code, b: Code): Code;
  divide(a: Code, b: Code): Code;
  root(a: Code): Code;
  magnitude(a: Code): Code;
  negative(a: Code): Code;
  /** a, or the limit where that is less; NaN in a stays. */
  atMost(a: Code, limit: Code): Code;
  atLeast(a: Code, limit: Code): Code;
  /** Masks: a lane is all ones where it is so, all zeros where not. */
  isLess(a: Code, b: Code): Code;
  isMore(a: Code, b: Code): Code;
  isAtMost(a: Code, b: Code): Code;
  /** A number that the function was given, in all lanes. */
  everywhere(number: Code): Code;
  /** The bits of each lane moved to the left. */
  shiftLeft(a: Code, bits: number): Code;
  /** The lanes of the lower halves of a and b in turn, a₀ b₀ a₁ …; or of the upper halves. */
  interleave(a: Code, b: Code, half: "lower" | "upper"): Code;
  /** 1 if a = b in every lane, else 0. */
  allEqual(a: Code, b: Code): Code;
  /** One number on the way from memory to the stack, and back. */
  loadOne(address: Code, offset?: number): Code;
  storeOne(address: Code, value: Code, offset?: number): Code;
}

export const float64Lanes: Lanes = {
  size: 8,
  count: 2,
  spread: (address, offset = 0) => [vector(10, address), place(offset)],
  add: (a, b) => vector(0xf0, a, b),
  subtract: (a, b) => vector(0xf1, a, b),
  multiply: (a, b) => vector(0xf2, a, b),
  divide: (a, b) => vector(0xf3, a, b),
  root: (a) => vector(0xef, a),
  magnitude: (a) => vector(0xec, a),
  negative: (a) => vector(0xed, a),
  atMost: (a, limit) => vector(0xf6, a, limit),
  atLeast: (a, limit) => vector(0xf7, a, limit),
  isLess: (a, b) => vector(0x49, a, b),
  isMore: (a, b) => vector(0x4a, a, b),
  isAtMost: (a, b) => vector(0x4b, a, b),
  everywhere: (number) => vector(0x14, number),
  shiftLeft: (a, bits) => vector(0xcb, a, i32(bits)),
  interleave: (a, b, half) => interleaved(a, b, 8, half),
  allEqual: (a, b) => vector(0xc3, vector(0x47, a, b)),
  loadOne: (address, offset = 0) => [address, 0x2b, place(offset)],
  storeOne: (address, value, offset = 0) => [address, value, 0x39, place(offset)],
};

export const float32Lanes: Lanes = {
  size: 4,
  count: 4,
  spread: (address, offset = 0) => [vector(9, address), place(offset)],
  add: (a, b) => vector(0xe4, a, b),
  subtract: (a, b) => vector(0xe5, a, b),
  multiply: (a, b) => vector(0xe6, a, b),
  divide: (a, b) => vector(0xe7, a, b),
  root: (a) => vector(0xe3, a),
  magnitude: (a) => vector(0xe0, a),
  negative: (a) => vector(0xe1, a),
  atMost: (a, limit) => vector(0xea, a, limit),
  atLeast: (a, limit) => vector(0xeb, a, limit),
  isLess: (a, b) => vector(0x43, a, b),
  isMore: (a, b) => vector(0x44, a, b),
  isAtMost: (a, b) => vector(0x45, a, b),
  everywhere: (number) => vector(0x13, [number, 0xb6]), // rounded to float32 first
  shiftLeft: (a, bits) => vector(0xab, a, i32(bits)),
  interleave: (a, b, half) => interleaved(a, b, 4, half),
  allEqual: (a, b) => vector(0xa3, vector(0x41, a, b)),
  loadOne: (address, offset = 0) => [address, 0x2a, place(offset)],
  storeOne: (address, value, offset = 0) => [address, value, 0x38, place(offset)],
};

/** A whole vector from memory, or to it. */
export const load = (address: Code, offset = 0): Code => [vector(0, address), place(offset)];
export const store = (address: Code, value: Code, offset = 0): Code => [
  vector(11, address, value),
  place(offset),
];

/** Two neighbouring float32 as a vector of float64, and back, rounded. */
export const loadWidened = (address: Code, offset = 0): Code =>
  vector(95, [vector(93, address), place(offset)]);
export const storeRounded = (address: Code, value: Code, offset = 0): Code => [
  vector(91, address, vector(94, value)), // its lower half
  place(offset),
  0,
];

/** Byte for byte: the bytes of a are 0 to 15, those of b 16 to 31. */
function interleaved(a: Code, b: Code, size: number, half: "lower" | "upper"): Code {
  const first = half === "lower" ? 0 : 8;
  const byte = (_: unknown, i: number) => {
    const lane = Math.floor(i / size), from = lane % 2 * 16;
    return from + first + Math.floor(lane / 2) * size + i % size;
  };
  return [vector(13, a, b), Array.from({ length: 16 }, byte)];
}

/** yes in the lanes where the mask is all ones, no where it is all zeros. */
export const select = (mask: Code, yes: Code, no: Code) => vector(82, yes, no, mask);
export const bitAnd = (a: Code, b: Code) => vector(78, a, b);
export const bitOr = (a: Code, b: Code) => vector(80, a, b);

// Whole numbers of 32 bits, four in a vector.
export const addWhole = (a: Code, b: Code) => vector(174, a, b);
export const subtractWhole = (a: Code, b: Code) => vector(177, a, b);
export const halveWhole = (a: Code) => vector(172, a, i32(1));

/**
 * Constants that lie in memory from a fixed address on, each as a vector. Reading one there costs one
 * instruction; written into the code it would cost several.
 */
export class Constants {
  readonly #address: number;
  readonly #vectors: Uint8Array[] = [];

  constructor(address: number) {
    this.#address = address;
  }

  /** A number in all lanes. */
  number(v: Lanes, value: number): Code {
    return this.#vector(
      v.size === 8 ? new Float64Array(2).fill(value) : new Float32Array(4).fill(value),
    );
  }

  /** A whole number below 2³² in the lower 32 bits of all lanes. */
  whole(v: Lanes, value: number): Code {
    const lane = v.size === 8 ? [value, 0] : [value, value];
    return this.#vector(Uint32Array.of(...lane, ...lane));
  }

  #vector({ buffer }: { readonly buffer: ArrayBuffer }): Code {
    const bytes = new Uint8Array(buffer);
    let index = this.#vectors.findIndex((other) => other.every((byte, i) => byte === bytes[i]));
    if (index < 0) index = this.#vectors.push(bytes) - 1;
    return load(i32(0), this.#address + 16 * index);
  }

  /** What has to be in memory from the start. */
  get data(): Data {
    return { address: this.#address, bytes: Uint8Array.from(this.#vectors.flatMap((v) => [...v])) };
  }
}

/** Two numbers as float64 from a place, and there again: float32 is rounded once, at the end. */
export const inFloat64 = (v: Lanes) => ({
  bytes: 2 * v.size,
  load: (at: Local, offset: number) =>
    v.size === 8 ? load(at.get, offset) : loadWidened(at.get, offset),
  store: (at: Local, value: Code, offset: number) =>
    v.size === 8 ? store(at.get, value, offset) : storeRounded(at.get, value, offset),
});
