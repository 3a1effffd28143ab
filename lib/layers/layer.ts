import type { Matrix } from "../matrix.ts";

/** Something a layer learns: its value, and after a backward pass ∂L/∂value in the same shape. */
export interface Parameter {
  readonly name: string;
  value: Matrix;
  gradient: Matrix | null;
}

/** One step through a layer: what came out, and the way back. */
export interface Step {
  readonly output: Matrix;
  /** From dy = ∂L/∂output to ∂L/∂input. Sets the gradients of the layer's parameters. */
  backward(dy: Matrix): Matrix;
}

/** A layer maps a batch (one example a row) to a batch, and can send a gradient back. */
export interface Layer {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  forward(x: Matrix): Step;
}
