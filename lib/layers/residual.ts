import { plus, times, total } from "../broadcast.ts";
import { finiteNumber } from "../errors.ts";
import { addScaled, float64, Matrix, type Precision, scaled, zip } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { type Layer, type Mode, type Parameter, requireLayer, type Step } from "./layer.ts";
import { Sequential } from "./sequential.ts";
import { requireOwnParameters } from "./stack.ts";

/**
 * A residual block (He, Zhang, Ren & Sun 2016): the branch computes what is to be *added* to x,
 *
 *     y = x + α·F(x),     ∂L/∂x = ∂L/∂y + Fᵀ(α·∂L/∂y),     Fᵀ the way back through the branch F
 *
 * However small the branch makes its gradient, ∂L/∂y arrives whole through the skip connection. With a branch
 * that keeps the mean square and has nothing in common with x, as random weights see to, each block multiplies the
 * mean square by 1 + α². Where the branch changes the number of units, a `projection` P takes the place of x: P(x).
 *
 * ```ts
 * const branch = new Sequential([new Activate(relu), new Dense(64, 64, { weights: heNormal, random })]);
 * new Residual(branch, { scale: 0.1 });
 * ```
 */
export class Residual implements Layer {
  readonly name: string;
  readonly branch: Layer;
  /** Where the branch changes the number of units: brings x to the same shape. Else null. */
  readonly projection: Layer | null;
  /** α, 1×1: among the parameters only when it is learned. */
  readonly scale: Parameter;
  readonly learnsScale: boolean;
  #branch: Sequential;
  #skip: Sequential | null;

  /** Throws RangeError unless α is finite, TypeError for what is no layer. */
  constructor(branch: Layer, options: ResidualOptions = {}) {
    const { scale = 1, projection = null, name = "residual", precision = float64 } = options;
    requireKeys(name, options, { scale, projection, name, precision });
    requireLayer(name, "the branch", branch);
    if (projection !== null) {
      requireLayer(name, "the projection", projection);
      requireOwnParameters(name, [["the branch", branch], ["the projection", projection]]);
    }
    this.name = name;
    this.branch = branch;
    this.projection = projection;
    this.learnsScale = typeof scale === "object";
    const start = finiteNumber(name, "scale", typeof scale === "object" ? scale?.start : scale);
    this.scale = {
      name: "scale",
      value: new Matrix(1, 1, new precision([start])),
      gradient: null,
    };
    this.#branch = new Sequential([branch], name); // so that the layers inside are recorded
    this.#skip = projection && new Sequential([projection], name);
  }

  get parameters(): readonly Parameter[] {
    const inside = [...this.#branch.parameters, ...this.#skip?.parameters ?? []];
    return this.learnsScale ? [...inside, this.scale] : inside;
  }

  forward(x: Matrix, mode: Mode): Step {
    const { scale, learnsScale } = this, alpha = scale.value.data[0];
    const branch = this.#branch.forward(x, mode), skip = this.#skip?.forward(x, mode);
    const kept = skip?.output ?? x, F = branch.output;
    this.#checkShapes(kept, F);
    return {
      output: addScaled(kept, alpha, F), //                                y = x + α·F(x)
      backward(dy) {
        const direct = skip?.backward(dy) ?? dy;
        if (learnsScale) scale.gradient = total(zip(dy, F, times)); // ∂L/∂α = Σ dy·F(x)
        return zip(direct, branch.backward(scaled(alpha, dy)), plus); // dx = dy + Fᵀ(α·dy)
      },
      inner: [...branch.inner ?? [], ...skip?.inner ?? []],
    };
  }

  #checkShapes(kept: Matrix, F: Matrix): void {
    if (kept.rows === F.rows && kept.columns === F.columns) return;
    throw new TypeError(
      this.projection
        ? `forward, ${this.name}: the projection gives ${kept.shape} and the branch ${F.shape}, ` +
          `which cannot be added. Give a projection to ${F.columns} units.`
        : `forward, ${this.name}: the input is ${kept.shape} and the branch gives ${F.shape}, ` +
          `which cannot be added. Make the branch end with ${kept.columns} units, or give ` +
          `projection: new Dense(${kept.columns}, ${F.columns}, …).`,
    );
  }
}

export interface ResidualOptions {
  /** α: a number that stays (1 unless said), or `learnedScale()`. */
  scale?: number | LearnedScale;
  /** For a branch that changes the number of units: a layer that does the same to x. */
  projection?: Layer;
  /** What error messages and figures call the layer. */
  name?: string;
  precision?: Precision;
}

/** An α that is learned. */
export interface LearnedScale {
  readonly start: number;
}

/**
 * α as a parameter. Starting at 0 the block begins as y = x exactly, gain 1 at any depth: ReZero
 * (Bachlechner et al. 2021).
 */
export function learnedScale(start = 0): LearnedScale {
  return { start: finiteNumber("learnedScale", "start", start) };
}
