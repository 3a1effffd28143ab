import { display, wholeNumber } from "./errors.ts";
import { requireFinite } from "./finite.ts";
import type { Labels } from "./labels.ts";
import type { Loss } from "./losses.ts";
import { Matrix, requireMatrix } from "./matrix.ts";
import type { Run } from "./network.ts";
import { type Optimizer, requireOptimizer } from "./optimizers.ts";
import { requireKeys } from "./require_keys.ts";

/** What `train` is told. */
export interface TrainOptions<Target extends Matrix | Labels = Matrix> {
  readonly x: Matrix;
  /** What the loss compares with, a row of a matrix or a label for each row of x. */
  readonly y: Target;
  readonly loss: Loss<Target>;
  readonly optimizer: Optimizer;
  /**
   * How many steps. In a notebook, where the toolbar's Stop shall work, `steps(300, "training")`, or
   * a number with `watch: live()`; any other iterable will do as well, one step for each value.
   */
  readonly steps?: number | Iterable<unknown> | AsyncIterable<unknown>;
  /** In place of `steps`: how many times through all rows. */
  readonly epochs?: number;
  /** Rows for each step, in a random order; all rows in their own order unless said. */
  readonly batchSize?: number;
  /** Decides the order of the rows; 0 unless said. */
  readonly seed?: number;
  /** Called after each step with the run it learned from, gradients included. May be async. */
  readonly onStep?: StepHook;
  /** Shows how it goes: `live()` in a notebook. */
  readonly watch?: Watcher;
  /** Ends the training before its next step once it is aborted. */
  readonly signal?: AbortSignal;
}

/** Sees each step. */
export interface StepHook {
  (run: Run, info: StepInfo): unknown;
  /**
   * A promise that no matrix of the run is looked at once the call is over. Training is quicker then,
   * because each step may use the memory of the step before the last.
   */
  readonly forgets?: true;
}

/** What a step was about. */
export interface StepInfo {
  /** Counted from 0, as is the epoch. */
  readonly step: number;
  readonly epoch: number;
  /** Of this batch, before the step. */
  readonly loss: number;
  /** The rows of x in this batch, in order. */
  readonly rows: Uint32Array;
  /** The values of `network.parameters` before the step, which itself made new ones. */
  readonly before: readonly Matrix[];
}

/**
 * Looks on while a network trains. Called before the first step, with the number of steps to come where
 * it is known; what it returns is told of each step and of the end. May be async.
 */
export type Watcher = (steps: number | undefined) => Watching | Promise<Watching>;

/** One training, looked on at. */
export interface Watching {
  /** After each step, and after `onStep`. May be async; an error named "Stopped" ends the training. */
  step(run: Run, info: StepInfo): unknown;
  /** After the last step, also when an error ended the training. May be async. */
  end(): unknown;
}

/** Throws RangeError or TypeError for what `train` cannot work with, before its first step. */
export function requireOptions<Target extends Matrix | Labels>(
  options: TrainOptions<Target>,
): void {
  const { x, y, loss, optimizer, steps, epochs, batchSize, seed, onStep, watch, signal } = options;
  const how = { optimizer, steps, epochs, batchSize, seed, onStep, watch, signal };
  requireKeys("train", options, { x, y, loss, ...how });
  requireMatrix("train", "x", x);
  if (x.rows === 0) throw new RangeError("train: x has no rows; give at least 1 example.");
  requireFinite("train", "x", x);
  if (y instanceof Matrix) requireFinite("train", "y", y);
  const count = y instanceof Matrix ? y.rows : y?.length;
  if (count !== x.rows) {
    const given = count === undefined ? display(y) : `${count} rows`;
    throw new TypeError(
      `train: x has ${x.rows} rows and y is ${given}; give a target or a label for each row of x.`,
    );
  }
  requireOptimizer("train", optimizer);
  if (seed !== undefined) wholeNumber("train", "seed", seed, 0, Number.MAX_SAFE_INTEGER);
  if (onStep !== undefined && typeof onStep !== "function") {
    throw new TypeError(`train: onStep is ${display(onStep)}; give a function, or leave it out.`);
  }
  if (watch !== undefined && typeof watch !== "function") {
    throw new TypeError(`train: watch is ${display(watch)}; give live(), or leave it out.`);
  }
  if (signal !== undefined && typeof signal?.aborted !== "boolean") {
    throw new TypeError(
      `train: signal is ${display(signal)}; give that of a new AbortController(), or leave it out.`,
    );
  }
  if (batchSize !== undefined) wholeNumber("train", "batchSize", batchSize, 1, x.rows);
  if ((steps === undefined) === (epochs === undefined)) {
    throw new TypeError(
      `train: ${
        steps === undefined ? "neither steps nor epochs is" : "steps and epochs are both"
      } ` +
        "given; give one of them.",
    );
  }
  if (epochs !== undefined) wholeNumber("train", "epochs", epochs, 0, 1e9);
  if (typeof steps === "number") wholeNumber("train", "steps", steps, 0, 1e9);
  else if (steps !== undefined && !isIterable(steps)) {
    throw new TypeError(
      `train: steps is ${display(steps)}; give a number, or steps(300, "training").`,
    );
  }
}

/** Text is iterable too, letter by letter, but is no loop. */
function isIterable(value: Iterable<unknown> | AsyncIterable<unknown>): boolean {
  return Object(value) === value && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
