/** What runs in the second thread: it does its half of the work whenever it is asked to. */
import { float32Lanes, float64Lanes } from "./lanes.ts";
import { instance } from "./module.ts";
import {
  ASKED,
  COUNT,
  DONE,
  FIRST,
  halvedKernels,
  KERNEL,
  meetingPlace,
  SIZE,
  type Start,
} from "./two_threads.ts";

const scope = globalThis as unknown as {
  onmessage(event: { data: Start }): void;
  postMessage(reply: string): void;
  close(): void;
};

/** So often it looks for work before it goes to sleep, from which it takes long to wake. */
const PATIENCE = 20_000;

scope.onmessage = ({ data: { memory, rows } }) => {
  const { whole, other } = meetingPlace(memory);
  const variant = { thread: 1, rows } as const;
  const kernels = {
    8: instance(float64Lanes, memory, variant),
    4: instance(float32Lanes, memory, variant),
  };
  scope.postMessage("ready");
  for (let turn = 0;;) {
    for (let i = 0; i < PATIENCE && Atomics.load(whole, ASKED) === turn; i++);
    Atomics.wait(whole, ASKED, turn); // at once where it has changed
    turn = Atomics.load(whole, ASKED);
    const size = whole[SIZE] as 8 | 4 | 0;
    if (size === 0) break;
    const numbers = [...whole.subarray(FIRST, FIRST + whole[COUNT])];
    if (numbers.length === 5) numbers[4] = other[0]; // s of addScaled, or an activation's parameter
    kernels[size][halvedKernels[whole[KERNEL]]](...numbers);
    Atomics.store(whole, DONE, turn);
  }
  scope.close();
};
