import { float32Lanes, float64Lanes } from "./lanes.ts";
import { instance, type Kernel, largestMemory, type Machine } from "./module.ts";
import { MORE_ROWS, ROWS } from "./tiling.ts";

/*
 * Kernels in a memory that two threads share. A large piece of work is divided by columns, or by entries, into a few
 * parts. The second thread takes them from the front and the first from the back, one after another, until they meet:
 * in the middle, so that each finds what it wrote before in its own cache, or elsewhere where other programs slow one
 * core down. Loops over rows and sums stay whole. Each number is computed as before, whoever does it, so the bits are
 * the same.
 *
 * The threads meet at a few numbers in memory. The first writes down the work and counts ASKED up, for which the
 * second waits. Both then take parts by counting TAKEN up, and count in FINISHED those that are done. When all are,
 * the first goes on, even if the second has not woken yet: that one will find nothing to take, because TAKEN tells of
 * which work it counts the parts.
 */

/** The places of these numbers. */
export const ASKED = 0, SIZE = 3, KERNEL = 4, COUNT = 5;
const TAKEN = 1, FINISHED = 2, AT = 6, PART = 7, PARTS = 8, ANSWER = 9;

/** Where they lie, which is among the kernels' own addresses. */
const MEETING = 512;

/** The numbers where the threads meet: whole ones; what a kernel takes for the whole work; and `Division.steps`. */
export function meetingPlace({ buffer }: WebAssembly.Memory) {
  return {
    whole: new Int32Array(buffer, MEETING, 10),
    taken: new Float64Array(buffer, MEETING + 64, 16),
    steps: new Float64Array(buffer, MEETING + 192, 16),
  };
}

/** A work is divided into at most so many parts; into an even number, since both threads are usually as fast. */
const MOST_PARTS = 8;

/** What TAKEN is before any part of a work is: its number. The parts from the front count as 1, from the back as 16. */
const noneOf = (turn: number) => turn << 8;

/**
 * Takes parts of the work with this number until none is left, and does them with its kernel: given what the kernel
 * takes for the whole, how far each of these numbers goes from one column or entry to the next, and from which end.
 */
export function takeParts(
  whole: Int32Array,
  turn: number,
  kernel: Kernel,
  numbers: readonly number[],
  steps: readonly number[],
  end: "front" | "back",
): void {
  const at = whole[AT], part = whole[PART], parts = whole[PARTS], none = noneOf(turn);
  const mine = end === "front" ? 1 : 16;
  for (;;) {
    const taken = Atomics.load(whole, TAKEN), front = taken - none & 15, back = taken - none >> 4;
    if (back < 0 || front + back >= parts) return;
    if (Atomics.compareExchange(whole, TAKEN, taken, taken + mine) !== taken) continue;
    const from = (end === "front" ? front : parts - 1 - back) * part, own = numbers.slice();
    for (let i = 0; i < own.length; i++) if (steps[i] !== 0) own[i] += from * steps[i]; // −0 stays −0
    own[at] = Math.min(part, numbers[at] - from);
    if (kernel(...own) === 0) Atomics.store(whole, ANSWER, 0);
    Atomics.add(whole, FINISHED, 1);
  }
}

/** How a kernel's work is divided. */
interface Division {
  /** Which of the kernel's numbers is divided; and how many columns or entries belong together. */
  readonly at: number;
  readonly unit: number;
  /** How much there is to do, and how much of it a part has at least. */
  readonly least: number;
  amount(...numbers: number[]): number;
  /** How far each address is from one column or entry to the next; 0 for what all parts take alike. */
  steps(size: number, ...numbers: number[]): number[];
}

const product: Division = {
  ...{ at: 2, unit: 32, least: 5e5 },
  amount: (m, n, p) => m * n * p,
  // every column of the product needs all of a
  steps(size, _m, _n, _p, _a, _aStep, _b, _bRow, bColumn, row) {
    return [0, 0, 0, 0, 0, bColumn, 0, 0, row === 0 ? 0 : size, size, 0];
  },
};
const transpose: Division = {
  ...{ at: 1, unit: 16, least: 8e3 },
  amount: (rows, columns) => rows * columns,
  steps: (size, rows) => [0, 0, size, 0, rows * size],
};
/** Of so many addresses, each is that of an entry. */
const entries = (addresses: number, least = 8e3): Division => ({
  ...{ at: 0, unit: 64, least },
  amount: (count) => count,
  steps: (size, ...numbers) => numbers.map((_, i) => i >= 1 && i <= addresses ? size : 0),
});
const three = entries(3), activation = entries(3, 4e3);
const divisions: Readonly<Record<string, Division>> = {
  ...{ product, productTA: product, transpose, finite: entries(1), adam: entries(7) },
  ...{ plus: three, minus: three, times: three, over: three, addScaled: three },
  ...{ sigmoid: activation, tanh: activation, relu: activation, leakyRelu: activation },
};
/** Kernels are named by their places in this list. */
export const dividedKernels: readonly string[] = Object.keys(divisions);

/** What the second thread is told at its start. */
export interface Start {
  readonly memory: WebAssembly.Memory;
  /** Of a product's tile. */
  readonly rows: number;
}

export interface TwoThreads extends Machine {
  /** Ends the second thread; the kernels then work on without it. */
  end(): void;
}

/** So long the trial of both lasts; V8 compiles what runs often once more meanwhile. */
const TRIAL_MILLISECONDS = 100;

/** With how many rows in a tile a product is faster on this machine. The bits are the same. */
function fasterRows(memory: WebAssembly.Memory): number {
  const n = 64, size = float32Lanes.size, at = 2 ** 20, bytes = n * n * size;
  const square = [n, n, n, at, n * size, at + bytes, n * size, size, 0, at + 2 * bytes, n * size];
  const trials = [ROWS, MORE_ROWS].map((rows) => ({
    rows,
    product: instance(float32Lanes, memory, { thread: 0, rows }).product,
    fastest: Infinity,
  }));
  for (const begun = performance.now(); performance.now() - begun < TRIAL_MILLISECONDS;) {
    for (const trial of trials) {
      const start = performance.now();
      for (let i = 0; i < 10; i++) trial.product(...square);
      trial.fastest = Math.min(trial.fastest, performance.now() - start);
    }
  }
  return trials.reduce((best, trial) => trial.fastest < best.fastest ? trial : best).rows;
}

/** Starts the second thread, and makes the kernels. */
export async function twoThreads(): Promise<TwoThreads> {
  const memory = largestMemory(true), place = meetingPlace(memory), { whole } = place;
  const rows = fasterRows(memory);
  const worker = new Worker(new URL("./second_thread.ts", import.meta.url), { type: "module" });
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ memory, rows } satisfies Start);
  });
  let alone = false;
  const ask = () => {
    const turn = Atomics.add(whole, ASKED, 1) + 1 | 0;
    Atomics.notify(whole, ASKED);
    return turn;
  };

  const divided = (name: string, kernel: Kernel, size: number): Kernel => {
    const { at, unit, least, amount, steps } = divisions[name];
    const number = dividedKernels.indexOf(name);
    return (...numbers) => {
      const most = Math.min(MOST_PARTS, 2 * Math.floor(amount(...numbers) / least / 2));
      if (alone || most < 2) return kernel(...numbers);
      const count = numbers[at], part = unit * Math.ceil(count / unit / most);
      if (part >= count) return kernel(...numbers);
      const parts = Math.ceil(count / part), step = steps(size, ...numbers);
      place.taken.set(numbers);
      place.steps.set(step);
      whole.set([size, number, numbers.length, at, part, parts, 1], SIZE);
      Atomics.store(whole, FINISHED, 0);
      Atomics.store(whole, TAKEN, noneOf(whole[ASKED] + 1 | 0));
      takeParts(whole, ask(), kernel, numbers, step, "back");
      while (Atomics.load(whole, FINISHED) < parts); // the second thread is at its last part
      return whole[ANSWER]; // of the kernel that asks: whether it is so in all parts
    };
  };
  const kernels = (v: typeof float64Lanes) => {
    const made = instance(v, memory, { thread: 0, rows });
    for (const name of dividedKernels) made[name] = divided(name, made[name], v.size);
    return made;
  };
  return {
    buffer: memory.buffer as ArrayBuffer,
    float64: kernels(float64Lanes),
    float32: kernels(float32Lanes),
    end() {
      if (alone) return;
      alone = true;
      whole[SIZE] = 0; // which is no precision
      ask();
    },
  };
}
