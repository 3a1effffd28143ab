import {
  meanColumns,
  minus,
  over,
  scaleAndShift,
  sumProducts,
  sumRows,
  times,
  zipColumn,
  zipRow,
} from "../broadcast.ts";
import { finiteNumber, wholeNumber } from "../errors.ts";
import { float64, Matrix, type Precision, zip } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { type Layer, type LayerKind, type Parameter, requireUnits, type Step } from "./layer.ts";

/**
 * Layer normalisation (Ba, Kiros & Hinton 2016): every example gets mean 0 and variance 1 over the
 * units of the layer, then each unit a scale γ and a shift β that it learns:
 *
 *     μ = mean of x over the units,   σ² = mean of (x − μ)²,   ẑ = (x − μ)/√(σ² + ε),   y = γ·ẑ + β
 *
 * (Variance σ²/(σ² + ε), to be exact: 1 unless x is as small as √ε, 0.003.)
 *
 * Batch norm turned by 90°: an example never meets its neighbours, so training and evaluation are the
 * same and a batch of 1 is enough. Conventions as in PyTorch's LayerNorm.
 */
export class LayerNorm implements Layer {
  readonly name: string;
  readonly keepsUnits = true;
  readonly gamma: Parameter;
  readonly beta: Parameter;
  readonly epsilon: number;

  /** Throws RangeError on a wrong number; see `LayerNormOptions`. */
  constructor(units: number, options: LayerNormOptions = {}) {
    const { epsilon = 1e-5, name = "layer norm", precision = float64 } = options;
    requireKeys(name, options, { epsilon, name, precision });
    wholeNumber(name, "units", units, 1, 100_000);
    if (units === 1) {
      throw new RangeError(
        `${name}: units is 1, and one number has no spread to divide by. Give at least 2 units.`,
      );
    }
    this.epsilon = finiteNumber(name, "epsilon", epsilon, 0);
    this.name = name;
    const row = (value: number) => Matrix.zeros(1, units, precision).map(() => value);
    this.gamma = { name: "gamma", value: row(1), gradient: null };
    this.beta = { name: "beta", value: row(0), gradient: null };
  }

  get parameters(): readonly Parameter[] {
    return [this.gamma, this.beta];
  }

  forward(x: Matrix): Step {
    requireUnits(this.name, x, this.gamma.value.columns);
    const { gamma, beta } = this, scale = gamma.value;
    const centred = zipColumn(x, meanColumns(x), minus); //               x − μ
    const variance = meanColumns(zip(centred, centred, times)); //           σ²
    const deviation = variance.map((v) => Math.sqrt(v + this.epsilon)); // s = √(σ² + ε)
    const z = zipColumn(centred, deviation, over); //                     ẑ = (x − μ)/s
    return {
      output: scaleAndShift(z, scale, beta.value), //                     y = γ·ẑ + β
      backward(dy) {
        beta.gradient = sumRows(dy); //                                   ∂L/∂β = Σ dy over the batch
        gamma.gradient = sumProducts(dy, z); //                           ∂L/∂γ = Σ dy·ẑ over the batch
        const dz = zipRow(dy, scale, times); //                           ∂L/∂ẑ = γ·dy
        return zipColumn(project(dz, z), deviation, over); //             ∂L/∂x
      },
    };
  }
}

/** s·∂L/∂x = dẑ − mean(dẑ) − ẑ·mean(dẑ·ẑ): batch norm's way back, with means over the units. */
function project(dz: Matrix, z: Matrix): Matrix {
  const alongMean = meanColumns(dz), alongZ = meanColumns(zip(dz, z, times));
  return zip(zipColumn(dz, alongMean, minus), zipColumn(z, alongZ, times), minus);
}

/** For a builder: `mlp({ …, normalisation: layerNorm })`. */
export const layerNorm: LayerKind = {
  name: "layer norm",
  layer: (units, options) => new LayerNorm(units, options),
};

export interface LayerNormOptions {
  /** ε, added to the variance; 1e-5 unless said. */
  epsilon?: number;
  /** What error messages and figures call the layer. */
  name?: string;
  precision?: Precision;
}
