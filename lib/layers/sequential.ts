import { display } from "../errors.ts";
import type { Matrix } from "../matrix.ts";
import type { Layer, LayerRecord, Mode, Parameter, Step } from "./layer.ts";
import { requireStack } from "./stack.ts";

/**
 * Layers one after another, y = fₙ(…f₂(f₁(x))). The chain rule in code: the way back calls the
 * same layers in reverse, each turning ∂L/∂output into ∂L/∂input for the one before.
 *
 * ```ts
 * const branch = new Sequential([new Activate(tanh), new Activate(sigmoid)]);
 * branch.forward(Matrix.from([[0]]), evaluation).output.at(0, 0); // σ(tanh 0) = 0.5
 * ```
 */
export class Sequential implements Layer {
  readonly name: string;
  readonly layers: readonly Layer[];

  /**
   * Throws RangeError without layers, TypeError for what is no layer, for layers that do not fit and
   * for one with parameters that stands at two places.
   */
  constructor(layers: readonly Layer[], name = "sequential") {
    if (!Array.isArray(layers)) {
      throw new TypeError(`${name}: the layers are ${display(layers)}; give an array of them.`);
    }
    if (layers.length === 0) {
      throw new RangeError(`${name}: there are no layers; give at least one.`);
    }
    requireStack(name, layers);
    this.layers = layers;
    this.name = name;
  }

  get parameters(): readonly Parameter[] {
    return this.layers.flatMap((layer) => layer.parameters);
  }

  forward(x: Matrix, mode: Mode): Step {
    const passes: { step: Step; record: LayerRecord }[] = [];
    let signal = x;
    for (const layer of this.layers) {
      const step = layer.forward(signal, mode);
      const { output } = step;
      passes.push({ step, record: { layer, input: signal, output, delta: null, gradients: [] } });
      signal = output;
    }
    return {
      output: signal,
      inner: passes.flatMap(({ step, record }) => [...step.inner ?? [], record]),
      backward(dy) {
        let delta = dy;
        for (const { step, record } of passes.toReversed()) {
          record.delta = delta;
          delta = step.backward(delta);
          record.gradients = record.layer.parameters.map(({ gradient }) => gradient!);
        }
        return delta;
      },
    };
  }
}
