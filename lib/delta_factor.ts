import { exp, log } from "./elementary.ts";
import { requireRun } from "./errors.ts";
import { layerSignals } from "./monitor.ts";
import { Run } from "./network.ts";

/**
 * What one layer leaves of δ, on the (geometric) average over the hidden layers: δ at layer 1 divided by δ
 * at the last hidden layer, to the power 1/(layers − 1). Of a run, or of what `theoryFor(run)` expects.
 *
 * Throws RangeError unless there are at least two hidden layers.
 *
 * ```ts
 * deltaFactor(run); // 0.71 for ReLU with Xavier
 * ```
 */
export function deltaFactor(source: Run | readonly { readonly delta: number }[]): number {
  if (!Array.isArray(source)) requireRun("deltaFactor", source, "back");
  const hidden = (source instanceof Run ? layerSignals(source) : source).slice(0, -1);
  if (hidden.length < 2) {
    throw new RangeError("deltaFactor: δ passes no layer; give a network of two hidden ones.");
  }
  return exp(log(hidden[0].delta / hidden[hidden.length - 1].delta) / (hidden.length - 1));
}
