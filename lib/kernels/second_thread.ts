/** What runs in the second thread: it takes its part of the work whenever it is asked to. */
import { float32Lanes, float64Lanes } from "./lanes.ts";
import { instance } from "./module.ts";
import {
  ASKED,
  COUNT,
  dividedKernels,
  KERNEL,
  meetingPlace,
  SIZE,
  type Start,
  takeParts,
} from "./two_threads.ts";

const scope = globalThis as unknown as {
  onmessage(event: { data: Start }): void;
  postMessage(reply: string): void;
  close(): void;
};

/** So often it looks for work before it goes to sleep, from which it takes long to wake. */
const PATIENCE = 20_000;

scope.onmessage = ({ data: { memory, rows } }) => {
  const { whole, taken, steps } = meetingPlace(memory);
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
    const kernel = kernels[size][dividedKernels[whole[KERNEL]]], count = whole[COUNT];
    takeParts(
      whole,
      turn,
      kernel,
      [...taken.subarray(0, count)],
      [...steps.subarray(0, count)],
      "front",
    );
  }
  scope.close();
};
