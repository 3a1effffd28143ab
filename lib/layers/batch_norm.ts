import { meanRows, minus, over, plus, times, zipRow } from "../broadcast.ts";
import { finiteNumber, wholeNumber } from "../errors.ts";
import { float64, Matrix, type Precision, requireMatrix, sumRows, zip } from "../matrix.ts";
import type { Layer, LayerKind, Mode, Parameter, Step } from "./layer.ts";

/**
 * Batch normalisation (Ioffe & Szegedy 2015): every unit gets mean 0 and variance 1 over the batch,
 * then a scale γ and a shift β that it learns:
 *
 *     μ = mean of x over the batch,   σ² = mean of (x − μ)²,   ẑ = (x − μ)/√(σ² + ε),   y = γ·ẑ + β
 *
 * Training uses the batch's μ and σ². Evaluation uses running averages of them, so that an example's
 * output does not depend on its neighbours. Conventions as in PyTorch's BatchNorm1d.
 */
export class BatchNorm implements Layer {
  readonly name: string;
  readonly gamma: Parameter;
  readonly beta: Parameter;
  /** All that the layer remembers: each forward pass in training moves them `momentum` of the way. */
  runningMean: Matrix;
  runningVariance: Matrix;
  readonly epsilon: number;
  readonly momentum: number;

  /** Throws RangeError on a wrong number; see `BatchNormOptions`. */
  constructor(units: number, options: BatchNormOptions = {}) {
    const { epsilon = 1e-5, momentum = 0.1, name = "batch norm", precision = float64 } = options;
    wholeNumber(name, "units", units, 1, 100_000);
    this.epsilon = finiteNumber(name, "epsilon", epsilon, 0);
    this.momentum = finiteNumber(name, "momentum", momentum, 0, 1);
    this.name = name;
    const zeros = Matrix.zeros(1, units, precision), ones = zeros.map(() => 1);
    this.gamma = { name: "gamma", value: ones, gradient: null };
    this.beta = { name: "beta", value: zeros, gradient: null };
    this.runningMean = zeros.map(() => 0);
    this.runningVariance = ones.map(() => 1);
  }

  get parameters(): readonly Parameter[] {
    return [this.gamma, this.beta];
  }

  forward(x: Matrix, mode: Mode): Step {
    this.#checkInput(x, mode);
    const { gamma, beta } = this, scale = gamma.value;
    const { mean, variance } = mode.training ? this.#batchStatistics(x) : this.#runningStatistics;
    const deviation = variance.map((v) => Math.sqrt(v + this.epsilon)); //  s = √(σ² + ε)
    const z = zipRow(zipRow(x, mean, minus), deviation, over); //           ẑ = (x − μ)/s
    return {
      output: zipRow(zipRow(z, scale, times), beta.value, plus), //         y = γ·ẑ + β
      backward(dy) {
        beta.gradient = sumRows(dy); //                                     ∂L/∂β = Σ dy over the batch
        gamma.gradient = sumRows(zip(dy, z, times)); //                     ∂L/∂γ = Σ dy·ẑ over the batch
        const dz = zipRow(dy, scale, times); //                             ∂L/∂ẑ = γ·dy
        return zipRow(mode.training ? project(dz, z) : dz, deviation, over);
      },
    };
  }

  /** The mean and the (biased) variance of the batch; the running ones follow (the unbiased). */
  #batchStatistics(x: Matrix): { mean: Matrix; variance: Matrix } {
    const mean = meanRows(x), m = x.rows;
    const variance = meanRows(zipRow(x, mean, minus).map((d) => d * d));
    const follow = (old: number, now: number) => (1 - this.momentum) * old + this.momentum * now;
    this.runningMean = zip(this.runningMean, mean, follow);
    this.runningVariance = zip(this.runningVariance, variance.map((v) => v * m / (m - 1)), follow);
    return { mean, variance };
  }

  get #runningStatistics(): { mean: Matrix; variance: Matrix } {
    return { mean: this.runningMean, variance: this.runningVariance };
  }

  #checkInput(x: Matrix, { training }: Mode): void {
    requireMatrix(`forward, ${this.name}`, "the input", x);
    const units = this.gamma.value.columns;
    if (x.columns !== units) {
      throw new TypeError(
        `forward, ${this.name}: the input is ${x.shape} and the layer has ${units} units. ` +
          `Give an input with ${units} columns, or make the layer with ${x.columns} units.`,
      );
    }
    if (training && x.rows < 2) {
      throw new RangeError(
        `forward, ${this.name}: the batch has ${x.rows} example${x.rows === 1 ? "" : "s"}, and ` +
          "one number has no spread to divide by. Give at least 2, or use forward(x, evaluation).",
      );
    }
  }
}

/**
 * The way back through μ and σ, which depend on x too:
 *
 *     s·∂L/∂x = dẑ − mean(dẑ) − ẑ·mean(dẑ·ẑ)
 *
 * A push on all examples alike moves only μ, a push along ẑ only σ; ẑ feels neither, so both are
 * taken out of the gradient.
 */
function project(dz: Matrix, z: Matrix): Matrix {
  const alongMean = meanRows(dz), alongZ = meanRows(zip(dz, z, times));
  return zip(zipRow(dz, alongMean, minus), zipRow(z, alongZ, times), minus);
}

/** For a builder: `mlp({ …, normalisation: batchNorm })`. */
export const batchNorm: LayerKind = {
  name: "batch norm",
  layer: (units, options) => new BatchNorm(units, options),
};

export interface BatchNormOptions {
  /** ε, added to the variance; 1e-5 unless said. With 0, a unit that is the same for all gives NaN. */
  epsilon?: number;
  /** How far the running statistics move towards a batch's, from 0 to 1; 0.1 unless said. */
  momentum?: number;
  /** What error messages and figures call the layer. */
  name?: string;
  precision?: Precision;
}
