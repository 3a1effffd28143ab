import type { Regression } from "./datasets/regression.ts";
import { finiteNumber, requireObject, requireValue, wholeNumber } from "./errors.ts";
import { requireFinite } from "./finite.ts";
import { constantWeights } from "./initializers.ts";
import { Dense } from "./layers/dense.ts";
import { meanSquaredError } from "./losses.ts";
import { Matrix, requireMatrix } from "./matrix.ts";
import { Network } from "./network.ts";
import { sgd } from "./optimizers.ts";
import { matmul } from "./products.ts";
import { Random } from "./random.ts";
import { singularValues } from "./singular_values.ts";

/** The linear model y = x·w + b with the mean squared error: the error surface is a bowl, known exactly. */

/**
 * The smallest data with two uncorrelated inputs of mean 0: four points (±s₁, ±s₂), the corners of a
 * rectangle, and y = x₁ + x₂. The best weights are 1 and 1, the best bias is 0.
 *
 * ```ts
 * corners(0.1, 1).x.shape; // "4×2"
 * ```
 */
export function corners(first: number, second: number): Regression {
  finiteNumber("corners", "first", first, Number.MIN_VALUE);
  finiteNumber("corners", "second", second, Number.MIN_VALUE);
  const x = Matrix.generate(4, 2, (i, j) => j === 0 ? (i < 2 ? first : -first) : sign(i) * second);
  return { x, y: matmul(x, Matrix.from([[1], [1]])) };
}
const sign = (i: number) => i % 2 === 0 ? 1 : -1;

/**
 * How steep the bowl is along its own axes: the eigenvalues of the Hessian of the mean squared error,
 * H = (2/n)·[x 1]ᵀ·[x 1] for weights and bias, largest first. The targets do not matter. They are
 * 2/n times the squared singular values of [x 1], the data with a column of ones for the bias.
 *
 * ```ts
 * curvatures(corners(0.1, 1).x); // 2, 2 (the bias), 0.02
 * ```
 */
export function curvatures(x: Matrix): Float64Array {
  requireMatrix("curvatures", "x", x);
  if (x.rows <= x.columns) {
    throw new RangeError(
      `curvatures: x is ${x.shape}; give more examples than inputs, or the bowl has no bottom.`,
    );
  }
  const { rows, columns } = x;
  const design = Matrix.generate(rows, columns + 1, (i, j) => j < columns ? x.at(i, j) : 1);
  return singularValues(design).map((stretch) => 2 * stretch * stretch / rows);
}

/** What gradient descent went through; entry n is after n steps, entry 0 the start. */
export interface Descent {
  readonly loss: Float64Array;
  readonly weights: readonly Float64Array[];
}

/**
 * Gradient descent from weights and bias 0: forward, loss, backward, step.
 *
 * ```ts
 * descend(corners(1, 1), { rate: 0.5, steps: 1 }).weights[1]; // 1, 1: one step arrives
 * ```
 *
 * Does not stop where a rate is too large: the loss then grows to Infinity, which is shown.
 */
export function descend({ x, y }: Regression, options: { rate: number; steps: number }): Descent {
  requireValue("descend", "x", x, ["columns"], "a Matrix, as in corners(0.1, 1)");
  requireFinite("descend", "x", x);
  requireObject("descend", options, "{ rate: 0.5, steps: 100 }");
  const { rate, steps } = options;
  wholeNumber("descend", "steps", steps, 0, 1e7);
  const start = { weights: constantWeights(0), random: new Random(0) }; // which is asked for nothing
  const network = new Network([new Dense(x.columns, y.columns, start)]);
  const optimizer = sgd({ rate }), losses = new Float64Array(steps + 1);
  const weights: Float64Array[] = [];
  for (let n = 0; n <= steps; n++) {
    const run = network.forward(x), { loss, gradient } = meanSquaredError(run.output, y);
    losses[n] = loss;
    weights.push(Float64Array.from(network.weights[0].data));
    run.backward(gradient);
    optimizer.step(network.parameters);
  }
  return { loss: losses, weights };
}
