import { BEHIND } from "./elementwise.ts";
import { type Machine, makeMachine } from "./module.ts";
import type { Numbers } from "./reference.ts";

/*
 * Where matrices are kept. Usually each has an array of its own, and the garbage collector takes it back.
 * But a training makes hundreds of matrices a step, of the same sizes as in the step before, and to
 * allocate them anew would take longer than to compute them. So a training has two workspaces in the
 * memory of the kernels, which its steps use in turn (lib/train.ts): a step may read what the step before
 * it made, and writes over what was made two steps ago.
 *
 * A result lies where its operands lie, of two workspaces in the one that began later. So only who opens a
 * workspace, as `train` does, needs to know of it.
 */

let machine: Machine | null | undefined;

/** The kernels; null where WebAssembly is missing. They are made when first needed. */
export function kernels(): Machine | null {
  return machine === undefined ? machine = makeMachine() : machine;
}

/**
 * Other kernels from now on; with null the usual ones, made anew. Throws RangeError during a training, whose
 * numbers lie in the memory of these.
 */
export function replaceKernels(by: Machine | null): void {
  if (owners.some((owner) => owner instanceof Workspace)) {
    throw new RangeError("the kernels cannot be changed during a training. Wait for its end.");
  }
  machine = by ?? undefined;
  owners.length = 1;
}

/** The memory is dealt out in blocks of this many bytes; the kernels' own numbers stand in the first. */
const BLOCK = 2 ** 20;
/** For each block who has it: a workspace, or true for passing use and for the kernels' own; else nobody. */
const owners: (Workspace | boolean | undefined)[] = [true];

/** So many bytes in blocks that nobody had; −1 if the memory is full. */
export function reserve(bytes: number, owner: Workspace | true): number {
  const wanted = Math.ceil(bytes / BLOCK), all = kernels()!.buffer.byteLength / BLOCK;
  for (let first = 1, i = 1; i < all; i++) {
    if (owners[i]) first = i + 1;
    else if (i - first + 1 === wanted) {
      for (let j = first; j <= i; j++) owners[j] = owner;
      return first * BLOCK;
    }
  }
  return -1;
}

/** Whether the block at an address is still kept for passing use. */
export const isForPassing = (address: number) => owners[address / BLOCK] === true;

/** Gives back the blocks between two addresses. */
export function release(from: number, to: number): void {
  owners.fill(undefined, from / BLOCK, Math.ceil(to / BLOCK));
}

/** What a matrix takes: its numbers, and a gap that the last vectors of a loop may write to, and products may read. */
export const taken = (bytes: number) => (bytes + BEHIND + 63) & ~63;

/** What can be kept in a workspace: a matrix. */
export interface Holder {
  data: Numbers;
}

export class Workspace {
  /** Where its blocks lie, which of them is in use, and the next free address in that one. */
  readonly #blocks: { readonly from: number; readonly to: number }[] = [];
  #current = 0;
  #next = 0;
  #holders: Holder[] = [];
  /** The views that `take` gave since the beginning, in order; and how many of them are in use again. */
  readonly #views: Numbers[] = [];
  #used = 0;
  #begun = 0;
  static #beginnings = 0;

  /** Forgets what was made here. A matrix that was not kept has no numbers any more. */
  begin(): void {
    for (const holder of this.#holders) {
      if (addressOf(holder.data) >= 0) holder.data = GONE;
    }
    this.#holders = [];
    this.#current = 0;
    this.#used = 0;
    this.#next = this.#blocks[0]?.from ?? 0;
    this.#begun = ++Workspace.#beginnings;
  }

  /** Which of two workspaces began later. */
  static newer(a: Workspace | null, b: Workspace | null): Workspace | null {
    if (a === null || b === null) return a ?? b;
    return a.#begun >= b.#begun ? a : b;
  }

  /** Room for numbers, in which anything may stand; an array of their own if the memory is full. */
  take(length: number, precision: Float64ArrayConstructor | Float32ArrayConstructor): Numbers {
    const bytes = taken(length * precision.BYTES_PER_ELEMENT);
    while (
      this.#current < this.#blocks.length && this.#next + bytes > this.#blocks[this.#current].to
    ) {
      this.#next = this.#blocks[++this.#current]?.from ?? 0;
    }
    if (this.#current === this.#blocks.length) {
      const from = kernels() === null ? -1 : reserve(bytes, this);
      if (from < 0) return new precision(length);
      this.#blocks.push({ from, to: from + Math.ceil(bytes / BLOCK) * BLOCK });
      this.#next = from;
    }
    const address = this.#next;
    this.#next += bytes;
    const view = this.#views[this.#used]; // a step takes what the step before it took
    if (
      view !== undefined && view.byteOffset === address && view.length === length &&
      view.BYTES_PER_ELEMENT === precision.BYTES_PER_ELEMENT
    ) {
      this.#used++;
      return view;
    }
    const made: Placed = new precision(kernels()!.buffer, address, length);
    made.address = address;
    return this.#views[this.#used++] = made;
  }

  hold(holder: Holder): void {
    this.#holders.push(holder);
  }

  /** Moves what was made here since it began to arrays of their own, to stay. */
  keep(): void {
    for (const holder of this.#holders) {
      if (addressOf(holder.data) >= 0) holder.data = holder.data.slice();
    }
    this.#holders = [];
  }

  /** Keeps what was made here, and gives the memory back. */
  end(): void {
    this.keep();
    for (const { from, to } of this.#blocks) release(from, to);
    this.#blocks.length =
      this.#views.length =
      this.#current =
      this.#used =
        0;
  }
}

/** In place of the numbers of a matrix whose training step is over. */
export const GONE = new Proxy(new Float64Array(0), {
  get(_, property) {
    throw new RangeError(
      `matrix.${String(property)}: this matrix was made in a training step that is over, and its ` +
        "memory is in use again. Keep it from within onStep, or copy it: matrix.to(float64).",
    );
  },
});

/** Numbers know where they lie, because it takes ten times as long to ask an array for its buffer. */
type Placed = Numbers & { address?: number };

/** The address of numbers that a workspace gave; −1 of others. */
export function addressOf(data: Placed): number {
  return data.address ?? -1;
}

/** The workspace that numbers lie in; null for an array of its own, and for a view that outlived its workspace. */
export function workspaceOf(data: Numbers): Workspace | null {
  const address = addressOf(data);
  if (address < 0) return null;
  const owner = owners[address / BLOCK >>> 0];
  return owner instanceof Workspace ? owner : null;
}
