/**
 * Backpropagation against dual numbers, parameter by parameter, with no absolute tolerance: a gradient
 * of 1e-250 must have as many right digits as one of 1.
 *
 * Along a direction v the gradient g promises the slope g·v; dual numbers find the slope without g. Two
 * kinds of directions: one in which every entry of g counts with its own sign, so that nothing cancels
 * in g·v, and one drawn at random. The error is relative to the terms that make up the slope, at the
 * parameter (Σ|gᵢ·vᵢ|) or at the output (Σ|∂L/∂yᵢ·dyᵢ|, where the examples of a batch may cancel).
 *
 * Every layer is compared by itself, from its input to its output, at every depth. And all are compared
 * end to end, from each parameter to the output of the whole network.
 */
import { assert } from "@std/assert";
import { gelu, sigmoid, tanh } from "../../lib/activations.ts";
import { scaledNormal } from "../../lib/initializers.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { Dropout } from "../../lib/layers/dropout.ts";
import {
  evaluation,
  type Layer,
  type Mode,
  type Parameter,
  training,
} from "../../lib/layers/layer.ts";
import { LayerNorm } from "../../lib/layers/layer_norm.ts";
import { ParametricRelu } from "../../lib/layers/parametric_relu.ts";
import { type LearnedScale, learnedScale, Residual } from "../../lib/layers/residual.ts";
import { Sequential } from "../../lib/layers/sequential.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Network, type Run } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";
import { activations } from "./dual_activations.ts";
import { losses } from "./dual_losses.ts";
import { lift, pushForward } from "./dual_network.ts";

const TOLERANCE = 1e-12;
/** End to end: each layer's rounding counts more where gradient and push meet at a right angle. */
const endToEnd = (depth: number) => depth <= 100 ? 1e-12 : 1e-11;
const DEPTHS = [1, 10, 50, 100, 300];
const WIDTH = 4, INPUTS = 3, OUTPUTS = 3, ROWS = 8;

/** The layers that are stacked: what one block of a deep network is made of. */
type Block = (from: number, random: Random) => Layer[];

const dense = (from: number, to: number, random: Random, deviation = 1) =>
  new Dense(from, to, { weights: scaledNormal(deviation), random });

const blocks: Record<string, Block> = {
  ...Object.fromEntries(
    activations.map(([activation]): [string, Block] => [
      activation.name,
      (from, random) => [dense(from, WIDTH, random, 1.2), new Activate(activation)],
    ]),
  ),
  "sigmoid from small weights": (
    from,
    random,
  ) => [dense(from, WIDTH, random, 0.65), new Activate(sigmoid)],
  PReLU: (from, random) => [dense(from, WIDTH, random, 1.2), new ParametricRelu()],
  "PReLU by unit": (
    from,
    random,
  ) => [dense(from, WIDTH, random, 1.2), new ParametricRelu({ units: WIDTH })],
  "batch norm": (
    from,
    random,
  ) => [dense(from, WIDTH, random), new BatchNorm(WIDTH), new Activate(tanh)],
  "layer norm": (
    from,
    random,
  ) => [dense(from, WIDTH, random), new LayerNorm(WIDTH), new Activate(gelu)],
  "residual, α fixed": (from, random) => [residual(from, random, 0.3)],
  "residual, α learned": (from, random) => [residual(from, random, learnedScale(-0.2))],
  dropout: (from, random) => [
    dense(from, WIDTH, random),
    new Activate(tanh),
    new Dropout(0.1, { seed: random.below(1000) }),
  ],
};

/** Two dense layers beside the skip connection, which is a third where the width changes. */
function residual(from: number, random: Random, scale: number | LearnedScale): Residual {
  const branch = new Sequential([
    dense(from, WIDTH, random),
    new Activate(tanh),
    dense(WIDTH, WIDTH, random),
  ]);
  return from === WIDTH
    ? new Residual(branch, { scale })
    : new Residual(branch, { scale, projection: dense(from, WIDTH, random) });
}

const figures = { slopes: 0, layer: 0, whole: 0, smallest: Infinity };

for (const depth of DEPTHS) {
  for (const [name, block] of Object.entries(blocks)) {
    test(name, depth, block, training());
    if (name === "batch norm") test(name, depth, block, evaluation);
  }
}

function test(name: string, depth: number, block: Block, mode: Mode) {
  const how = mode.training ? "" : " (evaluation)";
  Deno.test(`dual numbers: ${name}${how}, ${depth} deep`, () => {
    const random = new Random(7);
    const network = unsettle(stack(depth, block), random);
    const run = network.forward(Matrix.generate(ROWS, INPUTS, () => random.normal()), mode);
    const target = Matrix.generate(ROWS, OUTPUTS, () => random.normal());
    const delta = meanSquaredError(run.output, target).gradient;
    run.backward(delta);
    const silent = mode.training ? silentBiases(run) : new Set<Parameter>();
    const learned = (layers: readonly Layer[]) =>
      layers.flatMap(({ parameters }) => parameters).filter((one) => !silent.has(one));

    const records = new Map(run.records.map((record) => [record.layer, record]));
    network.layers.forEach((layer, l) => {
      const before = records.get(network.layers[l - 1]);
      const way: Way = {
        layers: [layer],
        x: before?.output ?? run.input,
        inputGradient: before?.delta ?? run.inputGradient!,
        delta: records.get(layer)!.delta!,
      };
      const error = compare(way, learned([layer]), run, mode, random);
      assert(error <= TOLERANCE, `${layer.name}, number ${l + 1}: relative error ${error}`);
      figures.layer = Math.max(figures.layer, error);
    });

    const all = learned(network.layers);
    const some = all.filter((_, i) => i % Math.ceil(all.length / 100) === 0);
    const whole: Way = {
      layers: network.layers,
      x: run.input,
      inputGradient: run.inputGradient!,
      delta,
    };
    const error = compare(whole, some, run, mode, random);
    assert(error <= endToEnd(depth), `end to end: relative error ${error}`);
    figures.whole = Math.max(figures.whole, error);
  });
}

for (const [name, draw] of Object.entries(losses)) {
  Deno.test(`dual numbers: the gradient of ${name}`, () => {
    const random = new Random(8);
    for (const size of [1e-3, 1, 10, 100]) {
      const output = Matrix.generate(ROWS, OUTPUTS, () => size * random.normal());
      const loss = draw(ROWS, OUTPUTS, random), { gradient, loss: value } = loss.of(output);
      output.data.forEach((_, i) => { // every entry by itself
        const one = output.map((_, j) => j === i ? 1 : 0), found = loss.dual(lift(output, one));
        assert(Math.abs(found.value - value) <= TOLERANCE * value, `${value}, not ${found.value}`);
        const error = Math.abs(found.tangent - gradient.data[i]) / Math.abs(found.tangent);
        assert(error <= TOLERANCE, `${gradient.data[i]}, by dual numbers ${found.tangent}`);
      });
    }
  });
}

Deno.test("the figures of this proof", () => {
  const say = (x: number) => x.toExponential(1);
  console.log(
    `${figures.slopes} slopes compared, at gradients down to ${say(figures.smallest)}; ` +
      `worst relative error ${say(figures.layer)} a layer, ${say(figures.whole)} end to end`,
  );
  assert(figures.smallest < 1e-250, "none of these gradients is below 1e-250");
});

/** The block `depth` times, then a dense layer to the outputs. */
function stack(depth: number, block: Block): Network {
  const layers: Layer[] = [];
  for (let l = 1; l <= depth; l++) {
    layers.push(...block(l === 1 ? INPUTS : WIDTH, new Random(11, l)));
  }
  return new Network([...layers, dense(WIDTH, OUTPUTS, new Random(12))]);
}

/** Moves every number that has a special first value away from it. */
function unsettle(network: Network, random: Random): Network {
  for (const parameter of network.parameters) {
    if (parameter.name === "weights") continue;
    parameter.value = parameter.value.map((value) => value + 0.3 * random.normal());
  }
  return network;
}

/** Some layers one after another: what went in and out, and the gradients that came back. */
interface Way {
  readonly layers: readonly Layer[];
  readonly x: Matrix;
  readonly inputGradient: Matrix;
  readonly delta: Matrix;
}

/** The worst relative error of g·v, over the input and the given parameters. */
function compare(
  { layers, x, inputGradient, delta }: Way,
  parameters: readonly Parameter[],
  run: Run,
  mode: Mode,
  random: Random,
): number {
  const sites = [
    { parameter: null, gradient: inputGradient },
    ...parameters.map((parameter) => ({ parameter, gradient: parameter.gradient! })),
  ];
  let worst = 0;
  for (const { parameter, gradient } of sites) {
    const uphill = gradient.map((g) => (g < 0 ? -1 : 1) * random.uniform(0.5, 1.5));
    const anyway = gradient.map(() => random.normal());
    for (const direction of [uphill, anyway]) {
      const output = pushForward(layers, x, { parameter, direction }, run, mode);
      const moved = Matrix.from(output.map((row) => row.map(({ tangent }) => tangent)));
      const promised = dot(gradient, direction), found = dot(delta, moved);
      const size = Math.max(dotOfSizes(gradient, direction), dotOfSizes(delta, moved));
      worst = Math.max(worst, found === promised ? 0 : Math.abs(found - promised) / size);
      figures.slopes++;
    }
    const largest = Math.max(...gradient.data.map(Math.abs));
    if (largest > 0) figures.smallest = Math.min(figures.smallest, largest);
  }
  return worst;
}

/**
 * Batch norm takes out what a bias before it adds, so such a bias has gradient 0 and no relative error.
 * What rounding leaves of it must be nothing beside the sum of |δ|.
 */
function silentBiases(run: Run): Set<Parameter> {
  const biases = new Set<Parameter>();
  run.records.forEach(({ layer, delta }, i) => {
    if (!(layer instanceof Dense && run.records[i + 1]?.layer instanceof BatchNorm)) return;
    const size = dot(delta!, delta!.map(Math.sign)); // Σ|δ|
    for (const left of layer.bias.gradient!.data) {
      assert(Math.abs(left) <= 1e-12 * size, `a bias before batch norm has gradient ${left}`);
    }
    biases.add(layer.bias);
  });
  return biases;
}

function dot(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += a.data[i] * b.data[i];
  return sum;
}

/** Σ|aᵢ·bᵢ|. */
const dotOfSizes = (a: Matrix, b: Matrix) => dot(a.map(Math.abs), b.map(Math.abs));
