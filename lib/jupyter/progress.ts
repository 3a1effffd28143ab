/** `progress`: a loop with a bar under the cell. `progressBar`: the same for a callback. */
import { display, wholeNumber } from "../errors.ts";
import { progressBundle } from "./bar.ts";
import { type Changing, nothing, sendChanging } from "./changing.ts";
import { whileRunning } from "./interrupt.ts";
import { Stopped } from "./steps.ts";

/** The bar changes about ten times a second. */
const showMilliseconds = 100;

/** How long a loop may hold the thread before the page and the Stop button have a turn. */
const turnMilliseconds = 20;

/** Is told how far a loop has come. Await it: it lets Stop be heard, and throws Stopped. */
export interface ProgressBar {
  (done: number, total: number): Promise<void>;
  /** Takes the bar away, where a loop ends before all is done. */
  end(): Promise<void>;
}

/**
 * Goes through `items`, or counts from 0 to `items` − 1, with a progress bar under the cell. However the
 * loop ends, the bar is gone then. Stop ends it with an error that says where; every variable keeps
 * its value. Outside a notebook there is no bar.
 *
 * Throws RangeError or TypeError for what is neither a whole number nor a list, and Stopped.
 *
 * ```ts
 * for await (const depth of progress([5, 10, 20, 40], "depths")) results.push(measure(depth));
 * ```
 */
export function progress(count: number, label?: string): AsyncGenerator<number, void, void>;
export function progress<Item>(
  items: readonly Item[],
  label?: string,
): AsyncGenerator<Item, void, void>;
export async function* progress(
  items: number | readonly unknown[],
  label = "loop",
): AsyncGenerator<unknown, void, void> {
  const bar = progressBar(label), total = sizeOf(items);
  try {
    for (let i = 0; i < total; i++) {
      await bar(i, total);
      yield typeof items === "number" ? i : items[i];
    }
  } finally {
    await bar.end();
  }
}

function sizeOf(items: number | readonly unknown[]): number {
  if (typeof items === "number") return wholeNumber("progress", "items", items, 0, 1e9);
  if (Array.isArray(items)) return items.length;
  throw new TypeError(
    `progress: items is ${display(items)}; give a number or a list, such as [5, 10, 20].`,
  );
}

/**
 * A progress bar for a function that says how far it is; it is gone when all is done.
 *
 * ```ts
 * await sweep({ …, onProgress: progressBar("networks") });
 * ```
 */
export function progressBar(label = "loop"): ProgressBar {
  let shown: Promise<Shown> | null = null;
  const bar = async (done: number, total: number) => {
    shown ??= show(label, total);
    const here = await shown, now = performance.now();
    if (here.stopped) {
      await bar.end();
      throw Stopped.at(label, done, total);
    }
    if (done >= total) {
      await bar.end();
    } else if (now - here.changed > showMilliseconds) {
      here.changed = here.turn = now;
      const seconds = (now - here.start) / 1000;
      await here.output.change(progressBundle({ label, done, total, seconds }));
    } else if (now - here.turn > turnMilliseconds) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      here.turn = performance.now();
    }
  };
  bar.end = async () => {
    const here = await shown;
    shown = null;
    here?.unhear();
    await here?.output.finish(nothing);
  };
  return bar;
}

/** A bar on the page. */
interface Shown {
  readonly output: Changing;
  /** When it was shown first and last, and when the event loop last had its turn. */
  readonly start: number;
  changed: number;
  turn: number;
  /** Whether the learner pressed Stop. */
  stopped: boolean;
  readonly unhear: () => void;
}

async function show(label: string, total: number): Promise<Shown> {
  const output = await sendChanging(progressBundle({ label, done: 0, total, seconds: 0 }));
  const start = performance.now();
  const shown = { output, start, changed: start, turn: start, stopped: false, unhear: () => {} };
  shown.unhear = whileRunning({ stop: () => shown.stopped = true });
  return shown;
}
