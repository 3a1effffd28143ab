import type { Regression } from "./datasets/regression.ts";
import { display, finiteNumber, requireObject, wholeNumber } from "./errors.ts";
import { requireFinite } from "./finite.ts";
import { constantWeights } from "./initializers.ts";
import { Dense } from "./layers/dense.ts";
import { meanSquaredError } from "./losses.ts";
import { Matrix, requireMatrix } from "./matrix.ts";
import { sgd } from "./optimizers.ts";
import { matmul } from "./products.ts";
import { Random } from "./random.ts";
import { requireKeys } from "./require_keys.ts";
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

/** One pass of the linear model, forward and back. */
export interface LinearPass {
  readonly loss: number;
  /** ∂L/∂y, one for each point. */
  readonly delta: readonly number[];
  /** ∂L/∂w, one for each input. */
  readonly gradient: readonly number[];
}

/**
 * Error and gradients at given weights (and bias 0), by the library's layers.
 *
 * ```ts
 * backpropagate(corners(0.1, 1), [0, 0]).gradient; // −0.02, −2
 * ```
 */
export function backpropagate({ x, y }: Regression, weights: readonly number[]): LinearPass {
  requireMatrix("backpropagate", "x", x);
  if (!Array.isArray(weights) || weights.length !== x.columns) {
    throw new TypeError(
      `backpropagate: the weights are ${display(weights)}; give ${x.columns}, one for each input.`,
    );
  }
  const unit = linearUnit(x.columns);
  unit.weights.value = Matrix.from(weights.map((w) => [w]));
  const step = unit.forward(x), { loss, gradient } = meanSquaredError(step.output, y);
  step.backward(gradient);
  return { loss, delta: [...gradient.data], gradient: [...unit.weights.gradient!.data] };
}

/** A dense layer with one output and weights 0, for which no random number is asked. */
function linearUnit(inputs: number): Dense {
  return new Dense(inputs, 1, { weights: constantWeights(0), random: new Random(0) });
}

/**
 * The error as a function of two weights, for `errorSurface`.
 *
 * ```ts
 * errorOver(corners(0.1, 1))(2, 1); // 0.01: w₁ is off by 1
 * ```
 */
export function errorOver(data: Regression): (w1: number, w2: number) => number {
  return (w1, w2) => backpropagate(data, [w1, w2]).loss;
}

/** What gradient descent went through; entry n is after n steps, entry 0 the start. */
export interface Descent {
  readonly loss: Float64Array;
  readonly weights: readonly (readonly number[])[];
  /** The first two weights: a path for `errorSurface`. */
  readonly path: readonly (readonly [number, number])[];
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
  requireMatrix("descend", "x", x);
  requireFinite("descend", "x", x);
  requireObject("descend", options, "{ rate: 0.5, steps: 100 }");
  const { rate, steps } = options;
  requireKeys("descend", options, { rate, steps });
  wholeNumber("descend", "steps", steps, 0, 1e7);
  const unit = linearUnit(x.columns), optimizer = sgd({ rate });
  const losses = new Float64Array(steps + 1), weights: number[][] = [];
  for (let n = 0; n <= steps; n++) {
    const step = unit.forward(x), { loss, gradient } = meanSquaredError(step.output, y);
    losses[n] = loss;
    weights.push([...unit.weights.value.data]);
    step.backward(gradient);
    optimizer.step(unit.parameters);
  }
  return { loss: losses, weights, path: weights.map(([w1, w2]) => [w1, w2] as const) };
}
