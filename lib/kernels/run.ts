import { adamInFloat32 } from "./float32.ts";
import type { Kernel } from "./module.ts";
import type { Numbers, Strided } from "./reference.ts";
import { canBeTransposed } from "./transpose.ts";
import { bringTogether, passingRoom } from "./passing.ts";
import { addressOf, type Holder, kernels, workspaceOf } from "./workspace.ts";

/*
 * Runs the kernels where they pay. Each function here answers whether it did: if not, the caller's loop in
 * plain TypeScript does the same, to the same bits. (`runAdam` does that itself in float32.)
 */

/** With fewer multiplications than these, plain TypeScript has done a product before the kernel has its operands. */
const LEAST_PRODUCT = 1000;

/**
 * From so many bytes between a column's numbers on, a transposed a is turned over first: each number that a tile
 * reads would lie in another line of the processor's cache, and the lines push each other out.
 */
const LONG_STEP = 256;

/** c = a·b for a of m×n and b of n×p; c lies row by row. And a row added to each row, if it is given. */
export function runProduct(
  m: number,
  n: number,
  p: number,
  a: Strided,
  b: Strided,
  c: Numbers,
  row?: Numbers,
): boolean {
  if (m * n * p < LEAST_PRODUCT || !alike(a.data, b.data) || !alike(a.data, c)) return false;
  if (row !== undefined && !alike(row, c)) return false;
  const byRows = a.column === 1, kernel = kernelFor(c, byRows ? "product" : "productTA");
  if (kernel === null) return false;
  const size = c.BYTES_PER_ELEMENT, step = size * (byRows ? a.row : a.column);
  const run = (from: number, fromB: number, fromRow: number, to: number) =>
    kernel(m, n, p, from, step, fromB, b.row * size, b.column * size, fromRow, to, p * size);
  const A = addressOf(a.data), B = addressOf(b.data), C = addressOf(c);
  const R = row === undefined ? 0 : addressOf(row);
  if (A < 0 || B < 0 || C < 0 || R < 0) {
    return row === undefined
      ? bringTogether([a.data, b.data], [c], (from, fromB, to) => run(from, fromB, 0, to))
      : bringTogether([a.data, b.data, row], [c], run);
  }
  if (!byRows && step >= LONG_STEP && canBeTransposed(n, m, size)) {
    const turned = passingRoom(m * n * size);
    if (turned >= 0) {
      kernelFor(c, "transpose")!(n, m, A, m * size, turned);
      const byItsRows = kernelFor(c, "product")!;
      byItsRows(m, n, p, turned, n * size, B, b.row * size, b.column * size, R, C, p * size);
      return true;
    }
  }
  run(A, B, R, C);
  return true;
}

export const plus = (a: number, b: number) => a + b;
export const minus = (a: number, b: number) => a - b;
export const times = (a: number, b: number) => a * b;
export const over = (a: number, b: number) => a / b;

/** The kernels' names for these, for two matrices and for a matrix and a row. */
const operations = new Map<unknown, { readonly zip: string; readonly row: string }>([
  [plus, { zip: "plus", row: "plusRow" }],
  [minus, { zip: "minus", row: "minusRow" }],
  [times, { zip: "times", row: "timesRow" }],
  [over, { zip: "over", row: "overRow" }],
]);

/** result = f(a, b), entry by entry. */
export function runZip(f: unknown, a: Numbers, b: Numbers, result: Numbers): boolean {
  const operation = operations.get(f);
  if (operation === undefined || !alike(a, b)) return false;
  const kernel = kernelHere(result, operation.zip);
  if (kernel === null) return false;
  return two(a, b, result, (a, b, y) => kernel(result.length, a, b, y));
}

/** result = f(x, row), each row of x with the one row. */
export function runZipRow(
  f: unknown,
  rows: number,
  columns: number,
  x: Numbers,
  row: Numbers,
  result: Numbers,
): boolean {
  const operation = operations.get(f);
  if (operation === undefined || !alike(x, row)) return false;
  const kernel = kernelHere(result, operation.row);
  if (kernel === null) return false;
  return two(x, row, result, (x, row, y) => kernel(rows, columns, x, row, y));
}

/** result = a + s·b. */
export function runAddScaled(a: Numbers, s: number, b: Numbers, result: Numbers): boolean {
  const kernel = alike(a, b) ? kernelHere(result, "addScaled") : null;
  if (kernel === null) return false;
  return two(a, b, result, (a, b, y) => kernel(result.length, a, b, y, s));
}

/** y by a formula of matrices and rows, entry by entry or summed over the rows (lib/kernels/elementwise.ts). */
export function runRows(
  name: "scaleAndShift" | "residuals" | "sumRows" | "sumProducts",
  rows: number,
  columns: number,
  operands: readonly Numbers[],
  y: Numbers,
): boolean {
  const kernel = operands.every((data) => alike(data, y)) ? kernelHere(y, name) : null;
  if (kernel === null) return false;
  return bringTogether(operands, [y], (...places) => kernel(rows, columns, ...places));
}

/** result = s·x. */
export function runScale(s: number, x: Numbers, result: Numbers): boolean {
  const kernel = kernelHere(result, "scale"), from = addressOf(x);
  if (kernel === null || from < 0) return false;
  kernel(x.length, from, addressOf(result), s);
  return true;
}

/**
 * A step of Adam: w, g, m and s to the new w, m and s; the numbers as lib/kernels/adam.ts names them. In float32
 * always, in float64 where the numbers lie in a workspace.
 */
export function runAdam(
  before: readonly Holder[],
  after: readonly Holder[],
  numbers: readonly number[],
): boolean {
  const from = before.map(({ data }) => data), to = after.map(({ data }) => data), [w] = from;
  const kernel = from.every((data) => alike(data, w)) ? kernelHere(to[0], "adam") : null;
  const run = (...places: number[]) => kernel!(w.length, ...places, ...numbers);
  if (kernel !== null && bringTogether(from, to, run)) return true;
  if (!from.every((data) => data instanceof Float32Array)) return false;
  adamInFloat32(from, to, numbers);
  return true;
}

/** What an activation gives: its name among the kernels, and the parameter of a Leaky ReLU. */
export interface ActivationKernel {
  readonly name: "sigmoid" | "tanh" | "relu" | "leakyRelu";
  readonly parameter?: number;
}

/** With fewer entries than these, plain TypeScript has done a loop before the kernel has them. */
const LEAST_ENTRIES = 64;

/** values = φ(x) and slopes = φ′(x). */
export function runActivation(
  { name, parameter = 0 }: ActivationKernel,
  x: Numbers,
  values: Numbers,
  slopes: Numbers,
): boolean {
  const kernel = x.length < LEAST_ENTRIES ? null : kernelFor(x, name);
  if (kernel === null) return false;
  const run = (from: number, to: number, toSlopes: number) =>
    kernel(x.length, from, to, toSlopes, parameter);
  const X = addressOf(x), Y = addressOf(values), S = addressOf(slopes);
  if (X < 0 || Y < 0 || S < 0) return bringTogether([x], [values, slopes], run);
  run(X, Y, S);
  return true;
}

/** Whether surely all entries are finite. False may also come of what stands behind the last one. */
export function surelyFinite(x: Numbers): boolean {
  const kernel = kernelHere(x, "finite");
  return kernel !== null && kernel(x.length, addressOf(x)) === 1;
}

const alike = (a: Numbers, b: Numbers) => a.BYTES_PER_ELEMENT === b.BYTES_PER_ELEMENT;

function kernelFor(data: Numbers, name: string): Kernel | null {
  const machine = kernels();
  if (machine === null) return null;
  return (data.BYTES_PER_ELEMENT === 8 ? machine.float64 : machine.float32)[name];
}

/** For what is cheap: only where the numbers need not be brought to the kernel first. */
function kernelHere(data: Numbers, name: string): Kernel | null {
  return workspaceOf(data) === null ? null : kernelFor(data, name);
}

/** A kernel of two operands, of which one may have to be brought. */
function two(
  a: Numbers,
  b: Numbers,
  result: Numbers,
  run: (a: number, b: number, result: number) => void,
): boolean {
  const A = addressOf(a), B = addressOf(b);
  if (A < 0 || B < 0) return bringTogether([a, b], [result], run);
  run(A, B, addressOf(result));
  return true;
}
