import { type Activation, requireActivation } from "../activations/activation.ts";
import { apply } from "../activations/apply.ts";
import { times } from "../broadcast.ts";
import { type Matrix, requireMatrix, zip } from "../matrix.ts";
import type { Layer, Parameter, Step } from "./layer.ts";

/**
 * The activation layer y = φ(x), entry by entry, for an activation φ such as `sigmoid`.
 *
 * Its Jacobian is diagonal, diag(φ′(x)), so the way back is one multiplication an entry.
 */
export class Activate implements Layer {
  readonly name: string;
  readonly activation: Activation;
  readonly parameters: readonly Parameter[] = [];
  readonly keepsUnits = true;

  /** Throws TypeError for what is no activation. */
  constructor(activation: Activation, name = activation?.name) {
    requireActivation("Activate", activation);
    this.activation = activation;
    this.name = name;
  }

  forward(x: Matrix): Step {
    requireMatrix(`forward, ${this.name}`, "the input", x);
    const { values, slopes } = apply(this.activation, x);
    return {
      output: values, //                                y = φ(x)
      backward: (dy) => zip(dy, slopes(), times), // ∂L/∂x = ∂L/∂y ⊙ φ′(x)
    };
  }
}
