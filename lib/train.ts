import { type Batch, batches, takeRows } from "./batches.ts";
import { display, requireObject, requireValue } from "./errors.ts";
import { firstNotFinite, indexNotFinite } from "./finite.ts";
import { formatNumber } from "./format.ts";
import { Workspace } from "./kernels/workspace.ts";
import type { Labels } from "./labels.ts";
import { lossOf } from "./losses.ts";
import { BatchNorm } from "./layers/batch_norm.ts";
import { training } from "./layers/layer.ts";
import { withParts } from "./layers/parts.ts";
import { copyInto, type Matrix } from "./matrix.ts";
import type { Network, Run } from "./network.ts";
import { requireOptions, type TrainOptions } from "./train_options.ts";

/** What a training leaves behind. */
export interface History {
  /** The loss before each step. */
  readonly loss: Float64Array;
  /** Why it ended early; null if it did not. */
  readonly stopped: string | null;
}

/** Training met a loss or a gradient that is NaN or infinite. */
export class NotFinite extends RangeError {
  override name = "NotFinite";
  /** What was learned until then. The network is as it was before the step that failed. */
  readonly history: History;

  constructor(message: string, history: History) {
    super(message);
    this.history = history;
  }
}

/**
 * Trains: forward, loss, backward, step, again and again. Stop and an aborted signal end it early, with
 * the history so far; Stop before the first step throws. In a notebook, `watch: live()` shows how it
 * goes. Throws NotFinite, a RangeError that names the layer, at the first loss or gradient that is not
 * finite.
 *
 * ```ts
 * const history = await train(network, {
 *   x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), steps: 300, watch: live(),
 * });
 * history.loss[299];
 * ```
 */
export async function train<Target extends Matrix | Labels>(
  network: Network,
  options: TrainOptions<Target>,
): Promise<History> {
  requireValue("train", "network", network, ["forward"], "mlp({ … })");
  requireObject("train", options, "{ x, y, loss, optimizer, steps }");
  requireOptions(options);
  const { x, y, optimizer, batchSize, signal, onStep } = options;
  const loss = lossOf("train", options.loss);
  const losses: number[] = [];
  const history = (stopped: string | null): History => ({
    loss: Float64Array.from(losses),
    stopped,
  });
  const whole = batchSize === undefined, count = stepCount(options);
  if (!whole) requireSpread(network, x.rows, batchSize, count);
  const workspaces = [new Workspace(), new Workspace()]; // the steps use them in turn
  const source = whole ? wholeBatches(x.rows) : batches(x.rows, batchSize, options.seed ?? 0);
  const watching = await options.watch?.(typeof count === "number" ? count : undefined);
  if (watching !== undefined && typeof watching?.step !== "function") {
    throw new TypeError(
      `train: watch gives ${display(watching)}; call it, watch: live(), or give a function that ` +
        "returns { step, end }.",
    );
  }
  try {
    for await (const _ of turns(count)) {
      if (signal?.aborted) return history(`Stopped by its signal after ${losses.length} steps.`);
      const step = losses.length, { rows, epoch } = source.next().value;
      const workspace = workspaces[step % 2];
      workspace.begin();
      const input = copyInto(workspace, whole ? x : takeRows(x, rows)); // what follows lies there too
      const run = network.forward(input, training(step));
      const { loss: size, gradient } = loss(run.output, whole ? y : takeRows(y, rows));
      if (!Number.isFinite(size)) throw notFinite("the loss", size, run, history(null));
      run.backward(gradient);
      const { parameters } = network;
      for (const { name, gradient } of parameters) {
        const wrong = indexNotFinite(gradient!);
        if (wrong < 0) continue;
        throw notFinite(`a gradient of ${name}`, gradient!.data[wrong], run, history(null));
      }
      const before = parameters.map(({ value }) => value);
      optimizer.step(parameters);
      losses.push(size);
      const info = { step, epoch, loss: size, rows, before };
      if (onStep && !onStep.forgets) workspaces.forEach((workspace) => workspace.keep());
      await onStep?.(run, info);
      await watching?.step(run, info);
    }
    workspaces[losses.length % 2].begin(); // the last step's is the other
  } catch (error) {
    const stopped = error instanceof Error && error.name === "Stopped";
    if (!stopped || losses.length === 0) throw error;
    console.log(error.message); // the learner's Stop, out of a notebook's steps(…)
    return history(error.message);
  } finally {
    workspaces.forEach((workspace) => workspace.end());
    await watching?.end();
  }
  return history(null);
}

/** How long training may hold the thread before the page and an AbortSignal get a turn. */
const TURN_MILLISECONDS = 50;

/** How many steps, or what gives a value for each. */
function stepCount<Target extends Matrix | Labels>(options: TrainOptions<Target>) {
  const { x, steps, epochs, batchSize = x.rows } = options;
  return epochs === undefined ? steps! : epochs * Math.ceil(x.rows / batchSize);
}

/** Throws RangeError where batch norm would meet one example alone: the left-over row of an epoch. */
function requireSpread(network: Network, rows: number, batchSize: number, count: unknown): void {
  const last = rows % batchSize || batchSize,
    steps = batchSize === 1 ? 1 : Math.ceil(rows / batchSize);
  if (last > 1 || typeof count === "number" && count < steps) return;
  const norm = network.layers.flatMap(withParts).find((layer) => layer instanceof BatchNorm);
  if (norm === undefined) return;
  throw new RangeError(
    `train: with batchSize ${batchSize} of ${rows} rows, an epoch ends with a batch of 1 example, ` +
      `and ${norm.name} needs 2. Give another batchSize, or leave a row out.`,
  );
}

/** One value for each step to make. */
async function* turns(
  steps: number | Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<void> {
  let turn = performance.now();
  for await (const _ of typeof steps === "number" ? times(steps) : steps) {
    if (performance.now() - turn > TURN_MILLISECONDS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turn = performance.now();
    }
    yield;
  }
}

function* times(count: number): Generator<void> {
  for (let i = 0; i < count; i++) yield;
}

/** All rows in their own order, epoch after epoch. */
function* wholeBatches(count: number): Generator<Batch, never> {
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  for (let epoch = 0;; epoch++) yield { rows, epoch };
}

function notFinite(what: string, value: number, run: Run, history: History): NotFinite {
  const where = firstNotFinite(run)?.place ??
    `in the loss itself (the network's largest output is ${formatNumber(largest(run.output))})`;
  return new NotFinite(
    `train: ${what} is ${value} at step ${history.loss.length + 1}. The first number that is not ` +
      `finite is ${where}. Give a smaller learning rate or smaller weights, or clip the gradient.`,
    history,
  );
}

function largest({ data }: Matrix): number {
  let largest = 0;
  for (const entry of data) largest = Math.max(largest, Math.abs(entry));
  return largest;
}
