import { leakyRelu, sigmoid, tanh } from "../activations.ts";
import { float32, float64, Matrix, type Numbers, type Precision } from "../matrix.ts";
import { Random } from "../random.ts";
import { inFloat32 } from "./float32.ts";
import { product } from "./reference.ts";
import { activationKernel, productKernel } from "./run.ts";

/** V8 compiles what runs often once more, so it must run often before the comparison tells anything. */
const MILLISECONDS = 60;

/**
 * Throws RangeError where the kernels do not compute what plain TypeScript does: for who changes how they
 * are run or compiled.
 */
export function requirePlainBits(run = { productKernel, activationKernel }): void {
  const random = new Random(1), [m, n, p] = [131, 127, 97];
  for (const precision of [float64, float32]) {
    const numbers = (count: number) =>
      Matrix.generate(1, count, () => random.normal(), precision).data;
    const a = numbers(m * n), b = numbers(n * p), row = numbers(p);
    for (const [aTurned, bTurned] of [[false, false], [true, false], [false, true]]) { // as a dense layer has them
      const left = { data: a, ...strides(aTurned, m, n) };
      const right = { data: b, ...strides(bTurned, n, p) };
      const plain = new precision(m * p), fast = new precision(m * p);
      product(m, n, p, left, right, plain);
      plain.forEach((sum, i) => plain[i] = sum + row[i % p]);
      again(() => run.productKernel(m, n, p, left, right, fast, row));
      requireSameBits("a matrix product", precision, plain, fast);
    }
    for (const { name, f, slope, kernel } of [sigmoid, tanh, leakyRelu(0.1)]) {
      const x = numbers(30_000), values = new precision(x.length), slopes = new precision(x.length);
      again(() => run.activationKernel(kernel!, x, values, slopes));
      const plain = precision === float64 ? { value: f, slope } : inFloat32[kernel!.name];
      const parameter = kernel!.parameter ?? 0,
        all = (of: (z: number, a: number) => number) => x.map((z) => of(z, parameter));
      requireSameBits(name, precision, all(plain.value), values);
      requireSameBits(`the slope of ${name}`, precision, all(plain.slope), slopes);
    }
  }
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
