import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Activation, identity, leakyRelu, relu, sigmoid, tanh } from "../lib/activations.ts";
import { gradientCheck } from "../lib/check.ts";
import { type Initializer, scaledNormal, xavierNormal } from "../lib/initializers.ts";
import { Activate } from "../lib/layers/activate.ts";
import { Dense } from "../lib/layers/dense.ts";
import { meanSquaredError } from "../lib/losses.ts";
import { float32, Matrix } from "../lib/matrix.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { matmul } from "../lib/products.ts";
import { mlp, type MlpOptions, Network } from "../lib/network.ts";
import { sgd } from "../lib/optimizers.ts";
import { Random } from "../lib/random.ts";

const random = new Random(1);
const x = Matrix.generate(6, 3, () => random.normal());
const y = Matrix.generate(6, 2, () => random.normal());
const options: MlpOptions = {
  inputs: 3,
  width: 5,
  depth: 3,
  outputs: 2,
  activation: sigmoid,
  weights: scaledNormal(1.3),
  seed: 2,
};

/** Biases away from zero, so that no unit sits on a corner and no check is blind to the bias. */
function unsettled(network: Network): Network {
  const noise = new Random(99);
  for (const { name, value } of network.parameters) {
    if (name === "bias") {
      for (let i = 0; i < value.data.length; i++) value.data[i] = noise.normal();
    }
  }
  return network;
}

for (const activation of [identity, sigmoid, tanh, relu, leakyRelu(0.1)]) {
  for (const depth of [1, 2, 4]) {
    Deno.test(`gradients are right: ${activation.name}, depth ${depth}`, () => {
      const network = unsettled(mlp({ ...options, activation, depth }));
      assert(gradientCheck(network, x, y, meanSquaredError) < 1e-7);
    });
  }
}

Deno.test("gradientCheck notices a wrong sign, a lost factor and a zero", () => {
  for (const wrong of [(s: number) => -s, (s: number) => 1.01 * s, () => 0]) {
    const activation: Activation = { ...sigmoid, slope: (z) => wrong(sigmoid.slope(z)) };
    const error = gradientCheck(mlp({ ...options, activation }), x, y, meanSquaredError);
    assert(error > 1e-3, `${error}`);
  }
});

Deno.test("a linear network's gradients are products of its matrices, also at 1e-200", () => {
  const network = mlp({ ...options, activation: identity, depth: 49, weights: scaledNormal(1e-4) });
  const run = network.forward(x), gradient = Matrix.generate(6, 2, () => 1);
  run.backward(gradient);
  const weights = network.parameters.filter(({ name }) => name === "weights").map((p) => p.value);
  let delta = gradient;
  for (let l = weights.length - 1; l >= 0; l--) {
    assertEquals(run.records[2 * l].delta, delta, `layer ${l + 1}`);
    delta = matmul(delta, transpose(weights[l]));
  }
  assertEquals(run.inputGradient, delta);
  const size = rootMeanSquare(delta);
  assert(size > 1e-210 && size < 1e-190, `${size}`);
});
const transpose = (a: Matrix) => Matrix.generate(a.columns, a.rows, (i, j) => a.at(j, i));

Deno.test("a run keeps what it recorded when the network learns on", () => {
  const network = mlp(options), run = network.forward(x);
  run.backward(meanSquaredError(run.output, y).gradient);
  const seen = JSON.stringify(
    run.records.map(({ output, delta, gradients }) => [output, delta, gradients]),
  );
  for (let step = 0; step < 3; step++) {
    const later = network.forward(x);
    later.backward(meanSquaredError(later.output, y).gradient);
    sgd({ rate: 0.5 }).step(network.parameters);
  }
  run.backward(meanSquaredError(run.output, y).gradient); // the way back uses the weights of its own pass
  const again = run.records.map(({ output, delta, gradients }) => [output, delta, gradients]);
  assertEquals(JSON.stringify(again), seen);
});

Deno.test("gradient descent moves by −rate·gradient and lowers the loss", () => {
  const network = mlp(options), run = network.forward(x);
  const { loss, gradient } = meanSquaredError(run.output, y);
  run.backward(gradient);
  const [parameter] = network.parameters, before = parameter.value;
  sgd({ rate: 0.1 }).step(network.parameters);
  assertEquals(parameter.value.data[0], before.data[0] - 0.1 * parameter.gradient!.data[0]);
  assert(meanSquaredError(network.forward(x).output, y).loss < loss);
});

Deno.test("mean squared error by hand", () => {
  const { loss, gradient } = meanSquaredError(Matrix.from([[1, 2]]), Matrix.from([[0, 4]]));
  assertEquals([loss, ...gradient.data], [2.5, 1, -2]);
});

Deno.test("the same seed gives the same network; a deeper one begins with the same layers", () => {
  const weights = (depth: number) => mlp({ ...options, depth }).parameters[2].value;
  assertEquals(weights(3), weights(3));
  assertEquals(weights(3), weights(9));
  assert(weights(3).data[0] !== mlp({ ...options, seed: 3 }).parameters[2].value.data[0]);
});

Deno.test("float32 is computed in float32 throughout", () => {
  const network = mlp({ ...options, precision: float32 }), run = network.forward(x.to(float32));
  run.backward(meanSquaredError(run.output, y.to(float32)).gradient);
  for (const { output, delta, gradients } of run.records) {
    for (const matrix of [output, delta!, ...gradients]) assertEquals(matrix.precision, float32);
  }
  sgd({ rate: 0.1 }).step(network.parameters);
  for (const { value } of network.parameters) assertEquals(value.precision, float32);
  const wide = mlp(options).forward(x).output.data[0];
  assertAlmostEquals(run.output.data[0], wide, 1e-5);
});

Deno.test("mistakes are named with the layer, both shapes and the remedy", () => {
  const network = mlp(options), run = network.forward(x);
  const bad = (change: Record<string, unknown>) => () =>
    mlp({ ...options, ...change } as MlpOptions);
  const cases: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [
      () => network.forward(Matrix.zeros(6, 4)),
      TypeError,
      /forward, layer 1 of 4 \(dense 3→5\).*6×4.*3×5.*Give an input with 3 columns/,
    ],
    [() => network.forward(Matrix.zeros(0, 3)), RangeError, /the batch is empty/],
    [
      () => network.forward([[1, 2, 3]] as unknown as Matrix),
      TypeError,
      /of type Array, not a Matrix/,
    ],
    [
      () => run.backward(y.map((t) => t)) ?? run.backward(Matrix.zeros(6, 1)),
      TypeError,
      /gradient is 6×1 and the network's output is 6×2/,
    ],
    [
      () => meanSquaredError(run.output, Matrix.zeros(6, 1)),
      TypeError,
      /output is 6×2 and the target is 6×1/,
    ],
    [
      () => mlp(options).layers[0].parameters && sgd({ rate: 1 }).step(mlp(options).parameters),
      TypeError,
      /weights has no gradient yet/,
    ],
    [() => sgd({ rate: -1 }), RangeError, /sgd: rate is -1/],
    [() => sgd({ rate: Infinity }), RangeError, /sgd: rate is Infinity/],
    [() => new Network([]), RangeError, /there are no layers/],
    [bad({ depth: 0 }), RangeError, /mlp: depth is 0; give a whole number from 1/],
    [bad({ width: -3 }), RangeError, /mlp: width is -3/],
    [bad({ width: 1.5 }), RangeError, /mlp: width is 1\.5/],
    [bad({ width: 1e9 }), RangeError, /mlp: width is 1000000000/],
    [bad({ width: 10_000, depth: 9_999 }), RangeError, /weights; the most is/],
    [bad({ inputs: NaN }), RangeError, /mlp: inputs is NaN/],
    [bad({ outputs: "1" }), RangeError, /mlp: outputs is "1"/],
    [bad({ seed: 0.5 }), RangeError, /seed is 0\.5/],
    [
      bad({ activation: "relu" }),
      TypeError,
      /activation is the text "relu"; give a value such as sigmoid, without quotes/,
    ],
    [
      bad({ weights: undefined as unknown as Initializer }),
      TypeError,
      /weights is undefined; give a value such as xavierNormal/,
    ],
    [
      () => new Activate(tanh).forward(3 as unknown as Matrix),
      TypeError,
      /forward, tanh: the input is 3, not a Matrix/,
    ],
    [() => new Dense(0, 1, { weights: xavierNormal, random }), RangeError, /dense: inputs is 0/],
  ];
  for (const [action, type, message] of cases) {
    const error = assertThrows(action, type) as Error;
    assert(message.test(error.message), error.message);
  }
});
