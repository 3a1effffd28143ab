/**
 * A small assembler for WebAssembly, enough for straight loops over vectors: no build step, no
 * dependency, and the machine code is written where the formula stands.
 *
 * Code is a list of bytes, nested as the expressions are, in the order in which a stack machine wants
 * them: first the operands, then the operation. `add(local.get, i32(8))` is [local.get 0, i32.const 8,
 * i32.add]. The bytes are those of the WebAssembly specification, chapter "Binary Format".
 */
export type Code = number | Uint8Array | readonly Code[];

/** The types of a local variable. A vector holds 16 bytes. */
export const type = { i32: 0x7f, f64: 0x7c, vector: 0x7b } as const;
export type Type = typeof type[keyof typeof type];

/** An unsigned whole number in groups of seven bits, the lowest first (LEB128). */
export function unsigned(n: number): Code {
  if (n < 128) return n;
  const bytes = [];
  for (; n > 127; n = Math.floor(n / 128)) bytes.push(n % 128 + 128);
  return [...bytes, n];
}

/** A signed whole number in groups of seven bits. */
function signed(n: number): number[] {
  const bytes = [];
  for (; n < -64 || n > 63; n >>= 7) bytes.push(n & 127 | 128);
  return [...bytes, n & 127];
}

/** A local variable of a function; its parameters are the first ones. */
export class Local {
  readonly get: Code;
  readonly #index: Code;

  constructor(index: number) {
    this.#index = unsigned(index);
    this.get = [0x20, this.#index];
  }

  set(value: Code): Code {
    return [value, 0x21, this.#index];
  }

  /** Sets the variable and leaves the value for the operation around it. */
  tee(value: Code): Code {
    return [value, 0x22, this.#index];
  }

  /** Adds a whole number to the variable. */
  advance(by: Code): Code {
    return this.set(add(this.get, by));
  }
}

/** A function under construction: its variables, and in the end its body. */
export class Fn {
  readonly parameters: readonly Type[];
  readonly locals: Type[] = [];
  body: Code = [];

  /** What it leaves: a whole number, or nothing. */
  readonly results: readonly Type[];

  /** Takes so many whole numbers (sizes and addresses), then so many numbers. */
  constructor(wholes: number, numbers = 0, leaves: "whole" | "nothing" = "nothing") {
    this.results = leaves === "whole" ? [type.i32] : [];
    this.parameters = [...Array(wholes).fill(type.i32), ...Array(numbers).fill(type.f64)];
  }

  get arguments(): Local[] {
    return this.parameters.map((_, index) => new Local(index));
  }

  local(of: Type): Local {
    this.locals.push(of);
    return new Local(this.parameters.length + this.locals.length - 1);
  }

  /** So many variables of one type. */
  several(count: number, of: Type): Local[] {
    return Array.from({ length: count }, () => this.local(of));
  }
}

export const i32 = (n: number): Code => [0x41, signed(n)];
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const subtract = (a: Code, b: Code): Code => [a, b, 0x6b];
export const multiply = (a: Code, b: Code): Code => [a, b, 0x6c];
export const and = (a: Code, b: Code): Code => [a, b, 0x71];
/** For two conditions, which are 0 or 1 each. */
export const both = and;
export const less = (a: Code, b: Code): Code => [a, b, 0x48];
export const differ = (a: Code, b: Code): Code => [a, b, 0x47];
export const equal = (a: Code, b: Code): Code => [a, b, 0x46];
export const halve = (a: Code): Code => [a, i32(1), 0x76];

/** The lesser of a whole number and a fixed one. */
export function least(fn: Fn, a: Code, limit: number): Code {
  const value = fn.local(type.i32);
  return [value.tee(a), i32(limit), less(value.get, i32(limit)), 0x1b];
}

export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  condition,
  [0x04, 0x40, then, 0x05, otherwise, 0x0b],
];

/** Runs the body while the condition, asked before each time, holds. */
export const loop = (condition: Code, body: Code): Code =>
  when(condition, [0x03, 0x40, body, condition, [0x0d, 0], 0x0b]);

/** Memory is counted in pages of so many bytes. */
export const PAGE = 65536;
/** As many as 32-bit addresses reach. */
const MOST = 65536;

/** Bytes that the memory holds from the start. */
export interface Data {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/**
 * A module that exports each function under its name. It is given its memory, of at least so many bytes,
 * as `memory` of the import `kernels`; one that threads share, if `shared`.
 */
export function assemble(
  functions: Readonly<Record<string, Fn>>,
  leastMemory: number,
  data: readonly Data[],
  shared = false,
): Uint8Array<ArrayBuffer> {
  const all = Object.values(functions), names = Object.keys(functions);
  const least = unsigned(leastMemory / PAGE),
    limits = shared ? [3, least, unsigned(MOST)] : [0, least];
  const memory = [text("kernels"), text("memory"), 0x02, limits];
  return flat([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    section(1, all.map(({ parameters, results }) => [0x60, list(parameters), list(results)])), // what each takes
    section(2, [memory]),
    section(3, all.map((_, index) => unsigned(index))),
    section(7, names.map((name, index) => [text(name), 0x00, unsigned(index)])),
    section(
      10,
      all.map(({ locals, body }) => sized([list(locals.map((t) => [1, t])), body, 0x0b])),
    ),
    section(
      11,
      data.map(({ address, bytes }) => [0, i32(address), 0x0b, [unsigned(bytes.length), bytes]]),
    ),
  ]);
}

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const text = (name: string): Code => list([...new TextEncoder().encode(name)]);
const section = (id: number, items: readonly Code[]): Code => [id, sized(list(items))];

function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

/** All bytes of some code, one after another. */
function flat(code: Code): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(1024), length = 0;
  const write = (part: Code): void => {
    const more = part instanceof Uint8Array ? part.length : 1;
    if (length + more > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length + more);
      larger.set(bytes);
      bytes = larger;
    }
    if (typeof part === "number") bytes[length++] = part;
    else if (part instanceof Uint8Array) bytes.set(part, (length += more) - more);
    else for (let i = 0; i < part.length; i++) write((part as readonly Code[])[i]);
  };
  write(code);
  return bytes.slice(0, length);
}
