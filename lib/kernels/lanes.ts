import { type Code, type Data, i32, unsigned } from "./assembler.ts";

/**
 * The vector instructions of WebAssembly: one works on 16 bytes at once, lane by lane, that is on two
 * float64 or four float32. Used here are those alone that give the same bits on every machine.
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
export const loadWidened = (address: Code): Code => vector(95, [vector(93, address), place(0)]);
export const storeRounded = (address: Code, value: Code): Code => [
  vector(91, address, vector(94, value)), // its lower half
  place(0),
  0,
];

/** The pair of numbers at an address, each spread over a vector: number 0 and number 1. */
export const loadPair = (size: 8 | 4, address: Code): Code =>
  size === 8 ? load(address) : [vector(93, address), place(0)];
export const laneOf = (size: 8 | 4, v: Code, index: number): Code => [
  vector(13, v, v),
  Array.from({ length: 16 }, (_, byte) => index * size + byte % size),
];

// On two float64 alone:
export const root = (a: Code) => vector(0xef, a);
export const magnitude = (a: Code) => vector(0xec, a);
export const negative = (a: Code) => vector(0xed, a);
/** a where a < b or one of them is NaN in a, else b: NaN goes through as NaN. */
export const atMost = (a: Code, limit: Code) => vector(0xf6, a, limit);
export const atLeast = (a: Code, limit: Code) => vector(0xf7, a, limit);
/** A number that the function was given, in both lanes. */
export const everywhere = (number: Code) => vector(0x14, number);

// Masks: a lane is all ones where it is so, all zeros where not.
export const isLess = (a: Code, b: Code) => vector(0x49, a, b);
export const isMore = (a: Code, b: Code) => vector(0x4a, a, b);
export const isAtMost = (a: Code, b: Code) => vector(0x4b, a, b);
export const select = (mask: Code, yes: Code, no: Code) => vector(82, yes, no, mask);
export const bitAnd = (a: Code, b: Code) => vector(78, a, b);
export const bitOr = (a: Code, b: Code) => vector(80, a, b);

// Whole numbers of 32 bits, four in a vector, and shifts of whole 64-bit lanes.
export const addWhole = (a: Code, b: Code) => vector(174, a, b);
export const subtractWhole = (a: Code, b: Code) => vector(177, a, b);
export const halveWhole = (a: Code) => [vector(172, a, i32(1))];
export const shiftLeft = (a: Code, bits: number) => vector(203, a, i32(bits));

/**
 * Constants that lie in memory from a fixed address on, each as a vector. Reading one there costs one
 * instruction; written into the code it would cost several.
 */
export class Constants {
  readonly #address: number;
  readonly #values: Float64Array[] = [];

  constructor(address: number) {
    this.#address = address;
  }

  /** The same number in both lanes. */
  number(value: number): Code {
    return this.#vector(Float64Array.of(value, value));
  }

  /** The same whole number in both halves of 64 bits. */
  whole(value: bigint): Code {
    return this.#vector(new Float64Array(BigInt64Array.of(value, value).buffer));
  }

  #vector(lanes: Float64Array): Code {
    const bits = String(new BigInt64Array(lanes.buffer)[0]);
    let index = this.#values.findIndex((v) => String(new BigInt64Array(v.buffer)[0]) === bits);
    if (index < 0) index = this.#values.push(lanes) - 1;
    return load(i32(0), this.#address + 16 * index);
  }

  /** What has to be in memory from the start. */
  get data(): Data {
    const bytes = this.#values.flatMap((lanes) => [...new Uint8Array(lanes.buffer)]);
    return { address: this.#address, bytes: Uint8Array.from(bytes) };
  }
}
