import type { Kernel } from "./module.ts";
import type { Numbers, Strided } from "./reference.ts";
import { kernels, runKernel, workspaceOf } from "./workspace.ts";

/*
 * Runs the kernels where they pay. Each function here answers whether it did: if not, the caller's loop in
 * plain TypeScript does the same, to the same bits.
 */

/** Below so many multiplications a product is done before the kernel has its operands. */
const LEAST_PRODUCT = 1000;

/** c = a·b for a of m×n and b of n×p, written row by row. */
export function productKernel(
  m: number,
  n: number,
  p: number,
  a: Strided,
  b: Strided,
  c: Numbers,
): boolean {
  if (m * n * p < LEAST_PRODUCT || !alike(a.data, b.data) || !alike(a.data, c)) return false;
  const byRows = a.column === 1, kernel = kernelFor(c, byRows ? "product" : "productTA");
  if (kernel === null) return false;
  const size = c.BYTES_PER_ELEMENT, step = size * (byRows ? a.row : a.column);
  return runKernel(
    [a.data, b.data],
    [c],
    (from, fromB, to) => kernel(m, n, p, from, step, fromB, b.row * size, b.column * size, to),
  );
}

export const plus = (a: number, b: number) => a + b;
export const minus = (a: number, b: number) => a - b;
export const times = (a: number, b: number) => a * b;
export const over = (a: number, b: number) => a / b;
const operations = new Map<unknown, string>([
  [plus, "plus"],
  [minus, "minus"],
  [times, "times"],
  [over, "over"],
]);

/** result = f(a, b), entry by entry. */
export function zipKernel(f: unknown, a: Numbers, b: Numbers, result: Numbers): boolean {
  const operation = operations.get(f);
  if (operation === undefined || !alike(a, b)) return false;
  const kernel = kernelHere(result, operation);
  if (kernel === null) return false;
  return runKernel([a, b], [result], (a, b, y) => kernel(result.length, a, b, y));
}

/** result = f(x, row), each row of x with the one row. */
export function zipRowKernel(
  f: unknown,
  rows: number,
  columns: number,
  x: Numbers,
  row: Numbers,
  result: Numbers,
): boolean {
  const operation = operations.get(f);
  if (operation === undefined || !alike(x, row)) return false;
  const kernel = kernelHere(result, `${operation}Row`);
  if (kernel === null) return false;
  return runKernel([x, row], [result], (x, row, y) => kernel(rows, columns, x, row, y));
}

/** sums = the sum of the rows of x. */
export function sumRowsKernel(rows: number, columns: number, x: Numbers, sums: Numbers): boolean {
  const kernel = kernelHere(sums, "sumRows");
  if (kernel === null) return false;
  return runKernel([x], [sums], (x, y) => kernel(rows, columns, x, y));
}

/** result = a + s·b. */
export function addScaledKernel(a: Numbers, s: number, b: Numbers, result: Numbers): boolean {
  const kernel = alike(a, b) ? kernelHere(result, "addScaled") : null;
  if (kernel === null) return false;
  return runKernel([a, b], [result], (a, b, y) => kernel(result.length, a, b, y, s));
}

/** result = s·x. */
export function scaleKernel(s: number, x: Numbers, result: Numbers): boolean {
  const kernel = kernelHere(result, "scale");
  if (kernel === null) return false;
  return runKernel([x], [result], (x, y) => kernel(result.length, x, y, s));
}

/** Below so many entries a loop is done before the kernel has them. */
const LEAST_ENTRIES = 64;

/** values = φ(x), and slopes = φ′(x) if there is room given for them. */
export function activationKernel(
  { name, parameter = 0 }: { readonly name: string; readonly parameter?: number },
  x: Numbers,
  values: Numbers | null,
  slopes: Numbers | null,
): boolean {
  if (x.length < LEAST_ENTRIES) return false;
  const both = values !== null && slopes !== null;
  const kernel = kernelFor(x, `${name}${both ? "Both" : values === null ? "Slope" : ""}`);
  if (kernel === null) return false;
  const results = [values, slopes].filter((numbers) => numbers !== null);
  return runKernel([x], results, (...places) => kernel(x.length, ...places, parameter));
}

/** Whether surely all entries are finite. False may also come of what stands behind the last one. */
export function surelyFinite(x: Numbers): boolean {
  const kernel = kernelHere(x, "notFinite");
  if (kernel === null) return false;
  const found = x instanceof Float32Array ? new Float32Array(4) : new Float64Array(2);
  return runKernel([x], [found], (from, to) => kernel(x.length, from, to)) &&
    !found.some(Number.isNaN);
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
