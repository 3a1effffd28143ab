import { sigmoid, tanh } from "../activations.ts";
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
  const random = new Random(1), [m, n, p] = [131, 137, 97];
  for (const precision of [float64, float32]) {
    const numbers = (count: number) =>
      Matrix.generate(1, count, () => random.normal(), precision).data;
    const a = numbers(m * n), b = numbers(n * p), turned = { row: 1, column: m };
    for (const strides of [{ row: n, column: 1 }, turned]) {
      const left = { data: a, ...strides }, right = { data: b, row: p, column: 1 };
      const plain = new precision(m * p), fast = new precision(m * p);
      product(m, n, p, left, right, plain);
      again(() => run.productKernel(m, n, p, left, right, fast));
      requireSameBits("a matrix product", precision, plain, fast);
    }
    for (const { name, f, slope, kernel } of [sigmoid, tanh]) {
      const x = numbers(30_000), values = new precision(x.length), slopes = new precision(x.length);
      again(() => run.activationKernel(kernel!, x, values, slopes));
      const plain = precision === float64 ? { value: f, slope } : inFloat32[kernel!.name];
      requireSameBits(name, precision, x.map((z) => plain.value(z, 0)), values);
      requireSameBits(`the slope of ${name}`, precision, x.map((z) => plain.slope(z, 0)), slopes);
    }
  }
}

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
