import { leakyRelu, relu, sigmoid, tanh } from "../activations.ts";
import { residuals, scaleAndShift, sumProducts, sumRows, zipRow } from "../broadcast.ts";
import {
  addScaled,
  copyInto,
  float32,
  float64,
  Matrix,
  type Numbers,
  type Precision,
  scaled,
  zip,
} from "../matrix.ts";
import { adam } from "../optimizers.ts";
import { Random } from "../random.ts";
import { inFloat32 } from "./float32.ts";
import { product } from "./reference.ts";
import { minus, over, plus, runActivation, runProduct, times } from "./run.ts";
import { Workspace } from "./workspace.ts";

/** V8 compiles what runs often once more, so it must run often before the comparison tells anything. */
const MILLISECONDS = 60, ROUNDS = 300;

/** Rows of a, its columns, columns of b; and whether a or b is a transposed matrix. */
const PRODUCTS = [
  [131, 127, 97, false, false],
  [131, 127, 97, true, false],
  [160, 128, 97, true, false], // which is turned over first, by both threads
  [131, 127, 97, false, true],
] as const;

const kernelCalls = { runProduct, runActivation };

/** All other loops, of two matrices and two rows: kernels if these lie in a workspace, else plain TypeScript. */
export const otherLoops: Record<
  string,
  (x: Matrix, y: Matrix, row: Matrix, other: Matrix) => Matrix
> = {
  ...Object.fromEntries(
    [plus, minus, times, over].flatMap((f) => [
      [`${f.name}, entry by entry`, (x: Matrix, y: Matrix) => zip(x, y, f)],
      [`${f.name}, with a row`, (x: Matrix, _: Matrix, row: Matrix) => zipRow(x, row, f)],
    ]),
  ),
  "x + s·y": (x, y) => addScaled(x, 0.1, y),
  "s·x": (x) => scaled(0.1, x),
  "x·γ + β": (x, _, row, other) => scaleAndShift(x, row, other),
  "x − mean − y·slope": residuals,
  "Σ x": sumRows,
  "Σ x·y": sumProducts,
  "a step of Adam"(x, y) {
    const parameter = { name: "x", value: x, gradient: y };
    adam({ rate: 0.1, weightDecay: 0.1 }).step([parameter]);
    return parameter.value;
  },
};

/**
 * Throws RangeError where the kernels do not compute what plain TypeScript does: for who changes how they
 * are run or compiled.
 */
export function requirePlainBits(calls = kernelCalls, loops = otherLoops): void {
  for (const precision of [float64, float32]) {
    const workspace = new Workspace();
    workspace.begin();
    try {
      compare(precision, workspace, calls);
      compareLoops(precision, workspace, loops);
    } finally {
      workspace.end();
    }
  }
}

function compare(precision: Precision, workspace: Workspace, calls: typeof kernelCalls): void {
  const random = new Random(1);
  const room = (count: number) => workspace.take(count, precision);
  const numbers = (count: number) => {
    const data = room(count);
    for (let i = 0; i < count; i++) data[i] = random.normal();
    return data;
  };
  for (const [m, n, p, aTurned, bTurned] of PRODUCTS) {
    const left = { data: numbers(m * n), ...strides(aTurned, m, n) };
    const right = { data: numbers(n * p), ...strides(bTurned, n, p) };
    const plain = new precision(m * p), fast = room(m * p), row = numbers(p);
    product(m, n, p, left, right, plain);
    plain.forEach((sum, i) => plain[i] = sum + row[i % p]);
    again(() => calls.runProduct(m, n, p, left, right, fast, row));
    requireSameBits("a matrix product", precision, plain, fast);
  }
  const x = numbers(30_000);
  for (const { name, f, slope, kernel } of [sigmoid, tanh, relu, leakyRelu(0.1)]) {
    const values = room(x.length), slopes = room(x.length);
    again(() => calls.runActivation(kernel!, x, values, slopes));
    const plain = precision === float64 ? { value: f, slope } : inFloat32[kernel!.name];
    const parameter = kernel!.parameter ?? 0,
      all = (of: (z: number, a: number) => number) => x.map((z) => of(z, parameter));
    requireSameBits(name, precision, all(plain.value), values);
    requireSameBits(`the slope of ${name}`, precision, all(plain.slope), slopes);
  }
}

function compareLoops(precision: Precision, workspace: Workspace, loops: typeof otherLoops): void {
  const random = new Random(2), columns = 101;
  const [x, y, row, other] = [300, 300, 1, 1].map((rows) =>
    Matrix.generate(rows, columns, () => random.normal(), precision)
  );
  let fast: Matrix[] = [];
  again(() => {
    workspace.begin();
    const [X, Y, ROW, OTHER] = [x, y, row, other].map((matrix) => copyInto(workspace, matrix));
    fast = Object.values(loops).map((loop) => loop(X, Y, ROW, OTHER));
  });
  Object.entries(loops).forEach(([what, loop], i) =>
    requireSameBits(`the loop ${what}`, precision, loop(x, y, row, other).data, fast[i].data)
  );
}

/** A matrix's strides, row by row; or column by column, if it is the transposed one that lies row by row. */
const strides = (turned: boolean, rows: number, columns: number) =>
  turned ? { row: 1, column: rows } : { row: columns, column: 1 };

function again(run: () => void): void {
  const start = performance.now();
  for (let i = 0; i < ROUNDS || performance.now() - start < MILLISECONDS; i++) run();
}

function requireSameBits(
  what: string,
  precision: Precision,
  plain: Numbers,
  fast: Numbers,
): void {
  for (let i = 0; i < plain.length; i++) {
    if (Object.is(plain[i], fast[i])) continue;
    const name = precision === float64 ? "float64" : "float32";
    throw new RangeError(
      `turbo: entry ${i} of ${what} in ${name} is ${fast[i]} where plain TypeScript gives ${
        plain[i]
      }. ` +
        "Start without --experimental-wasm-revectorize; everything else works as before.",
    );
  }
}
