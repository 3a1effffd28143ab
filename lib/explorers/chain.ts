/** A chain of single units: how far the product of slopes and weights carries a gradient. */
import { type Activation, identity, leakyRelu, relu, sigmoid, tanh } from "../activations.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { Activate } from "../layers/activate.ts";
import { Dense } from "../layers/dense.ts";
import { layerSignals } from "../monitor.ts";
import { Matrix } from "../matrix.ts";
import { Network } from "../network.ts";
import { Random } from "../random.ts";
import { type Explorer, select, slider } from "./explorer.ts";

const activations: Record<string, Activation> = {
  sigmoid,
  tanh,
  ReLU: relu,
  "Leaky ReLU": leakyRelu(0.1),
  identity,
};

const controls = {
  depth: slider("depth", 1, 100, 1, 20),
  weight: slider("weight", 0.1, 8, 0.1, 1),
  activation: select("activation", Object.keys(activations)),
};

/** |∂output/∂z_l| for l = 1 … depth, in a chain h_l = φ(w·h_(l−1)) that begins with h₀ = 1. */
export function chainGradients(depth: number, weight: number, activation: Activation): number[] {
  const weights = {
    name: `constant ${weight}`,
    variance: () => 0,
    sample: () => Matrix.from([[weight]]),
  };
  const random = new Random(0); // asked for, and not used: every weight is the same
  const layers = Array.from({ length: depth }, () => [
    new Dense(1, 1, { weights, random }),
    new Activate(activation),
  ]);
  const run = new Network(layers.flat()).forward(Matrix.from([[1]]));
  run.backward(Matrix.from([[1]])); // ∂output/∂output
  return layerSignals(run).map((signal) => signal.delta);
}

/** The most that |∂output/∂z_l| can be: n = depth − l + 1 slopes at their best, n − 1 weights. */
export function chainBound(depth: number, weight: number, activation: Activation): number[] {
  const steepest = activation === sigmoid ? 0.25 : 1;
  return Array.from({ length: depth }, (_, index) => {
    const n = depth - index;
    return steepest ** n * weight ** (n - 1);
  });
}

/** Three significant digits: `0.25`, `9.09e-13`, `1.76e13`. */
function inWords(value: number): string {
  if (value === 0) return "exactly 0: too small for float64";
  if (value >= 1e-3 && value < 1e6) return String(Number(value.toPrecision(3)));
  return value.toExponential(2).replace("e+", "e");
}

const chain: Explorer<typeof controls> = {
  title: "One path, as deep as you like",
  sentence: "Each layer multiplies the gradient by one slope and one weight. " +
    "Make the chain deeper, then look for a weight that saves the first layer.",
  controls,
  figure({ depth, weight, activation: name }) {
    const activation = activations[name];
    const gradients = chainGradients(depth, weight, activation);
    const bound = chainBound(depth, weight, activation);
    const bounded = `bound ${activation === sigmoid ? "0.25ⁿ" : "1ⁿ"}·wⁿ⁻¹`;
    const figure = lines({
      title: `At layer 1 the gradient is ${inWords(gradients[0])}`,
      x: "layer l",
      y: logarithmic("|∂output/∂zₗ|"),
      measured: { [`${name}, weight ${weight}`]: gradients },
      theory: { [bounded]: bound },
    });
    return {
      ...figure,
      alt: `${depth} ${depth === 1 ? "layer" : "layers"} of ${name} with weight ${weight}: ` +
        `|∂output/∂z₁| is ${inWords(gradients[0])}, and at most ${inWords(bound[0])}.`,
    };
  },
};

export default chain;
