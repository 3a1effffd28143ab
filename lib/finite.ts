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

/**
 * Follows a run the way the signal went, forward from its input and then back, to the first number
 * that is not finite: "on the way forward, in the output of layer 3 of 5 (dense 16→16)". Null where
 * every number is finite.
 */
export function firstNotFinite(run: Run): string | null {
  if (!finite(run.input)) return "in the input";
  for (const { layer, output } of run.records) {
    if (finite(output)) continue;
    const own = layer.parameters.find(({ value }) => !finite(value));
    if (own !== undefined) return `on the way forward, in the ${own.name} of ${layer.name}`;
    return `on the way forward, in the output of ${layer.name}`;
  }
  for (const { layer, delta, gradients } of run.records.toReversed()) {
    if (delta === null) return null;
    if (!finite(delta)) return `on the way back, in the gradient that reaches ${layer.name}`;
    const wrong = gradients.findIndex((gradient) => !finite(gradient));
    if (wrong < 0 || layer.parameters.length === 0) continue;
    return `on the way back, in the gradient of the ${
      layer.parameters[wrong].name
    } of ${layer.name}`;
  }
  return null;
}
