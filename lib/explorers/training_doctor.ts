/** Sick networks and remedies: a small network trains in the page, beside what it was before. */
import { type Activation, gelu, relu, sigmoid, tanh } from "../activations.ts";
import { twoMoons } from "../datasets/points.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { formatNumber } from "../format.ts";
import { heNormal, type Initializer, scaledNormal, xavierNormal } from "../initializers.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { training } from "../layers/layer.ts";
import { accuracy, binaryCrossEntropy } from "../losses.ts";
import { layerSignals } from "../monitor.ts";
import { mlp, type Network } from "../network.ts";
import { type Optimizer, sgd } from "../optimizers.ts";
import { residualMlp } from "../residual_mlp.ts";
import { checkbox, type Explorer, logSlider, select, type Values } from "./explorer.ts";
import { stacked } from "./parts/stacked.ts";

/** How a network is made and trained. */
interface Recipe {
  readonly depth: number;
  readonly activation: Activation;
  readonly weights: Initializer;
  readonly rate: number;
  readonly normalised?: boolean;
  readonly skips?: boolean;
}

const patients: Record<string, Recipe> = {
  "10 layers of sigmoid": { depth: 10, activation: sigmoid, weights: xavierNormal, rate: 0.5 },
  "20 layers of ReLU, Xavier": { depth: 20, activation: relu, weights: xavierNormal, rate: 0.03 },
  "10 layers of tanh, σ_w = 10": {
    depth: 10,
    activation: tanh,
    weights: scaledNormal(10),
    rate: 0.1,
  },
  "6 layers of ReLU, rate 10": { depth: 6, activation: relu, weights: heNormal, rate: 10 },
};

const AS_IT_IS = "as it is";
const activations: Record<string, Activation> = { sigmoid, tanh, ReLU: relu, GELU: gelu };
const initializers: Record<string, Initializer> = {
  Xavier: xavierNormal,
  He: heNormal,
  "σ_w = 1": scaledNormal(1),
};

const controls = {
  patient: select("sick network", Object.keys(patients)),
  activation: select("activation", [AS_IT_IS, ...Object.keys(activations)]),
  weights: select("weights", [AS_IT_IS, ...Object.keys(initializers)]),
  rate: logSlider("learning rate ×", 0.01, 100, 1),
  normalised: checkbox("batch norm"),
  skips: checkbox("skip connections"),
};

/** The recipe of the chosen network, with the remedies that are chosen. */
export function treated(values: Values<typeof controls>): Recipe {
  const recipe = patients[values.patient];
  return {
    depth: recipe.depth,
    activation: activations[values.activation] ?? recipe.activation,
    weights: initializers[values.weights] ?? recipe.weights,
    rate: recipe.rate * values.rate,
    normalised: values.normalised,
    skips: values.skips,
  };
}

const WIDTH = 12, SEED = 1, STEPS = 300, STEPS_A_TURN = 3;
const { x, labels } = twoMoons({ count: 64, noise: 0.1, seed: SEED });

function networkOf({ depth, activation, weights, normalised, skips }: Recipe): Network {
  const options = { inputs: 2, width: WIDTH, outputs: 1, activation, weights, seed: SEED };
  const normalisation = normalised ? batchNorm : undefined;
  if (!skips) return mlp({ ...options, depth, normalisation });
  // The first dense layer counts too, so that both have as many.
  return residualMlp({
    ...options,
    blocks: depth - 1,
    scale: 1 / Math.sqrt(depth - 1),
    normalisation,
  });
}

/** A network in training: the loss before each step; δ by layer and accuracy at the last finite one. */
export interface Case {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly losses: number[];
  delta: number[];
  accuracy: number;
}

export function admit(recipe: Recipe): Case {
  const optimizer = sgd({ rate: recipe.rate });
  const one = { network: networkOf(recipe), optimizer, losses: [], delta: [], accuracy: 0 };
  step(one);
  return one;
}

/** Forward, loss, backward, step; nothing any more once the loss is not finite. */
export function step(one: Case): void {
  const { network, optimizer, losses } = one;
  if (losses.length > 0 && !Number.isFinite(losses[losses.length - 1])) return;
  const run = network.forward(x, training(losses.length));
  const { loss, gradient } = binaryCrossEntropy(run.output, labels);
  losses.push(loss);
  if (!Number.isFinite(loss)) return;
  run.backward(gradient);
  one.delta = layerSignals(run).map(({ delta }) => delta);
  one.accuracy = accuracy(run.output, labels);
  optimizer.step(network.parameters);
}

/** The two that train side by side; the sick one alone while no remedy is chosen. */
export interface Ward {
  readonly sick: Case;
  readonly cured: Case | null;
}

const BEFORE = "as it is", AFTER = "with the remedies";

const trainingDoctor: Explorer<typeof controls, Ward> = {
  title: "A ward of sick networks",
  sentence:
    "Each learns to tell two moons apart: 64 points, plain gradient descent. Run it, look at " +
    "δ by layer, choose a remedy, and run it again.",
  controls,
  animation: {
    begin(values) {
      const { rate, normalised, skips, ...chosen } = values;
      const none = rate === 1 && !normalised && !skips && chosen.activation === AS_IT_IS &&
        chosen.weights === AS_IT_IS;
      return {
        sick: admit(patients[chosen.patient]),
        cured: none ? null : admit(treated(values)),
      };
    },
    advance(ward) {
      for (let n = 0; n < STEPS_A_TURN; n++) {
        for (const one of [ward.sick, ward.cured]) if (one !== null) step(one);
      }
      return ward;
    },
    ended({ sick, cured }) {
      return [sick, cured].every((one) =>
        one === null || one.losses.length > STEPS || !Number.isFinite(one.losses.at(-1))
      );
    },
  },
  figure({ patient }, { sick, cured }) {
    const cases = { [BEFORE]: sick, ...(cured === null ? {} : { [AFTER]: cured }) };
    const each = <T>(of: (one: Case) => T): Record<string, T> =>
      Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, of(one)]));
    const upper = lines({
      title: `${patient}${cured === null ? "" : ", treated"}: ${lossInWords(cured ?? sick)}`,
      x: "step",
      y: logarithmic("loss"),
      measured: each(({ losses }) => losses),
      at: Array.from(
        { length: Math.max(sick.losses.length, cured?.losses.length ?? 0) },
        (_, n) => n,
      ),
    });
    const lower = lines({
      title: "",
      x: "layer",
      y: logarithmic("rms of δ"),
      measured: each(({ delta }) => delta),
    });
    const words = Object.entries(cases).map(([name, one]) => `${name}, ${inWords(one)}`).join("; ");
    return { ...stacked(upper, lower), alt: `${patient}: ${words}.` };
  },
};

function inWords(one: Case): string {
  const { losses, delta, accuracy } = one, hidden = delta.length - 2;
  if (!Number.isFinite(losses.at(-1))) return lossInWords(one);
  return `${lossInWords(one)} and ${formatNumber(100 * accuracy, 3)} % of the points are right; ` +
    (delta[hidden] === 0
      ? "δ of the hidden layers is 0"
      : `from the last hidden layer back to the first, δ is multiplied by ` +
        formatNumber(delta[0] / delta[hidden], 3));
}

function lossInWords({ losses }: Case): string {
  const steps = losses.length - 1, loss = losses[steps];
  return `after ${steps} ${steps === 1 ? "step" : "steps"} the loss is ` +
    (Number.isFinite(loss) ? formatNumber(loss, 3) : "not finite any more");
}

export default trainingDoctor;
