import { float32Lanes, float64Lanes } from "./lanes.ts";
import { instance, type Kernel, largestMemory, type Machine } from "./module.ts";
import { MORE_ROWS, ROWS } from "./tiling.ts";

/*
 * Kernels in a memory that two threads share. Of a large piece of work the second thread does the first half
 * of the columns, or of the entries, while the first thread does the others; loops over rows and sums stay
 * whole. Each number is computed as before, whoever does it, so the bits are the same.
 *
 * The threads meet at a few numbers in memory: the second waits until ASKED changes, reads what it shall do,
 * and sets DONE to the same number when it has.
 */

/** The places of these numbers. */
export const ASKED = 0, DONE = 1, ANSWER = 2, SIZE = 3, KERNEL = 4, COUNT = 5;

/** Where they lie, which is among the kernels' own addresses. */
const MEETING = 512;

/** The numbers where the threads meet: whole ones, and those that a kernel takes. */
export function meetingPlace({ buffer }: WebAssembly.Memory) {
  return {
    whole: new Int32Array(buffer, MEETING, 6),
    taken: new Float64Array(buffer, MEETING + 64, 16),
  };
}

/** How a kernel's work is halved. */
interface Halves {
  /** Which of the kernel's numbers is halved; and how many columns or entries belong together. */
  readonly at: number;
  readonly unit: number;
  /** Little work is not halved. */
  worthwhile(...numbers: number[]): boolean;
  /** How far each address is from one column or entry to the next; 0 for what both halves take alike. */
  steps(size: number, ...numbers: number[]): number[];
}

const product: Halves = {
  ...{ at: 2, unit: 16 },
  worthwhile: (m, n, p) => m * n * p >= 1e6,
  // every column of the product needs all of a
  steps(size, _m, _n, _p, _a, _aStep, _b, _bRow, bColumn, row) {
    return [0, 0, 0, 0, 0, bColumn, 0, 0, row === 0 ? 0 : size, size, 0];
  },
};
const transpose: Halves = {
  ...{ at: 1, unit: 16 },
  worthwhile: (rows, columns) => rows * columns >= 2e4,
  steps: (size, rows) => [0, 0, size, 0, rows * size],
};
/** Of so many addresses, each is that of an entry. */
const entries = (addresses: number): Halves => ({
  ...{ at: 0, unit: 64 },
  worthwhile: (count) => count >= 2e4,
  steps: (size, ...numbers) => numbers.map((_, i) => i >= 1 && i <= addresses ? size : 0),
});
const three = entries(3);
const halves: Readonly<Record<string, Halves>> = {
  ...{ product, productTA: product, transpose, finite: entries(1), adam: entries(7) },
  ...{ plus: three, minus: three, times: three, over: three, addScaled: three },
  ...{ sigmoid: three, tanh: three, relu: three, leakyRelu: three },
};
/** Kernels are named by their places in this list. */
export const halvedKernels: readonly string[] = Object.keys(halves);

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
      for (let i = 0; i < 10; i++) {
        trial.product(...square);
      }
      trial.fastest = Math.min(trial.fastest, performance.now() - start);
    }
  }
  return trials.reduce((best, trial) => trial.fastest < best.fastest ? trial : best).rows;
}

/** Starts the second thread, and makes the kernels. */
export async function twoThreads(): Promise<TwoThreads> {
  const memory = largestMemory(true), { whole, taken } = meetingPlace(memory);
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

  const halved = (name: string, kernel: Kernel, size: number): Kernel => (...numbers) => {
    const { at, unit, worthwhile, steps } = halves[name];
    const count = numbers[at];
    if (alone || count < 2 * unit || !worthwhile(...numbers)) return kernel(...numbers);
    const first = unit * Math.floor(count / 2 / unit);
    const step = steps(size, ...numbers);
    whole.set([size, halvedKernels.indexOf(name), numbers.length], SIZE);
    taken.set(numbers);
    taken[at] = first;
    const turn = ask();
    const others = numbers.map((number, i) => step[i] ? number + first * step[i] : number); // −0 stays −0
    others[at] = count - first;
    const answer = kernel(...others);
    while (Atomics.load(whole, DONE) !== turn); // it had as much to do, so it is nearly done
    return answer && whole[ANSWER]; // of the kernel that asks: whether it is so in both halves
  };
  const kernels = (v: typeof float64Lanes) => {
    const made = instance(v, memory, { thread: 0, rows });
    for (const name of halvedKernels) made[name] = halved(name, made[name], v.size);
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
