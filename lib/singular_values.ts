import { requireFinite } from "./finite.ts";
import { evaluation } from "./layers/layer.ts";
import { Matrix, requireMatrix } from "./matrix.ts";
import { rootMeanSquare } from "./magnitude.ts";
import type { Network } from "./network.ts";

/**
 * The singular values of a matrix, largest first: by how much it stretches its own directions.
 *
 * One-sided Jacobi (Hestenes 1958): pairs of columns are turned until all are perpendicular; their
 * lengths are the singular values. Slow (n³ a sweep), simple, and right to some 1e-14 of the largest.
 *
 * Throws TypeError for what is no matrix, RangeError for an empty one or a number that is not finite.
 *
 * ```ts
 * singularValues(Matrix.from([[3, 0], [0, -4]])); // 4, 3
 * ```
 */
export function singularValues(matrix: Matrix): Float64Array {
  requireMatrix("singularValues", "the matrix", matrix);
  if (matrix.data.length === 0) {
    throw new RangeError(`singularValues: the matrix is ${matrix.shape}; give one with entries.`);
  }
  requireFinite("singularValues", "the matrix", matrix);
  let largest = 0;
  for (const entry of matrix.data) largest = Math.max(largest, Math.abs(entry));
  const count = Math.min(matrix.rows, matrix.columns);
  if (largest === 0) return new Float64Array(count);
  const vectors = shortSide(matrix, largest);
  for (let sweep = 0; sweep < 60 && turnAll(vectors); sweep++);
  const length = (v: Float64Array) => largest * (rootMeanSquare(v) * Math.sqrt(v.length));
  return Float64Array.from(vectors, length).sort().reverse();
}

/** Its rows or its columns, whichever are fewer, divided by the largest entry so that no square is 0. */
function shortSide({ rows, columns, data }: Matrix, largest: number): Float64Array[] {
  const wide = rows <= columns, count = wide ? rows : columns;
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(
      { length: wide ? columns : rows },
      (_, j) => data[wide ? i * columns + j : j * columns + i] / largest,
    ));
}

/** One sweep: every pair made perpendicular. Whether any had to be turned. */
function turnAll(vectors: readonly Float64Array[]): boolean {
  let turned = false;
  for (let i = 0; i < vectors.length; i++) {
    for (let j = i + 1; j < vectors.length; j++) {
      const u = vectors[i], v = vectors[j];
      const a = dot(u, u), b = dot(v, v), c = dot(u, v);
      if (Math.abs(c) <= 1e-14 * Math.sqrt(a) * Math.sqrt(b)) continue;
      turned = true;
      const ζ = (b - a) / (2 * c);
      const tan = (ζ < 0 ? -1 : 1) / (Math.abs(ζ) + Math.sqrt(1 + ζ * ζ));
      const cos = 1 / Math.sqrt(1 + tan * tan), sin = cos * tan;
      for (let k = 0; k < u.length; k++) {
        const from = u[k];
        u[k] = cos * from - sin * v[k];
        v[k] = sin * from + cos * v[k];
      }
    }
  }
  return turned;
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < u.length; k++) sum += u[k] * v[k];
  return sum;
}

/**
 * The input-output Jacobian ∂output/∂input of a network at one example x (1×inputs), a row an output:
 * outputs×inputs. Its singular values say by how much the network stretches a small change forward,
 * and a gradient backward.
 *
 * The network is evaluated, not trained: batch norm uses what it remembers, dropout lets all
 * through. Its parameters' gradients are left as they were. For the Jacobian of some of its layers,
 * give a network of those:
 *
 * ```ts
 * const first = new Network(network.layers.slice(0, 10));
 * singularValues(inputOutputJacobian(first, x));
 * ```
 *
 * Throws TypeError unless x is one row of as many numbers as the network has inputs.
 */
export function inputOutputJacobian(network: Network, x: Matrix): Matrix {
  requireMatrix("inputOutputJacobian", "x", x);
  if (x.rows !== 1) {
    throw new TypeError(
      `inputOutputJacobian: x is ${x.shape}; give one example, a matrix of one row.`,
    );
  }
  const outputs = network.forward(x, evaluation).output.columns;
  // A row of the batch for each output, and in each the gradient of that output alone.
  const copies = Matrix.generate(outputs, x.columns, (_, j) => x.data[j], x.precision);
  const run = network.forward(copies, evaluation), { parameters } = network;
  const gradients = parameters.map(({ gradient }) => gradient);
  const one = (i: number, j: number) => i === j ? 1 : 0;
  run.backward(Matrix.generate(outputs, outputs, one, run.output.precision));
  parameters.forEach((parameter, i) => parameter.gradient = gradients[i]);
  return run.inputGradient!;
}
