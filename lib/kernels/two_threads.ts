import { float32Lanes, float64Lanes } from "./lanes.ts";
import { instance, type Kernel, largestMemory, type Machine } from "./module.ts";
import { MORE_ROWS, ROWS } from "./tiling.ts";

/*
 * Kernels in a memory that two threads share. Of a large piece of work the second thread does the first half
 * of the rows, or of the entries, while the first thread does the others. Each number is computed as before,
 * whoever does it, so the bits are the same.
 *
 * The threads meet at a few numbers in memory: the second waits until ASKED changes, reads what it shall do,
 * and sets DONE to the same number when it has.
 */

/** Where these numbers lie, which is among the kernels' own addresses; and the places of some of them. */
export const MEETING = 512, ASKED = 0, DONE = 1, SIZE = 2, KERNEL = 3, COUNT = 4, FIRST = 5;

/** How a kernel's work is halved: `unit` rows or entries belong together, and little work is not halved. */
interface Halves {
  readonly unit: number;
  worthwhile(...numbers: number[]): boolean;
  /** How far each address is from one row or entry to the next; 0 for what both halves take alike. */
  steps(size: number, ...numbers: number[]): number[];
}

const product = {
  unit: MORE_ROWS,
  worthwhile: (m: number, n: number, p: number) => m >= 2 * MORE_ROWS && m * n * p >= 1e6,
};
const entries: Halves = {
  unit: 64,
  worthwhile: (count) => count >= 2e4,
  steps: (size) => [0, size, size, size, 0],
};
const halves: Readonly<Record<string, Halves>> = {
  product: {
    ...product,
    steps: (size, _m, _n, p, _a, aStep) => [0, 0, 0, aStep, 0, 0, 0, 0, 0, p * size],
  },
  productTA: { ...product, steps: (size, _m, _n, p) => [0, 0, 0, size, 0, 0, 0, 0, 0, p * size] },
  ...{ plus: entries, minus: entries, times: entries, over: entries, addScaled: entries },
  ...{ sigmoid: entries, tanh: entries, relu: entries, leakyRelu: entries },
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

/** The numbers where the threads meet: whole ones, and behind them one that need not be whole. */
export function meetingPlace({ buffer }: WebAssembly.Memory) {
  return {
    whole: new Int32Array(buffer, MEETING, 16),
    other: new Float64Array(buffer, MEETING + 64, 1),
  };
}

/** So long the trial of both lasts; V8 compiles what runs often once more meanwhile. */
const TRIAL_MILLISECONDS = 100;

/** With how many rows in a tile a product is faster on this machine. The bits are the same. */
function fasterRows(memory: WebAssembly.Memory): number {
  const n = 64, size = float32Lanes.size, at = 2 ** 20, bytes = n * n * size;
  const trials = [ROWS, MORE_ROWS].map((rows) => ({
    rows,
    product: instance(float32Lanes, memory, { rows }).product,
    fastest: Infinity,
  }));
  for (const begun = performance.now(); performance.now() - begun < TRIAL_MILLISECONDS;) {
    for (const trial of trials) {
      const start = performance.now();
      for (let i = 0; i < 10; i++) {
        trial.product(n, n, n, at, n * size, at + bytes, n * size, size, 0, at + 2 * bytes);
      }
      trial.fastest = Math.min(trial.fastest, performance.now() - start);
    }
  }
  return trials.reduce((best, trial) => trial.fastest < best.fastest ? trial : best).rows;
}

/** Starts the second thread, and makes the kernels. */
export async function twoThreads(): Promise<TwoThreads> {
  const memory = largestMemory(true), { whole, other } = meetingPlace(memory);
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
    const [count] = numbers, { unit, worthwhile, steps } = halves[name];
    if (alone || !worthwhile(...numbers)) return kernel(...numbers);
    const first = unit * Math.floor(count / 2 / unit), step = steps(size, ...numbers);
    whole.set(
      [size, halvedKernels.indexOf(name), numbers.length, first, ...numbers.slice(1)],
      SIZE,
    );
    other[0] = numbers[numbers.length - 1];
    const turn = ask();
    const others = numbers.map((number, i) => step[i] === 0 ? number : number + first * step[i]);
    kernel(count - first, ...others.slice(1)); // where the step is 0, −0 stays −0
    while (Atomics.load(whole, DONE) !== turn); // it had as much to do, so it is nearly done
  };
  const kernels = (v: typeof float64Lanes) => {
    const made = instance(v, memory, { rows });
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
