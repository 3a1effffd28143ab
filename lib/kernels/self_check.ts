import { leakyRelu, sigmoid, tanh } from "../activations.ts";
import { float32, float64, type Numbers, type Precision } from "../matrix.ts";
import { Random } from "../random.ts";
import { inFloat32 } from "./float32.ts";
import { product } from "./reference.ts";
import {
  activationKernel,
  addScaledKernel,
  minus,
  over,
  plus,
  productKernel,
  times,
  zipKernel,
} from "./run.ts";
import { Workspace } from "./workspace.ts";

/** V8 compiles what runs often once more, so it must run often before the comparison tells anything. */
const MILLISECONDS = 60;

/** Rows of a, its columns, columns of b; and whether a or b is a transposed matrix. */
const PRODUCTS = [
  [131, 127, 97, false, false],
  [131, 127, 97, true, false],
  [160, 128, 97, true, false], // which is turned over first, by both threads
  [131, 127, 97, false, true],
] as const;

const kernelCalls = { productKernel, activationKernel, zipKernel, addScaledKernel };

/**
 * Throws RangeError where the kernels do not compute what plain TypeScript does: for who changes how they
 * are run or compiled.
 */
export function requirePlainBits(run = kernelCalls): void {
  for (const precision of [float64, float32]) {
    const workspace = new Workspace();
    workspace.begin();
    try {
      compare(precision, workspace, run);
    } finally {
      workspace.end();
    }
  }
}

function compare(precision: Precision, workspace: Workspace, run: typeof kernelCalls): void {
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
    again(() => run.productKernel(m, n, p, left, right, fast, row));
    requireSameBits("a matrix product", precision, plain, fast);
  }
  const x = numbers(30_000), other = numbers(x.length);
  for (const { name, f, slope, kernel } of [sigmoid, tanh, leakyRelu(0.1)]) {
    const values = room(x.length), slopes = room(x.length);
    again(() => run.activationKernel(kernel!, x, values, slopes));
    const plain = precision === float64 ? { value: f, slope } : inFloat32[kernel!.name];
    const parameter = kernel!.parameter ?? 0,
      all = (of: (z: number, a: number) => number) => x.map((z) => of(z, parameter));
    requireSameBits(name, precision, all(plain.value), values);
    requireSameBits(`the slope of ${name}`, precision, all(plain.slope), slopes);
  }
  const loops = [plus, minus, times, over].map((f) => ({
    what: `a loop of ${f.name}`,
    run: (y: Numbers) => run.zipKernel(f, x, other, y),
    plain: x.map((number, i) => f(number, other[i])),
    fast: room(x.length),
  })).concat({
    what: "a loop of a + s·b",
    run: (y) => run.addScaledKernel(x, 0.1, other, y),
    plain: x.map((number, i) => number + 0.1 * other[i]),
    fast: room(x.length),
  });
  again(() => loops.forEach(({ run, fast }) => run(fast)));
  for (const { what, plain, fast } of loops) requireSameBits(what, precision, plain, fast);
}

/** A matrix's strides, row by row; or column by column, if it is the transposed one that lies row by row. */
const strides = (turned: boolean, rows: number, columns: number) =>
  turned ? { row: 1, column: rows } : { row: columns, column: 1 };

function again(run: () => void): void {
  for (const start = performance.now(); performance.now() - start < MILLISECONDS;) run();
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
