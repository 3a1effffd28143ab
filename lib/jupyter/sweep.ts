/** `sweep`: many independent trainings, on all cores. */
import { display, wholeNumber } from "../errors.ts";
import { requireKeys } from "../require_keys.ts";
import { type Grid, gridPoints, type Point, pointText, spread, Sweep } from "../sweep.ts";
import { whileRunning } from "./interrupt.ts";
import { progressBar } from "./progress.ts";
import { Stopped } from "./steps.ts";
import { makeJob } from "./sweep/job.ts";
import { unpack } from "./sweep/parcel.ts";
import { type Ran, type Runner, startRunners } from "./sweep/runner.ts";

export interface SweepOptions {
  /** Variables of your cells that `trainOne` uses but must not change, data or functions: `{ x, y }`. */
  readonly shared?: Readonly<Record<string, unknown>>;
  /** How many trainings run at a time: one for each core unless given. 0 uses no worker. */
  readonly workers?: number;
  /** Beside the progress bar: "sweep" unless given. */
  readonly label?: string;
}

/**
 * Trains at every point of a grid, on all cores, with a progress bar. The results stand in the order of
 * the grid and are the same, to the bit, however many workers there are.
 *
 * `trainOne` runs in workers: it sees what lib/mod.ts exports, its point, and `shared`, but no other
 * variable of your cells. It returns a number, a list, a plain object, or a matrix.
 *
 * ```ts
 * const losses = await sweep(
 *   { depth: [5, 10, 20], scale: [0.5, 1, 2], seed: [1, 2, 3] },
 *   async ({ depth, scale, seed }) => {
 *     const weights = scaledNormal(scale);
 *     const network = mlp({ inputs: 2, width: 64, depth, outputs: 1, activation: tanh, weights, seed });
 *     const optimizer = sgd({ rate: 0.1 });
 *     const { loss } = await train(network, { x, y, loss: meanSquaredError, optimizer, steps: 150 });
 *     return loss[149];
 *   },
 *   { shared: { x, y } },
 * );
 * losses.where({ depth: 20, scale: 1 }); // one for each seed
 * losses.matrix("depth", "scale", median); // for trainabilityMap
 * ```
 *
 * Stop ends it and gives what was finished, which is spread over the grid; where that is nothing yet, it
 * throws Stopped. (Deno ends a worker when it
 * awaits next, as `train` often does; a loop that never awaits goes on in the background until it ends.)
 *
 * Throws an Error that names the point where `trainOne` threw (always the same one); TypeError and
 * RangeError for a grid or options that are none, and for what cannot be sent to a worker.
 */
export async function sweep<G extends Grid, Result>(
  grid: G,
  trainOne: (point: Point<G>) => Result | Promise<Result>,
  options: SweepOptions = {},
): Promise<Sweep<G, Result>> {
  const points = gridPoints(grid), total = points.length;
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `sweep: the options are ${display(options)}; give an object such as { shared: { x, y } }.`,
    );
  }
  const { shared = {}, workers = navigator.hardwareConcurrency, label = "sweep" } = options;
  requireKeys("sweep", options, { shared, workers, label });
  wholeNumber("sweep", "workers", workers, 0, 256);
  const job = await makeJob(grid, trainOne, shared);

  const runners = await startRunners(job, Math.min(workers, total));
  const end = () => runners.forEach((runner) => runner.end());
  const finished = new Map<number, Ran>(), state: State = { next: 0, stopped: null, failure: null };
  const bar = progressBar(label);
  const unhear = whileRunning({
    stop() {
      state.stopped ??= Stopped.at(label, finished.size, total);
      end();
    },
  });
  const over = () => state.next >= total || state.failure !== null || state.stopped !== null;

  // Deep networks take longer: only a beginning that is spread over the grid tells how long all take.
  const order = spread(total);
  /** Takes the next point, again and again. */
  async function work(runner: Runner): Promise<void> {
    while (!over()) {
      const turn = state.next++, index = order[turn];
      try {
        finished.set(index, await runner.run(index));
        if (state.stopped === null) await bar(finished.size, total);
      } catch (error) {
        if (error instanceof Stopped) state.stopped ??= error;
        // After a failure the points begun before it still come to an end: which one fails first, whoever
        // runs them, is always the same.
        else if (turn < (state.failure?.turn ?? total)) state.failure = { turn, error };
      }
    }
  }

  try {
    await bar(0, total);
    await Promise.all(runners.map(work));
  } finally {
    unhear();
    end();
    await bar.end();
  }
  const inOrder = [...finished].sort(([a], [b]) => a - b);
  for (const [, { printed }] of inOrder) printed.forEach((line) => console.log(line));
  const { failure, stopped } = state;
  if (stopped !== null && inOrder.length === 0) throw stopped;
  if (stopped !== null) console.log(stopped.message);
  else if (failure !== null) throw failed(points[order[failure.turn]], failure.error);
  const outcomes = inOrder.map(([index, { result }]) => ({
    point: points[index],
    result: unpack(result) as Result,
  }));
  return new Sweep(grid, outcomes, stopped?.message);
}

interface State {
  /** How many points have been taken. */
  next: number;
  stopped: Stopped | null;
  /** Of the points that failed, the one that was taken first. */
  failure: { readonly turn: number; readonly error: unknown } | null;
}

function failed(point: Readonly<Record<string, unknown>>, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Error(`sweep: at ${pointText(point)}: ${message}`, { cause });
}
