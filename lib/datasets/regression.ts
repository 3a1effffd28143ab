/** Inputs with a number, or several, to learn for each. */
import { finiteNumber, requireObject, wholeNumber } from "../errors.ts";
import { evaluation, type Mode } from "../layers/layer.ts";
import { Matrix } from "../matrix.ts";
import { matmul } from "../products.ts";
import { Random } from "../random.ts";
import { requireKeys } from "../require_keys.ts";

export interface Regression {
  readonly x: Matrix;
  readonly y: Matrix;
}

export interface TeacherOptions {
  count: number;
  inputs: number;
  /** Columns of y; 1 unless said, or as many as the teacher has. */
  outputs?: number;
  /** The standard deviation of the normal noise on y; 0 unless said. */
  noise?: number;
  /** Any network, of `inputs` inputs. A random linear map unless given. */
  teacher?: { forward(x: Matrix, mode: Mode): { readonly output: Matrix } };
  /** Another one than that of the network that learns from it: see `streams` in lib/random.ts. */
  seed: number;
}

/**
 * What a teacher says about random inputs: x from the normal distribution, y = teacher(x) + noise. A
 * student of the same shape can learn it without error. Without a teacher, y = x·W with Var(W) = 1/inputs,
 * so that Var(y) = 1.
 *
 * ```ts
 * const { x, y } = gaussianTeacher({ count: 256, inputs: 8, seed: 1 });
 * ```
 */
export function gaussianTeacher(options: TeacherOptions): Regression {
  requireObject("gaussianTeacher", options, "{ count: 256, inputs: 8, seed: 1 }");
  const { count, inputs, outputs = 1, noise = 0, teacher, seed } = options;
  requireKeys("gaussianTeacher", options, { count, inputs, outputs, noise, teacher, seed });
  wholeNumber("gaussianTeacher", "count", count, 1, 1_000_000);
  wholeNumber("gaussianTeacher", "inputs", inputs, 1, 100_000);
  wholeNumber("gaussianTeacher", "outputs", outputs, 1, 100_000);
  finiteNumber("gaussianTeacher", "noise", noise, 0);
  // A stream for each, so that more examples are the same ones and then some.
  const [forX, forW, forNoise] = [0, 1, 2].map((stream) => new Random(seed, stream));
  const x = Matrix.generate(count, inputs, () => forX.normal());
  const weight = () => forW.normal() / Math.sqrt(inputs);
  const said = teacher === undefined
    ? matmul(x, Matrix.generate(inputs, outputs, weight))
    : teacher.forward(x, evaluation).output;
  return { x, y: said.map((y) => y + forNoise.normal(0, noise)) };
}

/**
 * Evenly spaced numbers on a line, both ends included, and a function of them: to draw what a network
 * makes of a line, and how its gradients change along it.
 *
 * ```ts
 * const { x, y } = grid1d({ count: 256, low: -2, high: 2, f: (x) => x * x });
 * ```
 */
export function grid1d(options: {
  count: number;
  low?: number;
  high?: number;
  /** y = f(x); x itself unless given. */
  f?: (x: number) => number;
}): Regression {
  requireObject("grid1d", options, "{ count: 256, low: -2, high: 2 }");
  const { count, low = -2, high = 2, f = (x) => x } = options;
  requireKeys("grid1d", options, { count, low, high, f });
  wholeNumber("grid1d", "count", count, 2, 1_000_000);
  finiteNumber("grid1d", "low", low);
  finiteNumber("grid1d", "high", high, low);
  const x = Matrix.generate(count, 1, (i) => low + (high - low) * (i / (count - 1)));
  return { x, y: x.map((entry) => f(entry)) };
}
