import type { Activation } from "./activations.ts";
import { wholeNumber } from "./errors.ts";
import type { Initializer } from "./initializers.ts";
import { Activate } from "./layers/activate.ts";
import { Dense } from "./layers/dense.ts";
import type { Layer, Parameter, Step } from "./layers/layer.ts";
import { float64, type Matrix, type Precision, requireMatrix } from "./matrix.ts";
import { Random } from "./random.ts";

/** What one pass left behind at one layer. */
export interface LayerRecord {
  readonly layer: Layer;
  /** What came out, batch×units. */
  readonly output: Matrix;
  /** ∂L/∂output in the same shape; null until `run.backward`. */
  readonly delta: Matrix | null;
  /** ∂L/∂parameter, in the order of `layer.parameters`; empty until `run.backward`. */
  readonly gradients: readonly Matrix[];
}

/**
 * Everything one pass through a network recorded. Monitors and figures only ever read it, and
 * no later pass changes it.
 */
export class Run {
  readonly input: Matrix;
  readonly output: Matrix;
  #steps: readonly { layer: Layer; step: Step }[];
  #records: LayerRecord[];
  #inputGradient: Matrix | null = null;

  constructor(input: Matrix, steps: readonly { layer: Layer; step: Step }[]) {
    this.input = input;
    this.#steps = steps;
    this.#records = steps.map(({ layer, step }) => ({
      layer,
      output: step.output,
      delta: null,
      gradients: [],
    }));
    this.output = steps[steps.length - 1].step.output;
  }

  /** A record a layer, from the first to the last. */
  get records(): readonly LayerRecord[] {
    return this.#records;
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
    let delta = gradient;
    const records: LayerRecord[] = [];
    for (const { layer, step } of this.#steps.toReversed()) {
      const input = step.backward(delta);
      const gradients = layer.parameters.map((parameter) => parameter.gradient!);
      records.unshift({ layer, output: step.output, delta, gradients });
      delta = input;
    }
    this.#records = records;
    this.#inputGradient = delta;
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

  constructor(layers: readonly Layer[]) {
    if (layers.length === 0) throw new RangeError("Network: there are no layers; give at least 1.");
    this.layers = layers;
  }

  get parameters(): readonly Parameter[] {
    return this.layers.flatMap((layer) => layer.parameters);
  }

  /** The weight matrices as they are now, first layer first. A step of training makes new ones. */
  get weights(): readonly Matrix[] {
    return this.parameters.filter(({ name }) => name === "weights").map(({ value }) => value);
  }

  /** Throws TypeError, naming the layer, where shapes do not fit. */
  forward(x: Matrix): Run {
    requireMatrix("forward", "the input", x);
    if (x.rows === 0) throw new RangeError("forward: the batch is empty; give at least 1 example.");
    const steps: { layer: Layer; step: Step }[] = [];
    let signal = x;
    for (const layer of this.layers) {
      const step = layer.forward(signal);
      steps.push({ layer, step });
      signal = step.output;
    }
    return new Run(x, steps);
  }
}

export interface MlpOptions {
  /** Columns of the data. */
  inputs: number;
  /** Units of each hidden layer. */
  width: number;
  /** How many hidden layers. */
  depth: number;
  outputs: number;
  /** After each hidden layer; the last layer is linear. */
  activation: Activation;
  /** How large the random weights begin. */
  weights: Initializer;
  /** The same seed gives the same weights. */
  seed: number;
  precision?: Precision;
}

/**
 * The multi-layer perceptron: `depth` times (Dense, activation), then a linear Dense. Layer number l
 * draws its weights from stream l of the seed, so that a deeper network begins with the same layers.
 *
 * ```ts
 * const network = mlp({
 *   inputs: 2, width: 64, depth: 20, outputs: 1,
 *   activation: sigmoid, weights: xavierNormal, seed: 7,
 * });
 * ```
 */
export function mlp(options: MlpOptions): Network {
  const { inputs, width, depth, outputs, activation, weights, seed, precision = float64 } = options;
  wholeNumber("mlp", "inputs", inputs, 1, 100_000);
  wholeNumber("mlp", "width", width, 1, 10_000);
  wholeNumber("mlp", "depth", depth, 1, 10_000);
  wholeNumber("mlp", "outputs", outputs, 1, 100_000);
  requireRow("mlp", "activation", activation, "f", "sigmoid");
  requireRow("mlp", "weights", weights, "sample", "xavierNormal");
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
    if (l <= depth) layers.push(new Activate(activation, `layer ${l}'s ${activation.name}`));
  }
  return new Network(layers);
}

/** Options are values: catches `activation: "relu"`, which JavaScript would let through. */
function requireRow(action: string, name: string, value: unknown, member: string, example: string) {
  if (typeof value === "object" && value !== null && member in value) return;
  const given = typeof value === "string" ? `the text "${value}"` : String(value);
  throw new TypeError(
    `${action}: ${name} is ${given}; give a value such as ${example}, without quotes.`,
  );
}
