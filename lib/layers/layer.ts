import { display } from "../errors.ts";
import { type Matrix, type Precision, requireMatrix } from "../matrix.ts";

/** Something a layer learns: its value, and after a backward pass ∂L/∂value in the same shape. */
export interface Parameter {
  readonly name: string;
  value: Matrix;
  gradient: Matrix | null;
}

/**
 * What a pass is for. Most layers do the same in both; batch norm and dropout do not, so the mode
 * is an argument of every forward pass and never a flag that somebody forgets.
 */
export interface Mode {
  readonly training: boolean;
  /** The number of the training step: what is random in a layer, such as dropout, depends on it. */
  readonly step: number;
  /** Nothing is dropped though it is training, so that examples of one pass can be compared. */
  readonly keepsAll?: boolean;
}

/** A pass to learn from. The same step draws the same random numbers. */
export function training(step = 0): Mode {
  return { training: true, step };
}

/** A pass to be judged by: nothing random, nothing remembered. */
export const evaluation: Mode = { training: false, step: 0 };

/** What one pass left behind at one layer. `backward` fills in the second half. */
export interface LayerRecord {
  readonly layer: Layer;
  /** What went in, batch×units. */
  readonly input: Matrix;
  /** What came out, batch×units. */
  readonly output: Matrix;
  /** ∂L/∂output in the same shape; null until the backward pass. */
  delta: Matrix | null;
  /** ∂L/∂parameter, in the order of `layer.parameters`; empty until the backward pass. */
  gradients: readonly Matrix[];
}

/** One step through a layer: what came out, and the way back. */
export interface Step {
  readonly output: Matrix;
  /** From dy = ∂L/∂output to ∂L/∂input. Sets the gradients of the layer's parameters. */
  backward(dy: Matrix): Matrix;
  /** For a layer made of layers: their records, in the order of the forward pass. */
  readonly inner?: readonly LayerRecord[];
}

/** A layer maps a batch (one example a row) to a batch, and can send a gradient back. */
export interface Layer {
  readonly name: string;
  /** All that it learns; the layers inside it included. */
  readonly parameters: readonly Parameter[];
  /** Whether as many units come out as go in, whatever their number; not known unless said. */
  readonly keepsUnits?: boolean;
  forward(x: Matrix, mode: Mode): Step;
}

/** Throws TypeError unless value is a layer; an activation alone is none. */
export function requireLayer(action: string, name: string, value: unknown): void {
  const layer = value as Layer | null;
  if (typeof layer?.forward === "function" && Array.isArray(layer.parameters)) return;
  const activation = typeof (value as { slope?: unknown } | null)?.slope === "function";
  throw new TypeError(
    `${action}: ${name} is ${display(value)}, not a layer. ` +
      (activation ? "Wrap the activation: new Activate(relu)." : "Give one, such as new Dense(…)."),
  );
}

/** Throws TypeError unless x is a Matrix with a column for each unit of the named layer. */
export function requireUnits(name: string, x: Matrix, units: number): void {
  requireMatrix(`forward, ${name}`, "the input", x);
  if (x.columns === units) return;
  throw new TypeError(
    `forward, ${name}: the input is ${x.shape} and the layer has ${units} units. ` +
      `Give an input with ${units} columns, or make the layer with ${x.columns} units.`,
  );
}

/**
 * A kind of layer, which a builder such as `mlp` makes for the units that it needs: `batchNorm`,
 * `layerNorm`, `parametricRelu`, or one of your own.
 *
 * ```ts
 * const slowNorm: LayerKind = {
 *   name: "slow batch norm",
 *   layer: (units, options) => new BatchNorm(units, { ...options, momentum: 0.01 }),
 * };
 * ```
 */
export interface LayerKind {
  readonly name: string;
  layer(units: number, options: { name: string; precision: Precision }): Layer;
}
