/** How large the weights begin: a real random network against mean-field theory, layer by layer. */
import { type Activation, gelu, relu, selu, sigmoid, tanh } from "../activations.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { formatNumber, typesetNumber } from "../format.ts";
import { scaledNormal } from "../initializers.ts";
import { Dense } from "../layers/dense.ts";
import { Matrix } from "../matrix.ts";
import { type LayerSignals, layerSignals } from "../monitor.ts";
import { mlp } from "../network.ts";
import { Random } from "../random.ts";
import { fixedVariance, gradientFactor, type Scales, varianceMap } from "../theory/variance.ts";
import { meanSquareOutput } from "../theory/signals.ts";
import { log } from "../elementary.ts";
import { type Explorer, select, slider } from "./explorer.ts";
import { inWorkspace } from "./parts/in_workspace.ts";
import { KeptNormals } from "./parts/kept_normals.ts";

const activations: Record<string, Activation> = {
  tanh,
  ReLU: relu,
  sigmoid,
  SELU: selu,
  GELU: gelu,
};

const controls = {
  activation: select("activation", Object.keys(activations)),
  weights: slider("σ_w", 0.1, 4, 0.02, 1.5),
  biases: slider("σ_b", 0, 1, 0.05, 0),
  depth: slider("depth", 2, 50, 1, 30),
  width: select("width", ["8", "16", "32", "64"], "64"),
};

const BATCH = 8, SEED = 1;
const kept = new KeptNormals(); // of this seed

/** The signals at each layer of a random network with Var(W) = σ_w²/width and Var(b) = σ_b². */
export function measuredSignals(
  activation: Activation,
  { weights, biases = 0 }: Scales,
  depth: number,
  width: number,
): LayerSignals[] {
  const network = mlp({
    inputs: width,
    width,
    depth: depth - 1,
    outputs: width,
    activation,
    weights: kept.behind(scaledNormal(weights)),
    seed: SEED,
  });
  network.layers.filter((layer) => layer instanceof Dense).forEach(({ bias }, l) => {
    const random = new Random(SEED + 1, l);
    bias.value = Matrix.generate(1, width, () => random.normal(0, biases));
  });
  return inWorkspace((pass) => layerSignals(pass(network, BATCH, width, SEED)));
}

/** The variance of z in the first layer: the inputs have variance 1. */
function firstVariance({ weights, biases = 0 }: Scales): number {
  return weights * weights + biases * biases;
}

/** The same by theory: q ← V(q) on the way forward, δ² ← χ(q)·δ² on the way back. */
export function expectedSignals(
  activation: Activation,
  scales: Scales,
  depth: number,
  measured: readonly LayerSignals[],
): { activation: number[]; delta: number[] } {
  const q = [firstVariance(scales)];
  while (q.length < depth) q.push(varianceMap(activation, scales, q[q.length - 1]));
  const delta = [measured[depth - 1].delta]; // from there the theory takes over
  for (let l = depth - 2; l >= 0; l--) {
    delta.unshift(Math.sqrt(gradientFactor(activation, scales, q[l])) * delta[0]);
  }
  const outputs = q.map((q, l) => Math.sqrt(l < depth - 1 ? meanSquareOutput(activation, q) : q));
  return { activation: outputs, delta };
}

/** χ where deep layers of this network tend to, or NaN where the signal grows without end. */
export function deepFactor(activation: Activation, scales: Scales): number {
  const q = fixedVariance(activation, scales, firstVariance(scales));
  return q === Infinity ? NaN : gradientFactor(activation, scales, q);
}

/** What was said of deep layers: it is asked again while only depth or width change. */
const said = new Map<string, string>();

function ofDeepLayers(activation: Activation, scales: Scales): string {
  const key = `${activation.name} ${scales.weights} ${scales.biases}`;
  const words = said.get(key) ?? inWords(activation, scales);
  said.set(key, words);
  return words;
}

function inWords(activation: Activation, scales: Scales): string {
  const factor = deepFactor(activation, scales), χ = `χ tends to ${formatNumber(factor, 3)}`;
  if (Number.isNaN(factor)) return "the signal grows without end";
  if (Math.abs(factor - 1) < 0.005) {
    const early = earlyFactor(activation, scales);
    if (Math.abs(early - 1) < 0.01) return `${χ}: gradients keep their size`;
    return `${χ}: δ ${early < 1 ? "falls" : "grows"} ever more slowly`;
  }
  const change = factor < 1 ? "falls" : "grows";
  const layers = formatNumber(Math.abs(1 / log(factor)), 2);
  return `${χ}: δ² ${change} e-fold in ${layers} ${layers === "1" ? "layer" : "layers"}`;
}

/** χ of the tenth layer: at the edge of chaos it may come to 1 only as a power of depth. */
function earlyFactor(activation: Activation, scales: Scales): number {
  let q = firstVariance(scales);
  for (let l = 1; l < 10; l++) q = varianceMap(activation, scales, q);
  return gradientFactor(activation, scales, q);
}

const initialisation: Explorer<typeof controls> = {
  title: "How large shall the weights begin?",
  sentence: "A random network, measured (points) and by mean-field theory (dashed). " +
    "For each activation, look for the σ_w at which δ keeps its size; then make the network narrow.",
  controls,
  figure({ activation: name, weights, biases, depth, width }) {
    const activation = activations[name], scales = { weights, biases };
    const signals = measuredSignals(activation, scales, depth, Number(width));
    const expected = expectedSignals(activation, scales, depth, signals);
    const ratio = signals[0].delta / signals[depth - 1].delta, by = typesetNumber(ratio);
    const figure = lines({
      title: `From layer ${depth} back to layer 1, δ is multiplied by ${by}`,
      x: "layer",
      y: logarithmic("root mean square"),
      measured: {
        "δ = ∂L/∂z": signals.map(({ delta }) => delta),
        activations: signals.map(({ activation }) => activation),
      },
      theory: { "δ = ∂L/∂z": expected.delta, activations: expected.activation },
    });
    return {
      ...figure,
      alt:
        `${name}, σ_w = ${weights}, σ_b = ${biases}, ${depth} layers of ${width}: from the last ` +
        `layer back to the first, δ is multiplied by ${formatNumber(ratio, 3)}; theory says ` +
        `${
          formatNumber(expected.delta[0] / expected.delta[depth - 1], 3)
        }. The activations go from ` +
        `${formatNumber(signals[0].activation, 3)} to ${
          formatNumber(signals[depth - 1].activation, 3)
        }. By theory, in deep layers of infinite width ${ofDeepLayers(activation, scales)}.`,
    };
  },
};

export default initialisation;
