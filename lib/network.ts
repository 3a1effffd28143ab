import { display, requireObject, requireValue, wholeNumber } from "./errors.ts";
import type { Initializer } from "./initializers.ts";
import { Dense } from "./layers/dense.ts";
import { hiddenKeys, hiddenLayers, type HiddenOptions, requireHidden } from "./layers/hidden.ts";
import {
  type Layer,
  type LayerRecord,
  type Mode,
  type Parameter,
  type Step,
  training,
} from "./layers/layer.ts";
import { Sequential } from "./layers/sequential.ts";
import { type Matrix, requireMatrix } from "./matrix.ts";
import { Random } from "./random.ts";
import { requireKeys } from "./require_keys.ts";

export type { LayerRecord };

/**
 * Everything one pass through a network recorded. Monitors and figures only ever read it, and
 * no later pass changes it.
 */
export class Run {
  readonly input: Matrix;
  readonly output: Matrix;
  /** A record a layer, from the first to the last; the layers inside a layer stand before it. */
  readonly records: readonly LayerRecord[];
  #step: Step;
  #inputGradient: Matrix | null = null;

  constructor(input: Matrix, step: Step) {
    this.input = input;
    this.output = step.output;
    this.records = step.inner ?? [];
    this.#step = step;
  }

  /** ∂L/∂input of the network; null until `backward`. */
  get inputGradient(): Matrix | null {
    return this.#inputGradient;
  }

  /**
   * The backward pass: from ∂L/∂output of the network through every layer to its input. Sets the
   * parameters' gradients; calling it again with the same gradient changes nothing.
   */
  backward(gradient: Matrix): void {
    requireMatrix("backward", "the gradient", gradient);
    if (gradient.shape !== this.output.shape) {
      throw new TypeError(
        `backward: the gradient is ${gradient.shape} and the network's output is ${this.output.shape}. ` +
          `Give ∂L/∂output in the shape of the output, as meanSquaredError(run.output, y).gradient is.`,
      );
    }
    this.#inputGradient = this.#step.backward(gradient);
  }
}

/**
 * A stack of layers.
 *
 * ```ts
 * const network = new Network([
 *   new Dense(2, 3, { weights: xavierNormal, random: new Random(1) }),
 *   new Activate(tanh),
 * ]);
 * const run = network.forward(Matrix.from([[0.5, -1]]));
 * run.output.shape; // "1×3"
 * ```
 */
export class Network {
  readonly layers: readonly Layer[];
  #stack: Sequential;

  /** Throws RangeError or TypeError for what is no stack of layers, as `Sequential` does. */
  constructor(layers: readonly Layer[]) {
    this.layers = layers;
    this.#stack = new Sequential(layers, "Network");
  }

  get parameters(): readonly Parameter[] {
    return this.#stack.parameters;
  }

  /** The weight matrices as they are now, first layer first. A step of training makes new ones. */
  get weights(): readonly Matrix[] {
    return this.parameters.filter(({ name }) => name === "weights").map(({ value }) => value);
  }

  /**
   * A pass, to learn from (unless `evaluation` is asked for). Throws TypeError, naming the layer,
   * where shapes do not fit.
   */
  forward(x: Matrix, mode: Mode = training()): Run {
    requireMatrix("forward", "the input", x);
    if (x.rows === 0) throw new RangeError("forward: the batch is empty; give at least 1 example.");
    if (typeof mode?.training !== "boolean") {
      throw new TypeError(
        `forward: the mode is ${display(mode)}; give training(step) or evaluation.`,
      );
    }
    return new Run(x, this.#stack.forward(x, mode));
  }
}

export interface MlpOptions extends HiddenOptions {
  /** Columns of the data. */
  inputs: number;
  /** Units of each hidden layer. */
  width: number;
  /** How many hidden layers. */
  depth: number;
  outputs: number;
  /** How large the random weights begin. */
  weights: Initializer;
}

/**
 * The multi-layer perceptron: `depth` times (Dense, normalisation if asked for, activation, dropout if
 * asked for), then a linear Dense. Layer number l draws its weights from stream l of the seed, so that
 * a deeper network begins with the same layers. What only `residualMlp` reads may stand in the options too.
 *
 * ```ts
 * const network = mlp({
 *   inputs: 2, width: 64, depth: 20, outputs: 1,
 *   activation: sigmoid, weights: xavierNormal, seed: 7,
 * });
 * ```
 */
export function mlp(options: MlpOptions): Network {
  requireObject("mlp", options, "{ inputs: 2, width: 64, depth: 20, … }");
  const { inputs, width, depth, outputs, weights, seed, precision } = options;
  const own = { inputs, width, depth, outputs, weights };
  requireKeys("mlp", options, { ...own, ...hiddenKeys }, ["blocks", "layersPerBlock", "scale"]);
  wholeNumber("mlp", "inputs", inputs, 1, 100_000);
  wholeNumber("mlp", "width", width, 1, 10_000);
  wholeNumber("mlp", "depth", depth, 1, 10_000);
  wholeNumber("mlp", "outputs", outputs, 1, 100_000);
  requireHidden("mlp", options);
  requireValue("mlp", "weights", weights, ["sample"], "xavierNormal");
  const count = inputs * width + (depth - 1) * width * width + width * outputs;
  if (count > 2 ** 27) {
    throw new RangeError(
      `mlp: width ${width} and depth ${depth} make ${count} weights; the most is ${2 ** 27}. ` +
        "Make it narrower or shallower.",
    );
  }
  const layers: Layer[] = [];
  for (let l = 1; l <= depth + 1; l++) {
    const from = l === 1 ? inputs : width, to = l > depth ? outputs : width;
    const random = new Random(seed, l), name = `layer ${l} of ${depth + 1} (dense ${from}→${to})`;
    layers.push(new Dense(from, to, { weights, random, name, precision }));
    if (l <= depth) layers.push(...hiddenLayers(l, width, options));
  }
  return new Network(layers);
}
