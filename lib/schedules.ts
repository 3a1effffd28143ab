/**
 * Learning-rate schedules: plain functions of the step, counted from 0. Every optimiser takes one in
 * place of a number: `sgd({ rate: cosine({ rate: 0.1, steps: 300 }) })`.
 */
import { display, finiteNumber, requireObject, wholeNumber } from "./errors.ts";
import { requireKeys } from "./require_keys.ts";
import { cos } from "./trigonometry.ts";
import { power } from "./whole_power.ts";

/** The learning rate at a step, counted from 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constant(rate: number): Schedule {
  finiteNumber("constant", "rate", rate, 0);
  return () => rate;
}

/**
 * A staircase: the rate times `factor` after `every` steps, and again, and again.
 *
 *     η(t) = rate·factor^⌊t/every⌋
 *
 * ```ts
 * stepDecay({ rate: 0.1, factor: 0.5, every: 100 })(250); // 0.025
 * ```
 */
export function stepDecay(options: { rate: number; factor: number; every: number }): Schedule {
  requireObject("stepDecay", options, "{ rate: 0.1, factor: 0.5, every: 100 }");
  const { rate, factor, every } = options;
  requireKeys("stepDecay", options, { rate, factor, every });
  finiteNumber("stepDecay", "rate", rate, 0);
  finiteNumber("stepDecay", "factor", factor, 0, 1);
  wholeNumber("stepDecay", "every", every, 1, Number.MAX_SAFE_INTEGER);
  return (step) => rate * power(factor, Math.floor(step / every));
}

/**
 * Half a cosine wave, from the rate at step 0 down to `floor` (0 unless said) at step `steps`, and
 * `floor` from then on (Loshchilov & Hutter 2017, eq. 5).
 *
 *     η(t) = floor + (rate − floor)·(1 + cos(π·t/steps))/2
 */
export function cosine(options: { rate: number; steps: number; floor?: number }): Schedule {
  requireObject("cosine", options, "{ rate: 0.1, steps: 300 }");
  const { rate, steps, floor = 0 } = options;
  requireKeys("cosine", options, { rate, steps, floor });
  finiteNumber("cosine", "rate", rate, 0);
  wholeNumber("cosine", "steps", steps, 1, Number.MAX_SAFE_INTEGER);
  finiteNumber("cosine", "floor", floor, 0, rate);
  return (step) =>
    step >= steps ? floor : floor + (rate - floor) * (1 + cos(Math.PI * step / steps)) / 2;
}

/**
 * Rises evenly to a schedule's first rate in `steps` steps, then follows the schedule from its start.
 *
 *     η(t) = after(0)·(t + 1)/steps     for t < steps,     then after(t − steps)
 *
 * ```ts
 * const rate = warmUp({ steps: 20, after: cosine({ rate: 0.1, steps: 280 }) });
 * rate(0); // 0.1/20
 * ```
 */
export function warmUp(options: { steps: number; after: Schedule | number }): Schedule {
  requireObject("warmUp", options, "{ steps: 20, after: 0.1 }");
  requireKeys("warmUp", options, { steps: 0, after: 0 });
  wholeNumber("warmUp", "steps", options.steps, 1, Number.MAX_SAFE_INTEGER);
  const { steps } = options, after = scheduleOf("warmUp", "after", options.after);
  return (step) => step < steps ? after(0) * (step + 1) / steps : after(step - steps);
}

/**
 * A schedule from a number or a schedule; what it returns is checked at each step. Throws RangeError
 * for a rate that is negative or not finite.
 */
export function scheduleOf(action: string, name: string, rate: Schedule | number): Schedule {
  if (typeof rate === "function") {
    return (step) => finiteNumber(`${action}, step ${step}`, name, rate(step), 0);
  }
  if (typeof rate !== "number") {
    throw new TypeError(
      `${action}: ${name} is ${display(rate)}; give a number, or a schedule such as ` +
        "cosine({ rate: 0.1, steps: 300 }).",
    );
  }
  return constant(finiteNumber(action, name, rate, 0));
}
