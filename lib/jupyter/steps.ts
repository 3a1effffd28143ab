/** `steps`: a loop that the toolbar's Stop can end, keeping everything computed so far. */
import { whileRunning } from "./interrupt.ts";

/** How long a loop may hold the thread before it lets the page and the Stop button have a turn. */
const turnMilliseconds = 20;

/** What Stop throws inside a `steps` loop. */
export class Stopped extends Error {
  override name = "Stopped";

  /** In which loop, and where in it. */
  static at(label: string, step: number, count?: number): Stopped {
    const place = count === undefined ? `step ${step}` : `step ${step} of ${count}`;
    return new Stopped(`Stopped by you: ${label}, ${place}. Everything computed so far is kept.`);
  }
}

/**
 * Count from 0 to `count` − 1, giving the event loop a turn about every 20 ms. Stop ends it with
 * an error that says where; every variable keeps its value.
 *
 * @throws {RangeError} when `count` is not a whole number of at least 0
 * @throws {Stopped} inside the loop, when the learner presses Stop
 *
 * ```ts
 * for await (const step of steps(300, "training")) losses.push(trainOnce(network, batch));
 * ```
 */
export async function* steps(count: number, label = "loop"): AsyncGenerator<number, void, void> {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`steps: count must be a whole number of at least 0, and was ${count}.`);
  }
  let stopped = false;
  const done = whileRunning({ stop: () => stopped = true });
  let turn = performance.now();
  try {
    for (let step = 0; step < count; step++) {
      if (performance.now() - turn > turnMilliseconds) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        turn = performance.now();
      }
      if (stopped) throw Stopped.at(label, step, count);
      yield step;
    }
  } finally {
    done();
  }
}
