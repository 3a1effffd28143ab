/**
 * Wrong input, over the whole of lib: what a learner could get wrong and what the message must say. Each
 * error comes within a second and without filling the memory; its type is RangeError for a number out
 * of range, TypeError for a wrong type or shape; its text names the action, the place and the value,
 * and says what to do instead.
 */
import { assert } from "@std/assert";
import * as lib from "../lib/mod.ts";
import { Matrix, relu, sgd, tanh, xavierNormal } from "../lib/mod.ts";

/** What to do, the error's type, and what its message must contain. */
type Case = [act: () => unknown, type: ErrorConstructor, ...parts: string[]];

/** Any value where a type would forbid it: a cell of a notebook is not type-checked. */
// deno-lint-ignore no-explicit-any
const any = (value: unknown): any => value;

const options: lib.MlpOptions = {
  inputs: 3,
  width: 5,
  depth: 3,
  outputs: 2,
  activation: tanh,
  weights: xavierNormal,
  seed: 2,
};
const random = new lib.Random(1);
const x = Matrix.generate(6, 3, () => random.normal());
const y = Matrix.generate(6, 2, () => random.normal());
const nan = x.map((entry, i) => i === 4 ? NaN : entry);
const net = (change: object = {}) => lib.mlp({ ...options, ...change });
const residual = (change: object = {}) => {
  const { depth: _, ...rest } = options;
  return lib.residualMlp({ ...rest, blocks: 3, ...change });
};
const dense = (from: number, to: number) =>
  new lib.Dense(from, to, { weights: xavierNormal, random });
const square = dense(3, 3), act = new lib.Activate(tanh);
const training = (change: object, network = net()) =>
  lib.train(network, {
    x,
    y,
    loss: lib.meanSquaredError,
    optimizer: sgd({ rate: 0.1 }),
    steps: 3,
    ...change,
  });
const logits = Matrix.from([[1, 2, 3], [3, 2, 1]]);
const scales = { weights: 1, biases: 0 };
const points = { count: 10, seed: 1 };
const moons = lib.twoMoons(points);

const normed = net({ normalisation: lib.batchNorm });
const strange = { strange: 1 };
const flow = () => {
  const run = net().forward(x);
  run.backward(y);
  return run;
};
const chart = { title: "", x: "layer", y: "δ", measured: { a: [1, 2] } };
const wantsRun = (action: string) => [action, "the run is a value of type Network", "forward(x)"];
/** Everything that takes options, with one that it has not. */
const withStrange: Record<string, () => unknown> = {
  mlp: () => net(strange),
  residualMlp: () => residual(strange),
  dense: () => new lib.Dense(1, 1, any({ weights: xavierNormal, random, ...strange })),
  "batch norm": () => new lib.BatchNorm(1, any(strange)),
  "layer norm": () => new lib.LayerNorm(2, any(strange)),
  PReLU: () => new lib.ParametricRelu(any(strange)),
  dropout: () => new lib.Dropout(0.5, any({ seed: 1, ...strange })),
  residual: () => new lib.Residual(square, any(strange)),
  train: () => training(strange),
  sgd: () => sgd(any({ rate: 1, ...strange })),
  rmsProp: () => lib.rmsProp(any({ rate: 1, ...strange })),
  adam: () => lib.adam(any({ rate: 1, ...strange })),
  adamW: () => lib.adamW(any({ rate: 1, ...strange })),
  stepDecay: () => lib.stepDecay(any({ rate: 1, factor: 1, every: 1, ...strange })),
  cosine: () => lib.cosine(any({ rate: 1, steps: 1, ...strange })),
  warmUp: () => lib.warmUp(any({ steps: 1, after: 1, ...strange })),
  diagnose: () => lib.diagnose(net(), any({ x, y, loss: lib.meanSquaredError, ...strange })),
  recordVitals: () => lib.recordVitals(net(), any(strange)),
  recordUpdates: () => lib.recordUpdates(net(), any(strange)),
  saturation: () => lib.saturation(flow(), any(strange)),
  tryDoctor: () => lib.tryDoctor(any({}), any(strange)),
  sweep: () => lib.sweep({ seed: [1] }, () => 1, any(strange)),
  lsuv: () => lib.lsuv(net(), x, any({ seed: 1, ...strange })),
  randomBiases: () => lib.randomBiases(net(), any({ deviation: 1, seed: 1, ...strange })),
  varianceScaling: () => lib.varianceScaling(any(strange)),
  twoMoons: () => lib.twoMoons(any({ ...points, ...strange })),
  spirals: () => lib.spirals(any({ ...points, turns: 1, classes: 2, ...strange })),
  circles: () => lib.circles(any({ ...points, ratio: 0.5, ...strange })),
  xor: () => lib.xor(any({ ...points, ...strange })),
  gaussianTeacher: () => lib.gaussianTeacher(any({ count: 1, inputs: 1, seed: 1, ...strange })),
  grid1d: () => lib.grid1d(any({ count: 2, ...strange })),
  split: () => lib.split(moons, any({ train: 1, test: 1, seed: 1, ...strange })),
  digits: () => lib.digits(any({ train: 1, test: 1, seed: 1, size: 4, ...strange })),
  descend: () => lib.descend({ x, y }, any({ rate: 1, steps: 1, ...strange })),
  meanField: () => lib.meanField(tanh, any({ ...scales, ...strange })),
  reachOf: () => lib.reachOf(tanh, any({ from: 1, to: 2, ...strange })),
  commonBins: () => lib.commonBins([], any(strange)),
  check: () => lib.check("one", 1, 1, any(strange)),
  activationSlope: () => lib.activationSlope(tanh, any(strange)),
  correlogram: () => lib.correlogram({}, any(strange)),
  errorSurface: () => lib.errorSurface(x, any(strange)),
  gaugeByStep: () => lib.gaugeByStep({}, "delta", any(strange)),
  gradientFlow: () => lib.gradientFlow(flow(), any(strange)),
  compareDelta: () => lib.compareDelta({}, any(strange)),
  histograms: () => lib.histograms([x], any({ x: "x", ...strange })),
  ridgelines: () => lib.ridgelines([x], any({ x: "x", ...strange })),
  remedyMatrix: () => lib.remedyMatrix({ a: { b: 1 } }, any({ worked: () => true, ...strange })),
  saturationByLayer: () => lib.saturationByLayer(flow(), any(strange)),
  singularSpectrum: () => lib.singularSpectrum({}, any(strange)),
  updateRatioMap: () => lib.updateRatioMap({ steps: [], ratios: [] }, any(strange)),
  gradientFlowOfSeeds: () => lib.gradientFlowOfSeeds([flow()], any(strange)),
  compareGradientFlow: () => lib.compareGradientFlow({ a: [flow()] }, any(strange)),
  trainabilityMap: () => lib.trainabilityMap(x, any(strange)),
  trainingCurves: () => lib.trainingCurves({ a: [1] }, any(strange)),
  confusionTable: () => lib.confusionTable({ a: { a: 1 } }, any(strange)),
  lines: () => lib.lines(any({ measured: { a: [1] }, ...strange })),
  dots: () => lib.dots(any({ measured: { a: [1] }, ...strange })),
};

const tables: Record<string, Case[]> = {
  "an option that there is none of": Object.entries(withStrange).map(([action, act]): Case => [
    act,
    TypeError,
    action,
    "no option strange",
  ]),
  "an option under another name": [
    [() => net({ normalization: lib.batchNorm }), TypeError, "mlp", "did you mean normalisation?"],
    [() => net({ dropOut: 0.5 }), TypeError, "mlp", "did you mean dropout?"],
    [() => lib.checkEach("a", any(undefined), { b: 1 }), TypeError, 'checkEach "a", measured'],
    [() => lib.clipNorm(any(sgd({ rate: 1 })), any(1)), RangeError, "clipNorm", "above 0"],
    [() => lib.adam(any({ rate: 1, betas: [0.9, 0.99] })), TypeError, "adam", "mean beta1?"],
    [() => sgd(any({ learningRate: 0.1 })), TypeError, "sgd", "did you mean rate?"],
    [() => training({ bacthSize: 2 }), TypeError, "train", "did you mean batchSize?"],
    [
      () => lib.diagnose(net(), any({ x, y, loss: lib.meanSquaredError, learningRate: 1000 })),
      TypeError,
      "diagnose",
      "did you mean rate?",
    ],
    [() => lib.recordVitals(net(), any(10)), TypeError, "recordVitals", "10", "{ every: … }"],
    [() => lib.saturation(flow(), any(0.1)), TypeError, "saturation", "0.1", "{ threshold: … }"],
  ],
  mlp: [
    [() => net({ depth: 0 }), RangeError, "mlp", "depth is 0", "from 1"],
    [() => net({ depth: 2.5 }), RangeError, "mlp", "depth is 2.5"],
    [() => net({ depth: 1e9 }), RangeError, "mlp", "depth is 1000000000"],
    [() => net({ width: -3 }), RangeError, "mlp", "width is -3"],
    [() => net({ width: 1.5 }), RangeError, "mlp", "width is 1.5"],
    [() => net({ width: 1e9 }), RangeError, "mlp", "width is 1000000000"],
    [() => net({ width: 10_000, depth: 9_999 }), RangeError, "mlp", "10000", "9999", "the most is"],
    [() => net({ inputs: NaN }), RangeError, "mlp", "inputs is NaN"],
    [() => net({ inputs: undefined }), RangeError, "mlp", "inputs is undefined"],
    [() => net({ outputs: "1" }), RangeError, "mlp", 'outputs is "1"'],
    [() => net({ outputs: Infinity }), RangeError, "mlp", "outputs is Infinity"],
    [() => net({ seed: 0.5 }), RangeError, "seed is 0.5"],
    [() => net({ seed: -1 }), RangeError, "seed is -1"],
    [() => net({ activation: "relu" }), TypeError, "mlp", "activation", '"relu"', "without quotes"],
    [() => net({ activation: undefined }), TypeError, "mlp", "activation is undefined"],
    [() => net({ activation: Math.tanh }), TypeError, "mlp", "activation", "function tanh"],
    [
      () => net({ activation: lib.leakyRelu }),
      TypeError,
      "mlp",
      "activation",
      "call it: leakyRelu()",
    ],
    [() => net({ activation: lib.batchNorm }), TypeError, "mlp", "batch norm", "normalisation"],
    [() => net({ activation: lib.layerNorm }), TypeError, "mlp", "layer norm", "normalisation"],
    [() => net({ activation: { slope: 1 } }), TypeError, "mlp", "activation", "type Object"],
    [() => net({ activation: { slope: () => 1 } }), TypeError, "mlp", "activation"],
    [() => new lib.Activate(any({ slope: 1, f: 1 })), TypeError, "Activate", "activation"],
    [() => net({ precision: "float32" }), TypeError, "mlp", 'precision is "float32"', "quotes"],
    [() => new lib.BatchNorm(2, any({ precision: Number })), TypeError, "precision", "Number"],
    [() => net({ seed: undefined }), RangeError, "mlp", "seed is undefined"],
    [() => net({ weights: "he" }), TypeError, "mlp", "weights", '"he"'],
    [() => net({ weights: lib.scaledNormal }), TypeError, "mlp", "weights", "scaledNormal"],
    [() => net({ normalisation: "batch" }), TypeError, "mlp", "normalisation", '"batch"'],
    [() => net({ normalisation: lib.BatchNorm }), TypeError, "mlp", "normalisation", "BatchNorm"],
    [() => net({ dropout: 1 }), RangeError, "dropout", "rate is 1"],
    [() => net({ dropout: -0.1 }), RangeError, "dropout", "rate is -0.1"],
    [() => net({ dropout: "0.5" }), RangeError, "dropout", 'rate is "0.5"'],
    [
      () => net({ normalisation: lib.layerNorm, width: 1 }),
      RangeError,
      "layer norm",
      "units is 1",
    ],
    [() => lib.mlp(any(undefined)), TypeError, "mlp"],
    [() => lib.mlp(any(20)), TypeError, "mlp", "20"],
  ],
  residualMlp: [
    [() => residual({ blocks: 0 }), RangeError, "residualMlp", "blocks is 0"],
    [() => residual({ blocks: undefined, depth: 3 }), RangeError, "residualMlp", "blocks"],
    [() => residual({ layersPerBlock: 0 }), RangeError, "residualMlp", "layersPerBlock is 0"],
    [() => residual({ scale: NaN }), RangeError, "scale is NaN"],
    [() => residual({ scale: "0.1" }), RangeError, "scale", '"0.1"'],
    [() => residual({ scale: lib.learnedScale }), RangeError, "scale", "learnedScale"],
    [() => residual({ width: 10_000, blocks: 9_999 }), RangeError, "residualMlp", "the most is"],
    [() => residual({ activation: "relu" }), TypeError, "residualMlp", '"relu"'],
    [() => lib.learnedScale(Infinity), RangeError, "learnedScale", "Infinity"],
  ],
  forward: [
    [() => net().forward(Matrix.zeros(6, 4)), TypeError, "forward", "layer 1 of 4", "6×4", "3×5"],
    [() => net().forward(Matrix.zeros(0, 3)), RangeError, "forward", "batch is empty"],
    [() => net().forward(any([[1, 2, 3]])), TypeError, "forward", "Array", "Matrix.from"],
    [() => net().forward(any(undefined)), TypeError, "forward", "undefined"],
    [() => net().forward(x, any("evaluation")), TypeError, "forward", "mode", '"evaluation"'],
    [() => net().forward(x, any(true)), TypeError, "forward", "mode", "true"],
    [
      () => {
        const layers = Array.from({ length: 50 }, (_, i) => dense(3, i === 36 ? 4 : 3));
        return new lib.Network(layers);
      },
      TypeError,
      "Network: the weights of layer 38 of 50 (dense) are 3×3",
      "layer 37 of 50 (dense) gives 4 units, its weights being 3×4",
    ],
    [
      () => new lib.Network([dense(3, 4), act, new lib.BatchNorm(5), dense(5, 1)]),
      TypeError,
      "layer 4 of 4 (dense) are 5×1",
      "layer 1 of 4 (dense) gives 4 units",
    ],
    [
      () => new lib.Network([dense(3, 5), new lib.Dropout(0.5, { seed: 1 }), dense(4, 1)]),
      TypeError,
      "layer 3 of 3 (dense) are 4×1",
      "layer 1 of 3 (dense) gives 5 units",
    ],
    [
      () => new lib.Network([new lib.BatchNorm(5)]).forward(x),
      TypeError,
      "batch norm",
      "6×3",
      "5 units",
    ],
    [
      () => new lib.Network([new lib.LayerNorm(5)]).forward(x),
      TypeError,
      "layer norm",
      "6×3",
      "5 units",
    ],
    [
      () => new lib.Network([new lib.ParametricRelu({ units: 5 })]).forward(x),
      TypeError,
      "PReLU",
      "6×3",
      "5",
    ],
    [
      () => net({ normalisation: lib.batchNorm }).forward(Matrix.zeros(1, 3)),
      RangeError,
      "layer 1's batch norm",
      "1 example",
      "evaluation",
    ],
    [
      () => new lib.Network([new lib.Residual(dense(3, 4))]).forward(x),
      TypeError,
      "residual",
      "6×3",
      "6×4",
      "projection",
    ],
    [
      () =>
        new lib.Network([new lib.Residual(dense(3, 4), { projection: dense(3, 5) })]).forward(x),
      TypeError,
      "residual",
      "6×5",
      "6×4",
    ],
  ],
  "a network where a run is wanted": [
    [() => lib.vitals(any(net())), TypeError, ...wantsRun("vitals")],
    [() => lib.layerSignals(any(net())), TypeError, ...wantsRun("layerSignals"), "run.backward"],
    [() => lib.deltaRatio(any(net())), TypeError, ...wantsRun("deltaRatio"), "run.backward"],
    [() => lib.theoryFor(any(net())), TypeError, ...wantsRun("theoryFor"), "run.backward"],
    [() => lib.normedTheoryFor(any(net())), TypeError, ...wantsRun("normedTheoryFor")],
    [() => lib.deltas(any(net())), TypeError, ...wantsRun("deltas"), "run.backward"],
    [() => lib.weightGradients(any(net())), TypeError, ...wantsRun("weightGradients")],
    [() => lib.preActivations(any(net())), TypeError, ...wantsRun("preActivations")],
    [() => lib.activationOutputs(any(net())), TypeError, ...wantsRun("activationOutputs")],
    [() => lib.residualBlocks(any(net())), TypeError, ...wantsRun("residualBlocks")],
    [() => lib.saturation(any(net())), TypeError, ...wantsRun("saturation")],
    [() => lib.saturationByLayer(any(net())), TypeError, ...wantsRun("saturationByLayer")],
    [() => lib.gradientFlow(any(net())), TypeError, ...wantsRun("gradientFlow"), "run.backward"],
    [() => lib.deltaFactor(any(net())), TypeError, ...wantsRun("deltaFactor"), "run.backward"],
    [() => lib.gradientFlowOfSeeds(any([net()])), TypeError, ...wantsRun("gradientFlowOfSeeds")],
    [() => lib.gradientFlowOfSeeds(any(net())), TypeError, "gradientFlowOfSeeds", "an array"],
    [() => lib.lines(any(undefined)), TypeError, "lines", "undefined", "measured: {"],
    [() => lib.lines({ ...chart, measured: any(undefined) }), TypeError, "lines, measured"],
    [() => lib.lines({ ...chart, measured: { a: any(x) } }), TypeError, '"a"', "Matrix"],
    [
      () => lib.lines({ ...chart, measured: { a: any(Promise.resolve([1])) } }),
      TypeError,
      'lines, measured: "a" is a value of type Promise; put await before it',
    ],
    [() => lib.lines({ ...chart, theory: { b: any(1) } }), TypeError, 'lines, theory: "b" is 1'],
    [() => lib.lines({ ...chart, y: any(undefined) }), TypeError, "lines: y is undefined"],
    [() => lib.gradientFlow(flow(), { theory: any(true) }), TypeError, "is true", "theoryFor(run)"],
    [
      () => lib.gaugeByStep({}, any("ratios"), { title: "a" }),
      TypeError,
      "gaugeByStep",
      '"ratios"',
      "ratio, saturated",
    ],
    [() => lib.vitals(any(undefined)), TypeError, "vitals", "the run is undefined"],
    [() => lib.vitals(new lib.Network([act]).forward(x)), TypeError, "vitals", "no dense layer"],
    [
      () => lib.diagnose(new lib.Network([act]), { x, y: x, loss: lib.meanSquaredError }),
      TypeError,
      "no dense layer",
    ],
    [() => lib.networkOf(any(options)), TypeError, "networkOf", "network", "undefined"],
    [() => lib.suitableWeights(any("relu")), TypeError, "suitableWeights", '"relu"'],
    [() => lib.varianceScaling(any(undefined)), TypeError, "varianceScaling", "undefined"],
  ],
  "a loss that is none": [
    [
      () => lib.oneStep(net(), any({ x, y }), sgd({ rate: 1 })),
      TypeError,
      "oneStep",
      "loss is undefined",
    ],
    [
      () => lib.oneStep(net(), { x, y, loss: any(() => 3) }, sgd({ rate: 1 })),
      TypeError,
      "oneStep",
      "loss gives 3",
    ],
    [() => lib.diagnose(net(), any({ x, y })), TypeError, "diagnose", "loss is undefined"],
    [
      () => lib.diagnose(net(), { x, y, loss: any(() => undefined) }),
      TypeError,
      "diagnose",
      "loss gives undefined",
    ],
    [() => lib.gradientCheck(net(), x, y, any("mse")), TypeError, "gradientCheck", '"mse"'],
    [() => lib.thereAndBack(net(), { x, y }, any(() => 1)), TypeError, "thereAndBack", "gives 1"],
    [() => lib.thereAndBack(any(1), { x, y }), TypeError, "thereAndBack", "network is 1"],
  ],
  "one layer at two places": [
    [
      () => new lib.Network([square, act, square]),
      TypeError,
      "Network: layer 3 of 3 (dense)",
      "weights",
      "layer 1 of 3 (dense)",
      "second layer",
    ],
    [() => new lib.Sequential([square, square]), TypeError, "sequential: layer 2 of 2", "layer 1"],
    [
      () => new lib.Network([square, new lib.Residual(new lib.Sequential([act, square]))]),
      TypeError,
      "layer 2 of 2 (residual)",
      "layer 1 of 2 (dense)",
    ],
    [
      () => new lib.Residual(square, { projection: square }),
      TypeError,
      "residual: the projection",
      "weights",
      "the branch",
    ],
    [() => new lib.Network([any({ forward: () => x })]), TypeError, "layer 1 of 1", "not a layer"],
  ],
  backward: [
    [() => net().forward(x).backward(Matrix.zeros(6, 1)), TypeError, "backward", "6×1", "6×2"],
    [() => net().forward(x).backward(any(1)), TypeError, "backward", "gradient is 1"],
    [() => net().forward(x).backward(any(undefined)), TypeError, "backward", "undefined"],
    [
      () => net().forward(x).backward(any(lib.meanSquaredError(y, y))),
      TypeError,
      "backward",
      "gradient",
      "not a Matrix",
    ],
  ],
  layers: [
    [() => new lib.Network([]), RangeError, "Network", "no layers"],
    [() => new lib.Network(any(dense(3, 3))), TypeError, "Network", "layers"],
    [() => new lib.Network(any([relu])), TypeError, "Network", "Activate"],
    [() => new lib.Network(any([dense(3, 3), undefined])), TypeError, "Network", "undefined"],
    [() => new lib.Sequential([]), RangeError, "sequential", "no layers"],
    [() => dense(0, 1), RangeError, "dense", "inputs is 0"],
    [() => dense(1, -1), RangeError, "dense", "outputs is -1"],
    [() => dense(1e5, 1e5), RangeError, "100000×100000", "the most is"],
    [() => new lib.Dense(2, 2, any({ weights: "he", random })), TypeError, "dense", '"he"'],
    [() => new lib.Dense(2, 2, any({ weights: xavierNormal })), TypeError, "dense", "random"],
    [() => new lib.Dense(2, 2, any(undefined)), TypeError, "dense"],
    [() => xavierNormal.sample(3, 3, any(undefined)), TypeError, "Xavier normal", "new Random(7)"],
    [
      () => new lib.Dense(2, 2, any({ activation: lib.relu, weights: xavierNormal, random })),
      TypeError,
      "dense",
      "activation",
      "Activate",
    ],
    [() => new lib.Activate(any("relu")), TypeError, "Activate", '"relu"'],
    [() => new lib.Activate(any(Math.tanh)), TypeError, "Activate", "tanh"],
    [() => new lib.BatchNorm(0), RangeError, "batch norm", "units is 0"],
    [() => new lib.BatchNorm(3, { momentum: 2 }), RangeError, "batch norm", "momentum is 2"],
    [() => new lib.BatchNorm(3, { epsilon: -1 }), RangeError, "batch norm", "epsilon is -1"],
    [() => new lib.LayerNorm(1), RangeError, "layer norm", "units is 1"],
    [() => new lib.LayerNorm(2.5), RangeError, "layer norm", "units is 2.5"],
    [() => new lib.LayerNorm(3, { epsilon: NaN }), RangeError, "layer norm", "epsilon is NaN"],
    [() => new lib.Dropout(1, { seed: 1 }), RangeError, "dropout", "rate is 1"],
    [() => new lib.Dropout(NaN, { seed: 1 }), RangeError, "dropout", "rate is NaN"],
    [() => new lib.Dropout(0.5, any({})), RangeError, "dropout", "seed is undefined"],
    [() => new lib.Dropout(0.5, any(undefined)), TypeError, "dropout", "seed"],
    [() => new lib.ParametricRelu({ units: 0 }), RangeError, "PReLU", "units is 0"],
    [() => new lib.ParametricRelu({ start: NaN }), RangeError, "PReLU", "start is NaN"],
    [() => new lib.Residual(any(relu)), TypeError, "residual", "branch"],
    [() => new lib.Residual(any(undefined)), TypeError, "residual", "branch", "undefined"],
    [() => new lib.Residual(dense(3, 3), { scale: NaN }), RangeError, "residual", "scale is NaN"],
  ],
  losses: [
    [() => lib.meanSquaredError(x, y), TypeError, "meanSquaredError", "6×3", "6×2"],
    [() => lib.meanSquaredError(any([1]), y), TypeError, "meanSquaredError", "output", "Array"],
    [() => lib.meanSquaredError(x, any(0)), TypeError, "meanSquaredError", "target is 0"],
    [
      () => lib.meanSquaredError(Matrix.zeros(0, 3), Matrix.zeros(0, 3)),
      RangeError,
      "meanSquaredError",
      "0×3",
    ],
    [() => lib.softmaxCrossEntropy(logits, [0, 3]), RangeError, "row 1", "3", "from 0 to 2"],
    [() => lib.softmaxCrossEntropy(logits, [-1, 0]), RangeError, "softmaxCrossEntropy", "-1"],
    [() => lib.softmaxCrossEntropy(logits, [0.5, 0]), RangeError, "row 0", "0.5"],
    [() => lib.softmaxCrossEntropy(logits, [NaN, 0]), RangeError, "row 0", "NaN"],
    [() => lib.softmaxCrossEntropy(logits, any(["1", 0])), RangeError, "row 0", '"1"'],
    [() => lib.softmaxCrossEntropy(logits, [0]), TypeError, "1 label", "2×3"],
    [() => lib.softmaxCrossEntropy(logits, any(undefined)), TypeError, "softmax", "undefined"],
    [() => lib.softmaxCrossEntropy(logits, y), TypeError, "softmaxCrossEntropy", "2×3", "6×2"],
    [
      () => lib.softmaxCrossEntropy(logits, logits),
      RangeError,
      "softmaxCrossEntropy",
      "row 0",
    ],
    [() => lib.softmaxCrossEntropy(Matrix.zeros(0, 3), []), RangeError, "softmax", "0×3"],
    [() => lib.softmaxCrossEntropy(Matrix.zeros(2, 1), [0, 0]), TypeError, "2×1", "binary"],
    [() => lib.binaryCrossEntropy(Matrix.zeros(2, 1), [0, 2]), RangeError, "binary", "2"],
    [() => lib.binaryCrossEntropy(logits, [0, 1]), TypeError, "binaryCrossEntropy", "2×3"],
    [
      () => lib.binaryCrossEntropy(Matrix.zeros(1, 1), Matrix.from([[1.5]])),
      RangeError,
      "binaryCrossEntropy",
      "1.5",
    ],
    [() => lib.accuracy(logits, [0]), TypeError, "accuracy", "1 label", "2×3"],
    [() => lib.accuracy(logits, [0, 7]), RangeError, "accuracy", "row 1", "7"],
    [() => lib.oneHot([0, 5], 3), RangeError, "oneHot", "row 1", "5"],
    [() => lib.oneHot([0], 0), RangeError, "oneHot", "classes is 0"],
  ],
  optimisers: [
    [() => sgd({ rate: -1 }), RangeError, "sgd", "rate is -1"],
    [() => sgd({ rate: Infinity }), RangeError, "sgd", "rate is Infinity"],
    [() => sgd({ rate: NaN }), RangeError, "sgd", "rate is NaN"],
    [() => sgd(any({})), TypeError, "sgd", "rate is undefined"],
    [() => sgd(any(0.1)), TypeError, "sgd", "rate"],
    [() => sgd(any(undefined)), TypeError, "sgd"],
    [() => sgd({ rate: any("0.1") }), TypeError, "sgd", 'rate is "0.1"'],
    [() => sgd({ rate: 0.1, momentum: 1.5 }), RangeError, "sgd", "momentum is 1.5"],
    [() => sgd({ rate: 0.1, momentum: 1 }), RangeError, "sgd", "momentum is 1", "below 1"],
    [() => sgd({ rate: 0.1, nesterov: true }), RangeError, "sgd", "Nesterov", "momentum"],
    [() => sgd({ rate: 0.1, weightDecay: -1 }), RangeError, "sgd", "weightDecay is -1"],
    [() => lib.adam({ rate: 0.1, beta1: 1 }), RangeError, "adam", "beta1 is 1"],
    [() => lib.adam({ rate: 0.1, beta2: -0.1 }), RangeError, "adam", "beta2 is -0.1"],
    [() => lib.adam({ rate: 0.1, epsilon: -1 }), RangeError, "adam", "epsilon is -1"],
    [() => lib.adamW({ rate: -1 }), RangeError, "adamW", "rate is -1"],
    [() => lib.adamW({ rate: 1, weightDecay: NaN }), RangeError, "adamW", "weightDecay is NaN"],
    [() => lib.rmsProp({ rate: 0.1, decay: 1 }), RangeError, "rmsProp", "decay is 1"],
    [() => lib.rmsProp({ rate: Infinity }), RangeError, "rmsProp", "rate is Infinity"],
    [() => sgd({ rate: 1 }).step(net().parameters), TypeError, "sgd", "weights", "no gradient"],
    [
      () => {
        const optimizer = sgd({ rate: () => -1 }), network = net(), run = network.forward(x);
        run.backward(y);
        optimizer.step(network.parameters);
      },
      RangeError,
      "sgd",
      "step 0",
      "rate is -1",
    ],
    [() => lib.clipNorm(0, sgd({ rate: 1 })), RangeError, "clipNorm", "most is 0"],
    [() => lib.clipNorm(1, any(undefined)), TypeError, "clipNorm", "optimizer", "undefined"],
    [() => lib.clipNorm(any(sgd({ rate: 1 })), any(1)), RangeError, "clipNorm", "most"],
    [() => lib.clipValue(-1, sgd({ rate: 1 })), RangeError, "clipValue", "most is -1"],
    [() => lib.clipValue(1, any(sgd)), TypeError, "clipValue", "optimizer", "sgd"],
    [() => lib.constant(-1), RangeError, "constant", "rate is -1"],
    [() => lib.cosine({ rate: 0.1, steps: 0 }), RangeError, "cosine", "steps is 0"],
    [() => lib.cosine({ rate: 0.1, steps: 5, floor: 1 }), RangeError, "cosine", "floor is 1"],
    [
      () => lib.stepDecay({ rate: 1, factor: 2, every: 3 }),
      RangeError,
      "stepDecay",
      "factor is 2",
    ],
    [
      () => lib.stepDecay({ rate: 1, factor: 0.5, every: 0 }),
      RangeError,
      "stepDecay",
      "every is 0",
    ],
    [() => lib.warmUp({ steps: 0, after: 0.1 }), RangeError, "warmUp", "steps is 0"],
    [() => lib.warmUp({ steps: 5, after: any("0.1") }), TypeError, "warmUp", 'after is "0.1"'],
    [() => lib.cosine(any(undefined)), TypeError, "cosine"],
  ],
  train: [
    [() => training({ x: nan }), RangeError, "train", "x is NaN", "row 1, column 1"],
    [() => training({ y: y.map(() => Infinity) }), RangeError, "train", "y is Infinity", "row 0"],
    [() => training({ x: Matrix.zeros(0, 3) }), RangeError, "train", "x has no rows"],
    [() => training({ x: [[1, 2, 3]] }), TypeError, "train", "x", "Array"],
    [() => training({ x: undefined }), TypeError, "train", "x is undefined"],
    [() => training({ y: Matrix.zeros(5, 2) }), TypeError, "train", "6 rows", "5 rows"],
    [() => training({ y: undefined }), TypeError, "train", "y is undefined"],
    [() => training({ y: Matrix.zeros(6, 1) }), TypeError, "meanSquaredError", "6×2", "6×1"],
    [() => training({ x: Matrix.zeros(6, 4) }), TypeError, "forward, layer 1 of 4", "6×4"],
    [() => training({ loss: "mse" }), TypeError, "train", "loss", '"mse"'],
    [() => training({ loss: undefined }), TypeError, "train", "loss", "undefined"],
    [() => training({ optimizer: sgd }), TypeError, "train", "optimizer", "sgd"],
    [() => training({ optimizer: undefined }), TypeError, "train", "optimizer", "undefined"],
    [() => training({ steps: -1 }), RangeError, "train", "steps is -1"],
    [() => training({ steps: 2.5 }), RangeError, "train", "steps is 2.5"],
    [() => training({ steps: "300" }), TypeError, "train", 'steps is "300"'],
    [() => training({ steps: undefined }), TypeError, "train", "steps", "epochs"],
    [() => training({ epochs: 3 }), TypeError, "train", "steps and epochs are both"],
    [() => training({ batchSize: 0 }), RangeError, "train", "batchSize is 0"],
    [() => training({ batchSize: 7 }), RangeError, "train", "batchSize is 7", "6"],
    [() => training({ seed: -1, batchSize: 2 }), RangeError, "seed is -1"],
    [() => training({ onStep: 5 }), TypeError, "train", "onStep is 5"],
    [() => training({ signal: "x" }), TypeError, "train", 'signal is "x"', "AbortController"],
    [() => training({ seed: 0.5 }), RangeError, "train", "seed is 0.5"],
    [() => training({ watch: lib.live }), TypeError, "live", "watch: live()"],
    [() => training({ watch: lib.live, steps: [1, 2] }), TypeError, "train", "watch: live()"],
    [() => training({ loss: () => undefined }), TypeError, "train", "loss gives undefined"],
    [() => training({ loss: () => 3 }), TypeError, "train", "loss gives 3", "{ loss, gradient }"],
    [
      () => training({ loss: () => ({ loss: 3, gradient: [1] }) }),
      TypeError,
      "train",
      "{ loss: 3, gradient: a value of type Array }",
    ],
    [
      () => training({ batchSize: 5, epochs: 2, steps: undefined }, normed),
      RangeError,
      "train",
      "batchSize 5 of 6 rows",
      "layer 1's batch norm",
    ],
    [() => training({ batchSize: 1, steps: 1 }, normed), RangeError, "batchSize 1", "batch norm"],
    [() => training({ batchSize: 5, steps: [1] }, normed), RangeError, "batchSize 5", "batch norm"],
    [
      () =>
        training(
          { batchSize: 5, y: x },
          new lib.Network([new lib.Residual(new lib.Sequential([new lib.BatchNorm(3), square]))]),
        ),
      RangeError,
      "batchSize 5",
      "batch norm",
    ],
    [
      () => training({ optimizer: sgd({ rate: 1e200 }), steps: 9 }),
      RangeError,
      "train",
      "at step",
      "smaller learning rate",
    ],
    [
      () => {
        const network = net({ depth: 40 }), parameter = network.parameters[2 * 36];
        parameter.value = parameter.value.map(() => NaN);
        return training({}, network);
      },
      RangeError,
      "train",
      "step 1",
      "weights of layer 37 of 41",
    ],
    [() => lib.train(any(undefined), any({ x, y })), TypeError, "train", "network"],
    [() => lib.train(net(), any(undefined)), TypeError, "train"],
  ],
  activations: [
    [() => lib.leakyRelu(NaN), RangeError, "leakyRelu", "NaN"],
    [() => lib.leakyRelu(any("0.1")), RangeError, "leakyRelu", '"0.1"'],
    [() => lib.elu(Infinity), RangeError, "elu", "Infinity"],
    [() => lib.activation("x * y"), SyntaxError, "activation", "y", "second variable"],
    [() => lib.activation("3"), SyntaxError, "activation", "3", "no variable"],
    [() => lib.activation(""), SyntaxError, "activation"],
    [() => lib.activation("x +"), SyntaxError, "activation", "x +"],
    [() => lib.activation("1 / x"), RangeError, "activation", "x = 0"],
    [() => lib.activation("log(x)"), RangeError, "activation", "log(x)"],
    [() => lib.activation("sqrt(x)"), RangeError, "activation", "sqrt(x)"],
    [() => lib.activation("exp(x)"), RangeError, "activation", "exp(x)", "Infinity"],
    [() => lib.activation("x!"), SyntaxError, "activation", "!"],
    [() => lib.activation("99999999!"), SyntaxError, "activation"],
    [() => lib.activation("import({x: 1})"), SyntaxError, "activation"],
    [() => lib.activation("config({})"), SyntaxError, "activation", "config"],
    [() => lib.activation("foo(x)"), SyntaxError, "activation", "foo"],
    [() => lib.activation("x = 3"), SyntaxError, "activation", "="],
    [() => lib.activation("x; x"), SyntaxError, "activation"],
    [() => lib.activation("x + ".repeat(5000) + "x"), SyntaxError, "activation"],
    [() => lib.activation("-(".repeat(60) + "x" + ")".repeat(60)), SyntaxError, "activation"],
    [() => lib.activation(any(undefined)), TypeError, "activation", "undefined"],
    [() => lib.activation(any(Math.tanh)), TypeError, "activation", "tanh"],
    [() => lib.symbolic("1 +"), SyntaxError, "symbolic", "1 +"],
    [() => lib.symbolic(any(3)), TypeError, "symbolic", "3"],
    [() => lib.symbolic("a * x").at({ x: 1 }), RangeError, "a", "no value"],
    [() => lib.activationFacts(any("relu")), TypeError, "activationFacts", '"relu"'],
  ],
  initialisers: [
    [() => lib.scaledNormal(-1), RangeError, "scaledNormal", "-1"],
    [() => lib.scaledNormal(NaN), RangeError, "scaledNormal", "NaN"],
    [() => lib.constantWeights(Infinity), RangeError, "constantWeights", "Infinity"],
    [() => lib.orthogonal(NaN), RangeError, "orthogonal", "NaN"],
    [() => xavierNormal.sample(0, 3, random), RangeError, "fanIn is 0"],
    [() => xavierNormal.sample(3, 1.5, random), RangeError, "fanOut is 1.5"],
    [
      () =>
        lib.varianceScaling({
          name: "mine",
          scale: -2,
          fan: lib.fanIn,
          distribution: lib.normal,
        }),
      RangeError,
      "mine",
      "scale is -2",
    ],
    [() => lib.heFor(any("relu")), TypeError, "heFor", '"relu"'],
    [() => new lib.Random(-1), RangeError, "Random", "seed is -1"],
    [() => new lib.Random(any("a")), RangeError, "Random", 'seed is "a"'],
    [() => random.below(0), RangeError, "below", "count is 0"],
  ],
  matrices: [
    [() => new Matrix(-1, 2), RangeError, "Matrix", "rows is -1"],
    [() => new Matrix(2, 1.5), RangeError, "Matrix", "columns is 1.5"],
    [() => new Matrix(1e5, 1e5), RangeError, "Matrix", "100000×100000"],
    [() => Matrix.zeros(1e9, 1), RangeError, "Matrix", "1000000000"],
    [() => new Matrix(2, 2, new Float64Array(3)), TypeError, "Matrix", "4 numbers", "3"],
    [() => Matrix.from([[1, 2], [3]]), TypeError, "Matrix.from", "row 1"],
    [() => Matrix.from(any([1, 2])), TypeError, "Matrix.from", "row 0 is 1", "[[1], [2]]"],
    [() => Matrix.from(any([[1], null])), TypeError, "Matrix.from", "row 1 is null"],
    [() => Matrix.from(any([[1, undefined]])), TypeError, "Matrix.from", "row 0 has undefined"],
    [() => Matrix.from([[1]], any("float32")), TypeError, "Matrix.from", '"float32"'],
    [() => Matrix.generate(2, 2, any((i: number) => i || "a")), TypeError, "row 0, column 0"],
    [() => Matrix.generate(2, 2, any(() => {})), TypeError, "Matrix.generate", "undefined"],
    [() => Matrix.generate(2, 2, any(undefined)), TypeError, "Matrix.generate", "a function of"],
    [() => lib.matmul(any([[1]]), any([[1]])), TypeError, "matmul", "a is", "Array", "Matrix.from"],
    [() => lib.matmul(x, any([[1]])), TypeError, "matmul", "b is", "Array"],
    [() => lib.matmulTA(any([[1]]), any([[1]])), TypeError, "matmulTA", "a is", "Array"],
    [() => lib.matmulTB(any([[1]]), any([[1]])), TypeError, "matmulTB", "a is", "Array"],
    [() => lib.affine(any([[1]]), any([[1]]), x), TypeError, "affine", "a is", "Array"],
    [() => lib.labelEntropy(any(x)), TypeError, "labelEntropy", "type Matrix"],
    [() => lib.labelEntropy([0, 0.5]), RangeError, "labelEntropy", "row 1 is 0.5"],
    [() => Matrix.from(any(undefined)), TypeError, "Matrix.from", "undefined"],
    [() => Matrix.from(any([["a"]])), TypeError, "Matrix.from", '"a"'],
    [() => x.at(6, 0), RangeError, "row is 6"],
    [() => x.at(0, -1), RangeError, "column is -1"],
    [() => lib.matmul(x, y), TypeError, "matmul", "6×3", "6×2"],
    [() => lib.matmul(x, any(2)), TypeError, "matmul", "2"],
    [() => lib.affine(x, y, y), TypeError, "affine", "6×3", "6×2"],
    [() => lib.affine(x, Matrix.zeros(3, 2), x), TypeError, "affine", "6×3", "1×2", "3×2"],
    [() => lib.affine(x, Matrix.zeros(3, 2), any(2)), TypeError, "affine", "the row is 2"],
    [() => lib.matmulTA(x, logits), TypeError, "matmulTA", "6×3", "2×3"],
    [() => lib.matmulTB(x, y), TypeError, "matmulTB", "6×3", "6×2"],
    [() => lib.addRow(x, y), TypeError, "addRow", "6×3", "6×2"],
    [() => lib.zip(x, y, (a) => a), TypeError, "zip", "6×3", "6×2"],
    [() => lib.rootMeanSquare(Matrix.zeros(0, 2)), RangeError, "rootMeanSquare", "no numbers"],
    [() => lib.mean([]), RangeError, "mean", "no"],
    [() => lib.mean(any(x)), TypeError, "mean", "Matrix", "matrix.data"],
    [
      () => lib.mean(any(Promise.resolve([1]))),
      TypeError,
      "mean",
      "Promise",
      "put await before it",
    ],
    [() => lib.quantile(any("12"), 0.5), TypeError, "quantile", '"12"'],
    [() => lib.rootMeanSquare(any(3)), TypeError, "rootMeanSquare", "is 3"],
    [() => lib.median([]), RangeError, "median", "no"],
  ],
  data: [
    [() => lib.twoMoons({ count: 0, seed: 1 }), RangeError, "twoMoons", "count is 0"],
    [() => lib.twoMoons({ count: 1e9, seed: 1 }), RangeError, "twoMoons", "count is 1000000000"],
    [() => lib.twoMoons(any({ count: 10 })), RangeError, "seed is undefined"],
    [() => lib.twoMoons(any(undefined)), TypeError, "twoMoons"],
    [() => lib.spirals({ ...points, classes: 1 }), RangeError, "spirals", "classes is 1"],
    [() => lib.spirals({ ...points, turns: NaN }), RangeError, "spirals", "turns is NaN"],
    [() => lib.circles({ ...points, ratio: 2 }), RangeError, "circles", "ratio is 2"],
    [() => lib.xor({ ...points, noise: -1 }), RangeError, "xor", "noise is -1"],
    [() => lib.grid1d(any({ count: 1 })), RangeError, "grid1d", "count is 1"],
    [() => lib.grid1d(any({ count: 5, low: 2, high: 1 })), RangeError, "grid1d", "high is 1"],
    [
      () => lib.gaussianTeacher(any({ count: 5, inputs: 0, outputs: 1, seed: 1 })),
      RangeError,
      "gaussianTeacher",
      "inputs is 0",
    ],
    [
      () => lib.gaussianTeacher(any({ count: 5, inputs: 2, seed: 1, teacher: net() })),
      TypeError,
      "2",
      "3",
    ],
    [() => lib.split(moons, any({ train: 20, seed: 1 })), RangeError, "split", "train is 20"],
    [() => lib.split(moons, any({ train: 8, test: 8, seed: 1 })), RangeError, "split", "16"],
    [() => lib.split(any(undefined), { train: 1, test: 1, seed: 1 }), TypeError, "split"],
    [() => lib.standardize(x, y), TypeError, "standardize", "6×3", "6×2"],
    [() => lib.standardize(Matrix.zeros(0, 2)), RangeError, "standardize", "no rows"],
    [() => lib.digits({ train: 1e6, test: 1, seed: 1 }), RangeError, "digits", "train is 1000000"],
    [() => lib.digits(any({ train: 10, seed: 1, size: 9 })), RangeError, "digits", "size is 9"],
    [() => lib.digits(any(undefined)), TypeError, "digits"],
  ],
  theory: [
    [() => lib.gaussianMean((z) => z, -1), RangeError, "gaussianMean", "variance is -1"],
    [() => lib.gaussianMean(any(3)), TypeError, "gaussianMean", "3"],
    [() => lib.gainOf(any("relu")), TypeError, "gainOf", '"relu"'],
    [() => lib.meanField(tanh, any(1)), TypeError, "meanField", "1"],
    [() => lib.meanField(tanh, { ...scales, weights: -1 }), RangeError, "weights is -1"],
    [() => lib.meanField(any("tanh"), scales), TypeError, "meanField", '"tanh"'],
    [() => lib.edgeOfChaos(tanh, -1), RangeError, "edgeOfChaos", "biases is -1"],
    [() => lib.finiteWidthMedian(0, 3), RangeError, "finiteWidthMedian", "width is 0"],
    [() => lib.bornDeadProbability(2, -1), RangeError, "bornDeadProbability", "depth is -1"],
    [() => lib.conditionNumber(0, 1), RangeError, "conditionNumber", "first is 0"],
    [() => lib.descentRate(0.5), RangeError, "descentRate", "condition is 0.5"],
    [() => lib.descentSteps(10, 2), RangeError, "descentSteps", "reduction is 2"],
    [() => lib.layerSignals(net().forward(x)), TypeError, "layerSignals", "no gradients"],
    [() => lib.theoryFor(residual().forward(x)), TypeError, "theoryFor", "mlp"],
    [
      () => lib.gradientCheck(net(), x, Matrix.zeros(6, 1), lib.meanSquaredError),
      TypeError,
      "6×2",
      "6×1",
    ],
    [() => lib.lsuv(net(), Matrix.zeros(0, 3), any({ seed: 1 })), RangeError, "lsuv", "0×3"],
    [() => lib.lsuv(net(), nan, any({ seed: 1 })), RangeError, "lsuv", "NaN"],
  ],
};

/** What a remedy begins with; in a formula, the mark under the part to be changed. */
const REMEDY =
  /\b(give|make|use|call|leave|ask|put|write|need|needs|must equal|must be|choose|begin|wrap)\b|\^$/i;

let cases = 0;
for (const [title, table] of Object.entries(tables)) {
  Deno.test(`wrong input: ${title}`, async () => {
    const failures: string[] = [];
    for (const [act, type, ...parts] of table) {
      const complaint = await look(act, type, parts);
      if (complaint) failures.push(`${String(act).replace(/\s+/g, " ")}\n    ${complaint}`);
      cases++;
    }
    assert(failures.length === 0, `\n${failures.join("\n")}`);
  });
}

Deno.test("at least 100 wrong inputs were tried", () => {
  console.log(`${cases} wrong inputs`);
  assert(cases >= 100);
});

/** What is wrong with the error of one wrong input; null when nothing is. */
async function look(act: Case[0], type: ErrorConstructor, parts: string[]): Promise<string | null> {
  const before = memory(), start = performance.now();
  let error: unknown;
  try {
    await act();
    return "no error at all";
  } catch (thrown) {
    error = thrown;
  }
  const seconds = (performance.now() - start) / 1000, megabytes = (memory() - before) / 2 ** 20;
  if (!(error instanceof type)) return `not a ${type.name}: ${error}`;
  const missing = parts.filter((part) => !error.message.includes(part));
  if (missing.length > 0) return `without ${missing.map((m) => `"${m}"`)}: ${error.message}`;
  if (!REMEDY.test(error.message)) return `without a remedy: ${error.message}`;
  if (seconds > 5) return `after ${seconds} s`; // a second, and room for a machine at work
  if (megabytes > 200) return `with ${megabytes} MB`;
  return null;
}

function memory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}
