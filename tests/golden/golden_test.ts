/**
 * Our numbers beside PyTorch's, from golden.json (make_golden.py says how it was made). They must agree
 * to 1e-12: each entry relative to the largest of its tensor, since sums of terms that cancel leave
 * no more in either of us; and the last bits of exp and tanh are nobody's law.
 */
import { assert, assertEquals } from "@std/assert";
import {
  type Activation,
  elu,
  gelu,
  geluTanh,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../../lib/activations.ts";
import { clipNorm, clipValue } from "../../lib/clipping.ts";
import { scaledNormal } from "../../lib/initializers.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { Dropout } from "../../lib/layers/dropout.ts";
import { evaluation, type Layer, type Parameter, training } from "../../lib/layers/layer.ts";
import { LayerNorm } from "../../lib/layers/layer_norm.ts";
import { ParametricRelu } from "../../lib/layers/parametric_relu.ts";
import { learnedScale, Residual } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import {
  binaryCrossEntropy,
  type LossAndGradient,
  meanSquaredError,
  softmaxCrossEntropy,
} from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Network } from "../../lib/network.ts";
import { adam, adamW, type Optimizer, rmsProp, sgd } from "../../lib/optimizers.ts";
import { Random } from "../../lib/random.ts";
import golden from "./golden.json" with { type: "json" };

const TOLERANCE = 1e-12;

type Rows = number[][];

/** A layer in golden.json; which numbers it has depends on its kind. */
interface Spec {
  kind: string;
  name: string;
  weights: Rows;
  bias: number[];
  gamma: number[];
  beta: number[];
  runningMean: number[];
  runningVariance: number[];
  meanAfter: number[];
  varianceAfter: number[];
  slope: number[];
  branch: Spec[];
  scale: number[];
  learnsScale: boolean;
  projection: Spec | null;
  rate: number;
}

const activations: Record<string, Activation> = {
  identity,
  sigmoid,
  tanh,
  relu,
  leakyRelu: leakyRelu(0.1),
  elu: elu(0.7),
  selu,
  gelu,
  geluTanh,
  silu,
  softplus,
  hardSigmoid,
};

const row = (numbers: readonly number[]) => Matrix.from([numbers]);
const random = new Random(1); // for first weights, which are replaced at once

const makers: Record<string, (spec: Spec) => Layer> = {
  dense({ weights, bias }) {
    const layer = new Dense(weights.length, bias.length, { weights: scaledNormal(1), random });
    layer.weights.value = Matrix.from(weights);
    layer.bias.value = row(bias);
    return layer;
  },
  activation: ({ name }) => new Activate(activations[name]),
  parametricRelu: ({ slope }) => new ParametricRelu({ start: slope[0] }),
  batchNorm({ gamma, beta, runningMean, runningVariance }) {
    const { epsilon, momentum } = golden;
    const layer = new BatchNorm(gamma.length, { epsilon, momentum });
    layer.gamma.value = row(gamma);
    layer.beta.value = row(beta);
    layer.runningMean = row(runningMean);
    layer.runningVariance = row(runningVariance);
    return layer;
  },
  layerNorm({ gamma, beta }) {
    const layer = new LayerNorm(gamma.length, { epsilon: golden.epsilon });
    layer.gamma.value = row(gamma);
    layer.beta.value = row(beta);
    return layer;
  },
  residual({ branch, scale: [scale], learnsScale, projection }) {
    return new Residual(new Sequential(branch.map(make)), {
      scale: learnsScale ? learnedScale(scale) : scale,
      ...projection && { projection: make(projection) },
    });
  },
  dropout: ({ rate }) => new Dropout(rate, { seed: 1 }),
};

function make(spec: Spec): Layer {
  return makers[spec.kind](spec);
}

function lossOf(name: string, output: Matrix, target: number[] | Rows): LossAndGradient {
  if (name === "softmaxCrossEntropy") return softmaxCrossEntropy(output, target as number[]);
  const loss = name === "meanSquaredError" ? meanSquaredError : binaryCrossEntropy;
  return loss(output, Matrix.from(target as Rows));
}

let worst = 0, compared = 0;

/** Fails unless every entry is within 1e-12 of the largest. */
function agree(what: string, ours: Matrix, theirs: unknown): void {
  const expected = [theirs].flat(2) as number[];
  assertEquals(ours.data.length, expected.length, what);
  const largest = Math.max(...expected.map(Math.abs));
  expected.forEach((entry, i) => {
    const error = entry === ours.data[i] ? 0 : Math.abs(ours.data[i] - entry) / largest;
    assert(
      error <= TOLERANCE,
      `${what}, entry ${i}: ${ours.data[i]}, PyTorch ${entry}; relative error ${error}`,
    );
    worst = Math.max(worst, error);
    compared++;
  });
}

for (const { name, layers, input, target, lossName, ...theirs } of golden.networks) {
  Deno.test(`as PyTorch: ${name}`, () => {
    const specs = layers as unknown as Spec[], stack = specs.map(make);
    const network = new Network(stack);
    const run = network.forward(Matrix.from(input), theirs.training ? training() : evaluation);
    agree("output", run.output, theirs.output);
    const { loss, gradient } = lossOf(lossName, run.output, target);
    agree("loss", row([loss]), theirs.loss);
    run.backward(gradient);
    agree("gradient of the input", run.inputGradient!, theirs.inputGradient);
    const { parameters } = network;
    assertEquals(parameters.length, theirs.gradients.length);
    parameters.forEach((parameter, i) => {
      if (silentBias(stack, parameter, theirs.training)) return;
      agree(`gradient ${i} (${parameter.name})`, parameter.gradient!, theirs.gradients[i]);
    });
    stack.forEach((layer, i) => {
      if (!(layer instanceof BatchNorm)) return;
      agree("running mean", layer.runningMean, specs[i].meanAfter);
      agree("running variance", layer.runningVariance, specs[i].varianceAfter);
    });
  });
}

/** The bias of a dense layer right before batch norm has gradient 0; rounding leaves 1e-17. */
function silentBias(layers: readonly Layer[], parameter: Parameter, training: boolean): boolean {
  const silent = training &&
    layers.some((layer, i) =>
      layer instanceof Dense && layer.bias === parameter && layers[i + 1] instanceof BatchNorm ||
      layer instanceof Residual && layer.branch instanceof Sequential &&
        silentBias(layer.branch.layers, parameter, training)
    );
  if (silent) assert(parameter.gradient!.data.every((entry) => Math.abs(entry) < 1e-15));
  return silent;
}

const optimizers: Record<string, () => Optimizer> = {
  sgd: () => sgd({ rate: 0.1 }),
  momentum: () => sgd({ rate: 0.05, momentum: 0.9 }),
  nesterov: () => sgd({ rate: 0.05, momentum: 0.9, nesterov: true }),
  rmsProp: () => rmsProp({ rate: 0.01, decay: 0.9, epsilon: 1e-8 }),
  adam: () => adam({ rate: 0.05, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }),
  adamW: () => adamW({ rate: 0.05, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1 }),
};

for (const { optimizer: name, clip, losses, parameters } of golden.training.runs) {
  Deno.test(`as PyTorch: 20 steps of ${name}${clip ? `, clipped by ${clip}` : ""}`, () => {
    const specs = golden.training.layers as unknown as Spec[];
    const network = new Network(specs.map(make));
    const x = Matrix.from(golden.training.input), target = Matrix.from(golden.training.target);
    const plain = optimizers[name]();
    const optimizer = clip === "norm"
      ? clipNorm(0.3, plain)
      : clip === "value"
      ? clipValue(0.05, plain)
      : plain;
    losses.forEach((expected, step) => {
      const run = network.forward(x, training(step));
      const { loss, gradient } = meanSquaredError(run.output, target);
      agree(`loss at step ${step}`, row([loss]), expected);
      run.backward(gradient);
      optimizer.step(network.parameters);
    });
    network.parameters.forEach(({ name, value }, i) => agree(name, value, parameters[i]));
  });
}

Deno.test("the figures of this comparison", () => {
  console.log(`${compared} numbers compared; worst relative error ${worst.toExponential(1)}`);
});
