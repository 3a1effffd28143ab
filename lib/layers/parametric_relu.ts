import { sumRows, times, total, zipRow } from "../broadcast.ts";
import { finiteNumber, wholeNumber } from "../errors.ts";
import { float64, Matrix, type Precision, requireMatrix, zip } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { type Layer, type LayerKind, type Parameter, requireUnits, type Step } from "./layer.ts";

/**
 * PReLU (He, Zhang, Ren & Sun 2015): y = x for x > 0 and a·x below, where the layer learns the slope a,
 * one for all its units or one for each.
 *
 * ```ts
 * new ParametricRelu().forward(Matrix.from([[-4, 4]])).output; // −1, 4
 * new ParametricRelu({ units: 64 }); // a slope of its own for each of 64 units
 * ```
 */
export class ParametricRelu implements Layer {
  readonly name: string;
  readonly keepsUnits = true;
  /** 1×1 for one slope in all, 1×units for one a unit. */
  readonly slope: Parameter;
  readonly #shared: boolean;

  /** Throws RangeError on a wrong number; see `ParametricReluOptions`. */
  constructor(options: ParametricReluOptions = {}) {
    const { units = 1, start = 0.25, name = "PReLU", precision = float64 } = options;
    requireKeys(name, options, { units, start, name, precision });
    wholeNumber(name, "units", units, 1, 100_000);
    finiteNumber(name, "start", start);
    this.name = name;
    this.#shared = options.units === undefined;
    this.slope = {
      name: "slope",
      value: Matrix.zeros(1, units, precision).map(() => start),
      gradient: null,
    };
  }

  get parameters(): readonly Parameter[] {
    return [this.slope];
  }

  forward(x: Matrix): Step {
    if (this.#shared) requireMatrix(`forward, ${this.name}`, "the input", x);
    else requireUnits(this.name, x, this.slope.value.columns);
    const { slope } = this, shared = this.#shared, a = slope.value;
    const slopes = shared ? new Matrix(1, x.columns).map(() => a.data[0]) : a;
    return {
      output: zipRow(x, slopes, (x, a) => x <= 0 ? a * x : x), //  y = x, below 0 a·x
      backward(dy) {
        const pushes = zip(dy, x, (d, x) => x > 0 ? 0 : d * x);
        slope.gradient = shared ? total(pushes) : sumRows(pushes); // ∂L/∂a = Σ dy·x where x ≤ 0
        return zip(dy, zipRow(x, slopes, slopeAt), times); //         ∂L/∂x = dy, below 0 a·dy
      },
    };
  }
}

const slopeAt = (x: number, a: number) => x <= 0 ? a : x > 0 ? 1 : NaN;

/** For a builder: `mlp({ …, activation: parametricRelu })`, one slope a layer. */
export const parametricRelu: LayerKind = {
  name: "PReLU",
  layer: (_units, options) => new ParametricRelu(options),
};

export interface ParametricReluOptions {
  /** For a slope each: how many units. Left out, the units share one. */
  units?: number;
  /** The slope to begin with; 0.25 unless said, as in the paper. */
  start?: number;
  /** What error messages and figures call the layer. */
  name?: string;
  precision?: Precision;
}
