import { wholeNumber } from "./errors.ts";
import { mean } from "./statistics.ts";

/**
 * How much a signal resembles itself, moved on by 0, 1, 2, … lags places:
 *
 *     r_k = Σ (v_t − m)(v_(t+k) − m) / Σ (v_t − m)²,   m the mean
 *
 * 1 at lag 0; near 1 for a smooth signal, near 0 (± 1.96/√n in 95 of 100 lags) for white noise. Of the
 * gradient along a line of inputs it tells how shattered it is (Balduzzi et al. 2017):
 *
 * ```ts
 * const { x } = grid1d({ count: 256 });
 * const run = network.forward(x);
 * run.backward(run.output.map(() => 1)); // ∂(sum of all outputs)/∂x, one number a place
 * autocorrelation(run.inputGradient!.data, 15)[1];
 * ```
 *
 * Throws RangeError unless 0 ≤ lags < n, for numbers that are not finite, and for a constant signal.
 */
export function autocorrelation(values: ArrayLike<number>, lags: number): Float64Array {
  const n = values.length;
  if (n < 2) {
    throw new RangeError(`autocorrelation: the signal has ${n} values; give at least 2.`);
  }
  wholeNumber("autocorrelation", "lags", lags, 0, n - 1);
  const wrong = Array.from(values).findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(
      `autocorrelation: value ${wrong} is ${values[wrong]}; give finite numbers.`,
    );
  }
  // The largest is divided out: the square of a vanished gradient would be 0.
  const largest = Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const scaled = Float64Array.from(values, (value) => value / (largest || 1));
  const center = mean(scaled), centred = scaled.map((value) => value - center);
  const size = productSum(centred, 0);
  if (scaled.every((value) => value === scaled[0])) {
    throw new RangeError(
      `autocorrelation: all ${n} values are ${values[0]}; give a signal that changes.`,
    );
  }
  return Float64Array.from({ length: lags + 1 }, (_, lag) => productSum(centred, lag) / size);
}

function productSum(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = 0; t + lag < values.length; t++) sum += values[t] * values[t + lag];
  return sum;
}
