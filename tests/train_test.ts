import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { tanh } from "../lib/activations.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { meanSquaredError } from "../lib/losses.ts";
import { Matrix, relativeChange } from "../lib/matrix.ts";
import { batchSpread, layerSignals, theoryFor } from "../lib/monitor.ts";
import { mlp, Network } from "../lib/network.ts";
import { sgd } from "../lib/optimizers.ts";
import { Random } from "../lib/random.ts";
import { train } from "../lib/train.ts";

const random = new Random(1);
const x = Matrix.generate(32, 2, () => random.normal());
const y = Matrix.generate(32, 1, (i) => x.at(i, 0) * x.at(i, 1));
const make = () =>
  mlp({
    inputs: 2,
    width: 16,
    depth: 2,
    outputs: 1,
    activation: tanh,
    weights: xavierNormal,
    seed: 1,
  });
const options = { x, y, loss: meanSquaredError };

Deno.test("train learns a product of two inputs, the same bits each time", async () => {
  const learn = () =>
    train(make(), { ...options, optimizer: sgd({ rate: 0.2 }), steps: Array(400) });
  const losses = await learn();
  assertEquals(losses.length, 400);
  assert(losses[399] < 0.1 * losses[0], `${losses[0]} → ${losses[399]}`);
  assertEquals(await learn(), losses);
});

Deno.test("train stops at a loss that is not finite, and says where", async () => {
  const error = await assertRejects(
    () => train(make(), { ...options, optimizer: sgd({ rate: 1e9 }), steps: Array(400) }),
    RangeError,
  );
  assert(
    /the loss is (NaN|Infinity) at step \d+\. Give a smaller learning rate/.test(error.message),
  );
});

Deno.test("train gives its first step and its gradient to the step it is told", async () => {
  const network = make(), [before] = network.parameters.map(({ value }) => value);
  await train(network, { ...options, optimizer: sgd({ rate: 0.1 }), steps: [0] });
  const [{ value, gradient }] = network.parameters;
  const largest = (m: Matrix) => Math.max(...m.data.map(Math.abs));
  assertEquals(value.data[3], before.data[3] - 0.1 * gradient!.data[3]);
  assert(largest(gradient!) > 0);
  assertAlmostEquals(relativeChange(Matrix.from([[1, 1]]), Matrix.from([[1.1, 0.9]])), 0.1, 1e-12);
});

Deno.test("theoryFor reads widths, variances and activation off the run", () => {
  const network = make(), run = network.forward(x);
  run.backward(meanSquaredError(run.output, y).gradient);
  const theory = theoryFor(run), signals = layerSignals(run);
  assertEquals(theory.map(({ layer }) => layer), [1, 2, 3]);
  assertEquals(theory[2].delta, signals[2].delta);
  for (const l of [0, 1]) {
    assertAlmostEquals(theory[l].delta / signals[l].delta, 1, 0.4);
    assertAlmostEquals(theory[l].activation / signals[l].activation, 1, 0.4);
  }
  const odd = new Network(network.layers.slice(0, 2)).forward(x);
  odd.backward(odd.output);
  let message = "";
  try {
    theoryFor(odd);
  } catch (error) {
    message = (error as TypeError).message;
  }
  assert(message.includes("for mlp(…) alone"), message);
});

Deno.test("batchSpread measures what differs between examples, not size", () => {
  assertEquals(batchSpread(Matrix.from([[5, 1], [5, 3]])), Math.sqrt(0.5));
  assertEquals(batchSpread(Matrix.from([[7, -7], [7, -7]])), 0);
});
