import { sumRows } from "../broadcast.ts";
import { requireObject, requireValue, wholeNumber } from "../errors.ts";
import type { Initializer } from "../initializers.ts";
import { float64, Matrix, type Precision, requireMatrix } from "../matrix.ts";
import { affine, matmulTA, matmulTB } from "../products.ts";
import type { Random } from "../random.ts";
import { requireKeys } from "../require_keys.ts";
import type { Layer, Parameter, Step } from "./layer.ts";

export interface DenseOptions {
  /** How large the random weights are, such as `xavierNormal`. */
  weights: Initializer;
  random: Random;
  /** What error messages and figures call the layer. */
  name?: string;
  precision?: Precision;
}

/**
 * The fully connected layer y = x·W + b.
 *
 * Shapes: x batch×inputs, W inputs×outputs, b 1×outputs, y batch×outputs. The bias starts at zero.
 *
 * ```ts
 * const layer = new Dense(2, 3, { weights: xavierNormal, random: new Random(1) });
 * layer.forward(Matrix.from([[1, 2]])).output.shape; // "1×3"
 * ```
 */
export class Dense implements Layer {
  readonly name: string;
  readonly weights: Parameter;
  readonly bias: Parameter;
  readonly initializer: Initializer;

  constructor(inputs: number, outputs: number, options: DenseOptions) {
    requireObject("dense", options, "{ weights: xavierNormal, random: new Random(7) }");
    const { weights, random, name = "dense", precision = float64 } = options;
    if ("activation" in options) {
      throw new TypeError(
        "dense: the layer is linear and takes no activation; put new Activate(…) behind it.",
      );
    }
    requireKeys("dense", options, { weights, random, name, precision });
    wholeNumber(name, "inputs", inputs, 1, 100_000);
    wholeNumber(name, "outputs", outputs, 1, 100_000);
    requireValue(name, "weights", weights, ["sample"], "xavierNormal");
    requireValue(name, "random", random, ["normal"], "new Random(7)");
    this.name = name;
    this.initializer = weights;
    this.weights = {
      name: "weights",
      value: weights.sample(inputs, outputs, random).to(precision),
      gradient: null,
    };
    this.bias = { name: "bias", value: Matrix.zeros(1, outputs, precision), gradient: null };
  }

  get parameters(): readonly Parameter[] {
    return [this.weights, this.bias];
  }

  forward(x: Matrix): Step {
    this.#checkInput(x);
    const { weights, bias } = this;
    const W = weights.value;
    return {
      output: affine(x, W, bias.value), //        y = x·W + b
      backward(dy) {
        weights.gradient = matmulTA(x, dy); //    ∂L/∂W = xᵀ·∂L/∂y
        bias.gradient = sumRows(dy); //           ∂L/∂b = Σ ∂L/∂y over the batch
        return matmulTB(dy, W); //                ∂L/∂x = ∂L/∂y·Wᵀ
      },
    };
  }

  #checkInput(x: Matrix): void {
    requireMatrix(`forward, ${this.name}`, "the input", x);
    const W = this.weights.value;
    if (x.columns !== W.rows) {
      throw new TypeError(
        `forward, ${this.name}: the input is ${x.shape} and the weights are ${W.shape}. ` +
          `Give an input with ${W.rows} columns, or make the layer with ${x.columns} inputs.`,
      );
    }
  }
}
