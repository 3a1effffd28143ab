import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { relu, sigmoid, tanh } from "../lib/activations.ts";
import { gradientCheck } from "../lib/check.ts";
import { heNormal, xavierNormal } from "../lib/initializers.ts";
import { Activate } from "../lib/layers/activate.ts";
import { batchNorm } from "../lib/layers/batch_norm.ts";
import { Dense } from "../lib/layers/dense.ts";
import { Dropout } from "../lib/layers/dropout.ts";
import { evaluation, type Layer, type LayerKind, training } from "../lib/layers/layer.ts";
import { layerNorm } from "../lib/layers/layer_norm.ts";
import { parametricRelu } from "../lib/layers/parametric_relu.ts";
import { learnedScale, Residual } from "../lib/layers/residual.ts";
import { Sequential } from "../lib/layers/sequential.ts";
import { meanSquaredError } from "../lib/losses.ts";
import { Matrix } from "../lib/matrix.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { layerSignals, theoryFor } from "../lib/monitor.ts";
import { mlp, type MlpOptions, Network, type Run } from "../lib/network.ts";
import { adam } from "../lib/optimizers.ts";
import { Random } from "../lib/random.ts";
import { residualMlp, type ResidualMlpOptions } from "../lib/residual_mlp.ts";
import { train } from "../lib/train.ts";
import { normalMatrix, unsettle } from "./layers/gradients.ts";

const plain: MlpOptions = {
  inputs: 3,
  width: 5,
  depth: 3,
  outputs: 2,
  activation: tanh,
  weights: xavierNormal,
  seed: 2,
};
const { depth: _, ...shared } = plain;
const skips: ResidualMlpOptions = { ...shared, blocks: 3 };
const x = normalMatrix(8, 3), y = normalMatrix(8, 2, 2);

/** A run with gradients. */
function passed(network: Network): Run {
  const run = network.forward(x);
  run.backward(meanSquaredError(run.output, y).gradient);
  return run;
}
const kinds = (layers: readonly Layer[]) => layers.map(({ constructor }) => constructor.name);

const variants: Record<string, Partial<MlpOptions & ResidualMlpOptions>> = {
  "nothing more": {},
  "batch norm": { normalisation: batchNorm },
  "layer norm": { normalisation: layerNorm },
  "dropout": { dropout: 0.3 },
  "PReLU": { activation: parametricRelu },
  "all of it": { normalisation: batchNorm, dropout: 0.2, activation: parametricRelu },
  "α": { scale: 0.4 },
  "α learned, with layer norm": { scale: learnedScale(0.5), normalisation: layerNorm },
  "three layers in a block": { layersPerBlock: 3, normalisation: batchNorm },
};
for (const [what, change] of Object.entries(variants)) {
  Deno.test(`gradients of both builders are right: ${what}`, () => {
    for (const seed of [1, 2, 3]) {
      for (
        const network of [
          new Network(mlp({ ...plain, ...change, seed }).layers.map((l) => unsettle(l, seed))),
          new Network(residualMlp({ ...skips, ...change, seed }).layers.map((l) => unsettle(l))),
        ]
      ) {
        const error = gradientCheck(network, x, y, meanSquaredError);
        assert(error < 1e-7, `${error}`);
      }
    }
  });
}

Deno.test("mlp draws as it always did: layer l from stream l, with or without what is new", () => {
  const layers = [1, 2, 3, 4].flatMap((l) => {
    const from = l === 1 ? 3 : 5, to = l === 4 ? 2 : 5;
    const dense = new Dense(from, to, { weights: xavierNormal, random: new Random(2, l) });
    return l < 4 ? [dense, new Activate(tanh)] : [dense];
  });
  const byHand = new Network(layers);
  assertEquals(mlp(plain).forward(x).output, byHand.forward(x).output);
  const full = mlp({
    ...plain,
    normalisation: batchNorm,
    dropout: 0.5,
    activation: parametricRelu,
  });
  assertEquals(full.weights, byHand.weights);
});

Deno.test("the order of an mlp: dense, normalisation, activation, dropout, and a linear end", () => {
  const network = mlp({ ...plain, depth: 1, normalisation: batchNorm, dropout: 0.5 });
  assertEquals(kinds(network.layers), ["Dense", "BatchNorm", "Activate", "Dropout", "Dense"]);
  assertEquals(network.layers.map(({ name }) => name), [
    "layer 1 of 2 (dense 3→5)",
    "layer 1's batch norm",
    "layer 1's tanh",
    "layer 1's dropout",
    "layer 2 of 2 (dense 5→2)",
  ]);
});

Deno.test("the dropout layers of one network, and of networks of two seeds, drop differently", () => {
  const seeds = [2, 3].flatMap((seed) =>
    mlp({ ...plain, seed, dropout: 0.5 }).layers.filter((l) => l instanceof Dropout)
  ).map(({ seed }) => seed);
  assertEquals(new Set(seeds).size, 6);
});

Deno.test("a kind of layer of one's own stands where it is asked for", () => {
  const made: string[] = [];
  const own: LayerKind = {
    name: "half",
    layer(units, { name }) {
      made.push(`${name}, ${units}`);
      return new Activate({ ...relu, f: (z) => z / 2, slope: () => 0.5 }, name);
    },
  };
  mlp({ ...plain, depth: 2, normalisation: own });
  assertEquals(made, ["layer 1's half, 5", "layer 2's half, 5"]);
});

Deno.test("the order of a residualMlp, and the names that errors give", () => {
  const network = residualMlp({ ...skips, normalisation: layerNorm, layersPerBlock: 2, blocks: 2 });
  assertEquals(kinds(network.layers), [
    "Dense",
    "Residual",
    "Residual",
    "LayerNorm",
    "Activate",
    "Dense",
  ]);
  const names = network.forward(x).records.map(({ layer }) => layer.name);
  assertEquals(names.slice(0, 9), [
    "layer 1 of 6 (dense 3→5)",
    "layer 2's layer norm",
    "layer 2's tanh",
    "layer 2 of 6 (dense 5→5)",
    "layer 3's layer norm",
    "layer 3's tanh",
    "layer 3 of 6 (dense 5→5)",
    "block 1 of 2's branch",
    "block 1 of 2",
  ]);
  assertEquals(names.at(-1), "layer 6 of 6 (dense 5→2)");
});

Deno.test("a shape that does not fit deep inside is named with its layer", () => {
  const network = residualMlp({ ...skips, width: 64, blocks: 49 });
  const deep = network.parameters.filter(({ name }) => name === "weights")[36];
  deep.value = Matrix.zeros(63, 64);
  assertThrows(
    () => network.forward(x),
    TypeError,
    "forward, layer 37 of 51 (dense 64→64): the input is 8×64 and the weights are 63×64",
  );
});

Deno.test("a residual stack's gain is (1 + α²)^L, forward and backward; exactly 1 with ReZero", () => {
  const blocks = 50, seeds = [1, 2, 3];
  const data = normalMatrix(32, 128), dy = normalMatrix(32, 128, 2);
  const gain = (scale: ResidualMlpOptions["scale"]) => {
    let forward = 0, backward = 0;
    for (const seed of seeds) {
      const network = residualMlp({
        inputs: 128,
        width: 128,
        blocks,
        outputs: 128,
        activation: relu,
        weights: heNormal,
        scale,
        seed,
      });
      const stack = new Network(network.layers.filter((layer) => layer instanceof Residual));
      const run = stack.forward(data);
      run.backward(dy);
      const squared = (after: Matrix, before: Matrix) =>
        (rootMeanSquare(after) / rootMeanSquare(before)) ** 2 / seeds.length;
      forward += squared(run.output, data);
      backward += squared(run.inputGradient!, dy);
    }
    return [forward, backward];
  };
  for (const measured of gain(1 / Math.sqrt(blocks))) assertAlmostEquals(measured / 2.69, 1, 0.1);
  for (const measured of gain(1 / blocks)) assertAlmostEquals(measured, 1.02, 0.02);
  for (const measured of gain(1)) assertAlmostEquals(Math.log2(measured), 50, 2.5);
  for (const measured of gain(learnedScale())) assertAlmostEquals(measured, 1, 1e-15);
});

Deno.test("plain batch norm with ReLU multiplies δ² by π/(π − 1) a layer, whatever σ_w", () => {
  const depth = 14, batch = 256;
  for (const factor of [1, 10]) {
    const weights = {
      ...heNormal,
      sample: (i: number, o: number, random: Random) =>
        heNormal.sample(i, o, random).map((w) => factor * w),
    };
    const network = mlp({
      inputs: 100,
      width: 150,
      depth,
      outputs: 10,
      activation: relu,
      normalisation: batchNorm,
      weights,
      seed: 1,
    });
    const run = network.forward(normalMatrix(batch, 100));
    run.backward(normalMatrix(batch, 10, 2));
    // dL/d(output of layer l's batch norm): what Yang et al. 2019 follow.
    const deltas = run.records.filter(({ layer }) => layer.name.endsWith("batch norm"))
      .map(({ delta }) => rootMeanSquare(delta!));
    const growth = (deltas[1] / deltas[depth - 1]) ** (2 / (depth - 2)); // the first left out
    assertAlmostEquals(growth, Math.PI / (Math.PI - 1), 0.06);
  }
});

Deno.test("batch norm takes the bias before it away again: its gradient is 0 but for rounding", () => {
  const run = passed(mlp({ ...plain, normalisation: batchNorm }));
  for (const { layer, gradients: [weights, bias] } of run.records.slice(0, -1)) {
    if (!(layer instanceof Dense)) continue;
    assert(rootMeanSquare(bias) < 1e-15 && rootMeanSquare(weights) > 1e-4);
  }
});

for (const normalisation of [batchNorm, layerNorm]) {
  for (const activation of [tanh, parametricRelu]) {
    Deno.test(`layerSignals reads through ${normalisation.name} and ${activation.name}`, () => {
      const run = passed(mlp({ ...plain, normalisation, activation }));
      const signals = layerSignals(run);
      assertEquals(signals.map(({ layer }) => layer), [1, 2, 3, 4]);
      signals.forEach((signal, l) => {
        const dense = run.records[3 * l], sent = run.records[Math.min(3 * l + 2, 9)];
        assertEquals(signal.activation, rootMeanSquare(sent.output));
        assertEquals(signal.delta, rootMeanSquare(dense.delta!));
        assertEquals(signal.weightGradient, rootMeanSquare(dense.gradients[0]));
      });
    });
  }
}

Deno.test("layerSignals in residual blocks: a stream is sent on as it is", () => {
  const run = passed(residualMlp({ ...skips, normalisation: layerNorm, layersPerBlock: 2 }));
  const signals = layerSignals(run);
  assertEquals(signals.length, 8);
  const output = (name: string) =>
    rootMeanSquare(run.records.find(({ layer }) => layer.name === name)!.output);
  assertEquals(signals[0].activation, output("layer 1 of 8 (dense 3→5)")); // into the first block
  assertEquals(signals[1].activation, output("layer 3's tanh")); // inside a branch
  assertEquals(signals[2].activation, output("layer 3 of 8 (dense 5→5)")); // the end of a branch
});

Deno.test("layerSignals looks into a Sequential for the activation that follows", () => {
  const dense = () => new Dense(3, 3, { weights: xavierNormal, random: new Random(1) });
  const run = new Network([dense(), new Sequential([new Activate(tanh), dense()])]).forward(x);
  run.backward(x);
  assertEquals(layerSignals(run)[0].activation, rootMeanSquare(run.records[1].output));
});

Deno.test("theoryFor refuses networks that it is not for", () => {
  for (const change of Object.values(variants).slice(1, 6)) {
    const run = passed(mlp({ ...plain, ...change }));
    assertThrows(() => theoryFor(run), TypeError, "for mlp(…) alone");
  }
  assertThrows(() => theoryFor(passed(residualMlp(skips))), TypeError, "for mlp(…) alone");
});

Deno.test("batch norm trains 15 sigmoid layers that are stuck without, and evaluates one by one", async () => {
  const random = new Random(4), data = Matrix.generate(64, 2, () => random.normal());
  const target = Matrix.generate(64, 1, (i) => data.at(i, 0) * data.at(i, 1) > 0 ? 1 : -1);
  const make = (normalisation?: LayerKind) =>
    mlp({
      inputs: 2,
      width: 16,
      depth: 15,
      outputs: 1,
      activation: sigmoid,
      weights: xavierNormal,
      normalisation,
      seed: 3,
    });
  const fit = async (network: Network) => {
    const optimizer = adam({ rate: 0.01 });
    const steps = 300;
    await train(network, { x: data, y: target, loss: meanSquaredError, optimizer, steps });
    return meanSquaredError(network.forward(data).output, target).loss;
  };
  const normalised = make(batchNorm);
  const [without, withNorm] = [await fit(make()), await fit(normalised)];
  assert(without > 0.9, `without: ${without}`);
  assert(withNorm < 0.3, `with: ${withNorm}`);
  const together = normalised.forward(data, evaluation).output;
  const alone = normalised.forward(new Matrix(1, 2, data.data.slice(0, 2)), evaluation).output;
  assertEquals(alone.at(0, 0), together.at(0, 0));
  assert(meanSquaredError(together, target).loss < 0.5);
});

Deno.test("wrong options are named", () => {
  const bad = (change: Record<string, unknown>) => () =>
    residualMlp({ ...skips, ...change } as ResidualMlpOptions);
  const cases: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [bad({ blocks: 0 }), RangeError, "residualMlp: blocks is 0"],
    [bad({ layersPerBlock: 1.5 }), RangeError, "residualMlp: layersPerBlock is 1.5"],
    [bad({ width: 1e9 }), RangeError, "residualMlp: width is 1000000000"],
    [bad({ width: 9_000, blocks: 9_000 }), RangeError, "weights; the most is"],
    [bad({ inputs: -1 }), RangeError, "residualMlp: inputs is -1"],
    [bad({ outputs: NaN }), RangeError, "residualMlp: outputs is NaN"],
    [bad({ scale: Infinity }), RangeError, "block 1 of 3: scale is Infinity"],
    [bad({ dropout: 1 }), RangeError, "layer 2's dropout: rate is 1"],
    [bad({ seed: -1 }), RangeError, "seed is -1"],
    [bad({ activation: "relu" }), TypeError, 'residualMlp: activation is the text "relu"'],
    [bad({ weights: null }), TypeError, "residualMlp: weights is null"],
    [bad({ normalisation: "batch" }), TypeError, 'normalisation is the text "batch"; give a value'],
    [
      () => mlp({ ...plain, normalisation: Dropout as unknown as LayerKind }),
      TypeError,
      "mlp: normalisation is the function Dropout; give a value such as batchNorm",
    ],
    [
      () => mlp({ ...plain, normalisation: layerNorm, width: 1 }),
      RangeError,
      "layer 1's layer norm: units is 1",
    ],
    [
      () => mlp({ ...plain, normalisation: batchNorm }).forward(Matrix.zeros(1, 3), training()),
      RangeError,
      "forward, layer 1's batch norm: the batch has 1 example,",
    ],
    [
      () => new Network([tanh as unknown as Layer]),
      TypeError,
      "Network: layer 1 of 1 is a value of type Object, not a layer. Wrap the activation: new Activate",
    ],
    [
      () => new Network([3 as unknown as Layer]),
      TypeError,
      "layer 1 of 1 is 3, not a layer. Give one",
    ],
    [() => new Activate("relu" as never), TypeError, 'Activate: activation is the text "relu"'],
    [() => new Dense(2, 2, {} as never), TypeError, "dense: weights is undefined"],
    [
      () => new Dense(2, 2, { weights: xavierNormal } as never),
      TypeError,
      "dense: random is undefined; give a value such as new Random(7)",
    ],
  ];
  for (const [action, type, message] of cases) assertThrows(action, type, message);
});
