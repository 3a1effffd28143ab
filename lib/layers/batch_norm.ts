import {
  meanProducts,
  meanRows,
  minus,
  over,
  residuals,
  scaleAndShift,
  sumProducts,
  sumRows,
  times,
  zipRow,
} from "../broadcast.ts";
import { finiteNumber, wholeNumber } from "../errors.ts";
import { float64, Matrix, type Precision, zip } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import {
  type Layer,
  type LayerKind,
  type Mode,
  type Parameter,
  requireUnits,
  type Step,
} from "./layer.ts";

/**
 * Batch normalisation (Ioffe & Szegedy 2015): every unit gets mean 0 and variance 1 over the batch,
 * then a scale γ and a shift β that it learns:
 *
 *     μ = mean of x over the batch,   σ² = mean of (x − μ)²,   ẑ = (x − μ)/√(σ² + ε),   y = γ·ẑ + β
 *
 * (Variance σ²/(σ² + ε), to be exact: 1 unless x is as small as √ε, 0.003.)
 *
 * Training uses the batch's μ and σ². Evaluation uses running averages of them, so that an example's
 * output does not depend on its neighbours. Conventions as in PyTorch's BatchNorm1d.
 */
export class BatchNorm implements Layer {
  readonly name: string;
  readonly keepsUnits = true;
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
    requireKeys(name, options, { epsilon, momentum, name, precision });
    wholeNumber(name, "units", units, 1, 100_000);
    this.epsilon = finiteNumber(name, "epsilon", epsilon, 0);
    this.momentum = finiteNumber(name, "momentum", momentum, 0, 1);
    this.name = name;
    const row = (value: number) => Matrix.zeros(1, units, precision).map(() => value);
    this.gamma = { name: "gamma", value: row(1), gradient: null };
    this.beta = { name: "beta", value: row(0), gradient: null };
    this.runningMean = row(0);
    this.runningVariance = row(1);
  }

  get parameters(): readonly Parameter[] {
    return [this.gamma, this.beta];
  }

  forward(x: Matrix, mode: Mode): Step {
    this.#checkInput(x, mode);
    const { gamma, beta } = this, scale = gamma.value;
    const mean = mode.training ? meanRows(x) : this.runningMean;
    const centred = zipRow(x, mean, minus);
    const variance = mode.training ? meanProducts(centred, centred) : this.runningVariance;
    if (mode.training) this.#follow(mean, variance, x.rows);
    const deviation = variance.map((v) => Math.sqrt(v + this.epsilon)); //  s = √(σ² + ε)
    const z = zipRow(centred, deviation, over); //                          ẑ = (x − μ)/s
    return {
      output: scaleAndShift(z, scale, beta.value), //                       y = γ·ẑ + β
      backward(dy) {
        beta.gradient = sumRows(dy); //                                     ∂L/∂β = Σ dy over the batch
        gamma.gradient = sumProducts(dy, z); //                             ∂L/∂γ = Σ dy·ẑ over the batch
        const dz = zipRow(dy, scale, times); //                             ∂L/∂ẑ = γ·dy
        const free = mode.training ? project(dz, z) : dz; //                free of mean and ẑ, see below
        return zipRow(free, deviation, over); //                            ∂L/∂x = …/s
      },
    };
  }

  /** The running statistics follow those of a batch of m: the mean and the variance, here the unbiased one. */
  #follow(mean: Matrix, variance: Matrix, m: number): void {
    const follow = (old: number, now: number) => (1 - this.momentum) * old + this.momentum * now;
    this.runningMean = zip(this.runningMean, mean, follow);
    this.runningVariance = zip(this.runningVariance, variance.map((v) => v * m / (m - 1)), follow);
  }

  #checkInput(x: Matrix, { training }: Mode): void {
    requireUnits(this.name, x, this.gamma.value.columns);
    if (!training || x.rows >= 2) return;
    throw new RangeError(
      `forward, ${this.name}: the batch has ${x.rows} example${x.rows === 1 ? "" : "s"}, and one ` +
        "number has no spread to divide by. Give at least 2, or use forward(x, evaluation).",
    );
  }
}

/**
 * In training μ and σ depend on x too, and the way back through all three is
 *
 *     s·∂L/∂x = dẑ − mean(dẑ) − ẑ·mean(dẑ·ẑ),   dẑ = ∂L/∂ẑ
 *
 * A push on all examples alike moves only μ, a push along ẑ only σ. Since ẑ feels neither of them, the
 * loss does not either: both are taken out of the gradient (of that along ẑ the part ε/(σ² + ε) stays).
 */
function project(dz: Matrix, z: Matrix): Matrix {
  return residuals(dz, z, meanRows(dz), meanProducts(dz, z));
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
