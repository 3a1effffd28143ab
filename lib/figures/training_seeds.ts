import { display } from "../errors.ts";
import { median } from "../statistics.ts";
import { type History, NotFinite } from "../train.ts";
import type { Band } from "./band.ts";

/** One training: its history, the NotFinite that ended it, or numbers, one for each step. */
export type Training = History | NotFinite | ArrayLike<number>;

/** One training, or several that differ in their seed. */
export type Trainings = Training | readonly Training[];

/** One seed up to its last finite number. */
interface Curve {
  readonly values: Float64Array;
  /** Whether something that is not finite came next. */
  readonly lost: boolean;
}

/** Several seeds as one line. */
export interface SeedSummary {
  /** By step, up to where more than half of the seeds are lost. */
  readonly middle: Float64Array;
  /** From the least to the greatest of the seeds that are left; null for a single seed. */
  readonly band: Band | null;
  readonly seeds: number;
  /** Where each lost seed had its last finite number: step (from 0) and number. */
  readonly losses: readonly { step: number; value: number }[];
}

/**
 * The median and the range at each step. A seed that was lost (not finite) counts as infinitely large
 * from there on; one that was stopped does not count any more.
 *
 * Throws TypeError for what is no training, RangeError without seeds.
 */
export function summary(name: string, trainings: Trainings): SeedSummary {
  const curves = several(trainings)
    ? trainings.map((one) => curve(name, one))
    : [curve(name, trainings)];
  if (curves.length === 0) {
    throw new RangeError(`trainingCurves: "${name}" has no seeds; give at least one training.`);
  }
  const length = Math.max(...curves.map(({ values }) => values.length));
  const middle: number[] = [], low: number[] = [], high: number[] = [];
  for (let step = 0; step < length; step++) {
    const left = curves.filter(({ values }) => step < values.length).map((c) => c.values[step]);
    const lost = curves.filter(({ values, lost }) => lost && step >= values.length);
    const value = median([...left, ...lost.map(() => Infinity)]);
    if (!Number.isFinite(value)) break;
    middle.push(value);
    low.push(Math.min(...left));
    high.push(Math.max(...left));
  }
  return {
    middle: Float64Array.from(middle),
    band: curves.length > 1 ? { low, high } : null,
    seeds: curves.length,
    losses: curves.filter(({ lost }) => lost)
      .map(({ values }) => ({ step: values.length - 1, value: values[values.length - 1] ?? NaN })),
  };
}

/** A list of trainings; a list of numbers is one training. */
function several(trainings: Trainings): trainings is readonly Training[] {
  return Array.isArray(trainings) && !(typeof trainings[0] === "number");
}

function curve(name: string, training: Training): Curve {
  const history = training instanceof NotFinite ? training.history : training;
  const numbers = typeof history === "object" && history !== null && "loss" in history
    ? history.loss
    : history;
  if (typeof numbers !== "object" || !(numbers?.length >= 0)) {
    throw new TypeError(
      `trainingCurves: "${name}" holds ${
        display(training)
      }; give what train(…) returned, or numbers.`,
    );
  }
  const all = Float64Array.from(numbers), end = all.findIndex((value) => !Number.isFinite(value));
  return end < 0
    ? { values: all, lost: training instanceof NotFinite }
    : { values: all.slice(0, end), lost: true };
}

/**
 * The indices to draw, at most about `most`, first and last among them: of each stretch the places
 * where one of the lines is least and where it is greatest, so that no peak is lost.
 */
export function thinned(lines: readonly ArrayLike<number>[], most = 1500): number[] {
  const length = Math.max(0, ...lines.map((line) => line.length));
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const size = Math.ceil(length * 2 * lines.length / most), kept = new Set([0, length - 1]);
  for (let from = 0; from < length; from += size) {
    for (const line of lines) {
      const to = Math.min(from + size, line.length);
      if (to <= from) continue;
      let least = from, greatest = from;
      for (let i = from; i < to; i++) {
        if (line[i] < line[least]) least = i;
        if (line[i] > line[greatest]) greatest = i;
      }
      kept.add(least).add(greatest).add(to - 1);
    }
  }
  return [...kept].sort((a, b) => a - b);
}
