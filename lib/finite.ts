/** Where the first number that is not finite appeared: NaN or ±Infinity spreads, its origin does not. */
import { surelyFinite } from "./kernels/run.ts";
import type { Matrix } from "./matrix.ts";
import type { Run } from "./network.ts";

/** The place of the first entry that is NaN or infinite; −1 if there is none. */
export function indexNotFinite({ data }: Matrix): number {
  if (surelyFinite(data)) return -1;
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

const finite = (matrix: Matrix) => indexNotFinite(matrix) < 0;

/** Throws RangeError, naming row, column and value, unless every entry is finite. */
export function requireFinite(action: string, name: string, matrix: Matrix): void {
  const i = indexNotFinite(matrix);
  if (i < 0) return;
  const row = Math.floor(i / matrix.columns), column = i % matrix.columns;
  throw new RangeError(
    `${action}: ${name} is ${matrix.data[i]} at row ${row}, column ${column}; ` +
      "give finite numbers, or leave that row out.",
  );
}

/** Where the first number that is not finite appeared. */
export interface Origin {
  /** What it is a part of; targets, loss and loss gradient stand between the ways forward and back. */
  readonly of:
    | "input"
    | "parameter"
    | "output"
    | "targets"
    | "loss"
    | "loss gradient"
    | "delta"
    | "gradient";
  /** "on the way forward, in the output of layer 3 of 5 (dense 16→16)". */
  readonly place: string;
}

/**
 * Follows a run the way the signal went, forward from its input and then back, to the first number
 * that is not finite. Null where every number is finite.
 */
export function firstNotFinite(run: Run): Origin | null {
  if (!finite(run.input)) return { of: "input", place: "in the input" };
  for (const { layer, output } of run.records) {
    if (finite(output)) continue;
    const own = layer.parameters.find(({ value }) => !finite(value));
    const [of, part] = own ? ["parameter", own.name] as const : ["output", "output"] as const;
    return { of, place: `on the way forward, in the ${part} of ${layer.name}` };
  }
  for (const { layer, delta, gradients } of run.records.toReversed()) {
    if (delta === null) return null;
    if (!finite(delta)) {
      return { of: "delta", place: `on the way back, in the gradient that reaches ${layer.name}` };
    }
    const wrong = gradients.findIndex((gradient) => !finite(gradient));
    if (wrong < 0 || layer.parameters.length === 0) continue;
    const { name } = layer.parameters[wrong];
    return {
      of: "gradient",
      place: `on the way back, in the gradient of the ${name} of ${layer.name}`,
    };
  }
  return null;
}
