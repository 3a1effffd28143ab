import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { tanh } from "../lib/activations.ts";
import { clipNorm } from "../lib/clipping.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { Stopped } from "../lib/jupyter/steps.ts";
import { type Layer, type Mode, training } from "../lib/layers/layer.ts";
import { accuracy, type Loss, meanSquaredError, softmaxCrossEntropy } from "../lib/losses.ts";
import { Matrix, zip } from "../lib/matrix.ts";
import { relativeChange, rootMeanSquare } from "../lib/magnitude.ts";
import { batchSpread, layerSignals, theoryFor } from "../lib/monitor.ts";
import { mlp, Network, type Run } from "../lib/network.ts";
import { adam, sgd } from "../lib/optimizers.ts";
import { Random } from "../lib/random.ts";
import { NotFinite, train } from "../lib/train.ts";
import type { StepInfo } from "../lib/train_options.ts";

const random = new Random(1);
const x = Matrix.generate(32, 2, () => random.normal());
const y = Matrix.generate(32, 1, (i) => x.at(i, 0) * x.at(i, 1));
const make = (outputs = 1) =>
  mlp({
    inputs: 2,
    width: 16,
    depth: 2,
    outputs,
    activation: tanh,
    weights: xavierNormal,
    seed: 1,
  });
const options = { x, y, loss: meanSquaredError };

Deno.test("train learns a product of two inputs, the same bits each time", async () => {
  const learn = () => train(make(), { ...options, optimizer: sgd({ rate: 0.2 }), steps: 400 });
  const { loss, stopped } = await learn();
  assertEquals([loss.length, stopped], [400, null]);
  assert(loss instanceof Float64Array && loss[399] < 0.1 * loss[0], `${loss[0]} → ${loss[399]}`);
  assertEquals((await learn()).loss, loss);
});

Deno.test("steps: a number, an array and a generator are the same; epochs count whole passes", async () => {
  async function* five() {
    for (let i = 0; i < 5; i++) yield await Promise.resolve(i);
  }
  const learn = async (how: object) =>
    (await train(make(), { ...options, optimizer: sgd({ rate: 0.2 }), ...how })).loss;
  const fiveSteps = await learn({ steps: 5 });
  assertEquals(await learn({ steps: Array(5) }), fiveSteps);
  assertEquals(await learn({ steps: five() }), fiveSteps);
  assertEquals(await learn({ epochs: 5 }), fiveSteps);
  assertEquals((await learn({ epochs: 3, batchSize: 10 })).length, 12); // 10 + 10 + 10 + 2 rows
  assertEquals((await learn({ steps: 0 })).length, 0);
});

Deno.test("each epoch sees every row once, in an order that only the seed decides", async () => {
  const orders = async (seed: number) => {
    const seen: number[][] = [[], []];
    await train(make(), {
      ...options,
      optimizer: sgd({ rate: 0.1 }),
      epochs: 2,
      batchSize: 10,
      seed,
      onStep(run, { epoch, rows }) {
        seen[epoch].push(...rows);
        assertEquals(run.input.rows, rows.length);
        rows.forEach((row, i) => assertEquals(run.input.at(i, 0), x.at(row, 0)));
      },
    });
    return seen;
  };
  const [first, second] = await orders(1), all = Array.from({ length: 32 }, (_, i) => i);
  for (const order of [first, second]) {
    assert(order.some((row, i) => row !== i));
    assertEquals(order.toSorted((a, b) => a - b), all);
  }
  assert(first.some((row, i) => row !== second[i]), "two epochs in one order");
  assertEquals(await orders(1), [first, second]);
  assert((await orders(2))[0].some((row, i) => row !== first[i]), "two seeds with one order");
});

Deno.test("a batch of rows and its labels stay together", async () => {
  const labels = Uint8Array.from({ length: 32 }, (_, i) => i % 2);
  const points = Matrix.generate(32, 2, (i, j) => j === 0 ? (labels[i] ? 3 : -3) : random.normal());
  const network = make(2);
  const { loss } = await train(network, {
    x: points,
    y: labels,
    loss: softmaxCrossEntropy,
    optimizer: adam({ rate: 0.05 }),
    epochs: 20,
    batchSize: 8,
  });
  assert(loss[79] < 0.01, `${loss[79]}`);
  assertEquals(accuracy(network.forward(points).output, labels), 1);
});

Deno.test("onStep sees the run with its gradients, and the weights before and after", async () => {
  const network = make(), steps: number[] = [], losses: number[] = [];
  const history = await train(network, {
    ...options,
    optimizer: clipNorm(1e-3, sgd({ rate: 1 })),
    steps: 4,
    async onStep(run, { step, epoch, loss, before }) {
      await Promise.resolve();
      steps.push(step, epoch);
      losses.push(loss);
      assertEquals(meanSquaredError(run.output, y).loss, loss);
      const [dense] = run.records, [{ value, gradient }] = network.parameters;
      assertEquals(before.length, network.parameters.length);
      const moved = zip(before[0], value, (a, b) => a - b), raw = dense.gradients[0];
      assertAlmostEquals(moved.data[5], gradient!.data[5], 1e-12); // the clipped one was used
      assert(rootMeanSquare(raw) > 2 * rootMeanSquare(gradient!), "the run's own is not clipped");
    },
  });
  assertEquals(steps, [0, 0, 1, 1, 2, 2, 3, 3]);
  assertEquals([...history.loss], losses);
});

Deno.test("the step is the mode's, so that what is random in a layer changes with it", async () => {
  const seen: Mode[] = [];
  const spy: Layer = {
    name: "spy",
    parameters: [],
    forward(x, mode) {
      seen.push(mode);
      return { output: x, backward: (dy) => dy };
    },
  };
  await train(new Network([spy, ...make().layers]), {
    ...options,
    optimizer: sgd({ rate: 0.1 }),
    steps: 3,
  });
  assertEquals(seen, [training(0), training(1), training(2)]);
});

Deno.test("train stops at a loss that is not finite, names the layer and gives the history", async () => {
  const diverge = sgd({ rate: 1e9 });
  const error = await assertRejects(
    () => train(make(), { ...options, optimizer: diverge, steps: 400 }),
    NotFinite,
  );
  const message =
    /(loss|gradient of \w+) is -?(NaN|Infinity) at step (\d+)\. The first.*in the loss itself.*e155.*smaller/;
  // The output's square is beyond 1.8e308, the output itself is not.
  const step = Number(message.exec(error.message)?.[3]);
  assert(step > 1, error.message);
  assertEquals(error.history.loss.length, step - 1);
  assert(error instanceof RangeError && error.history.loss.every(Number.isFinite));
});

/** Puts another number into what goes through a layer, on the way forward or back. */
function spoiling(name: string, forward: number, back: number): Layer {
  const spoil = (m: Matrix, by: number) => m.map((v, i) => i === 2 ? v * by : v);
  return {
    name,
    parameters: [],
    forward: (x) => ({ output: spoil(x, forward), backward: (dy) => spoil(dy, back) }),
  };
}

Deno.test("the first layer where a number is not finite is named, forward and backward", async () => {
  const [first, act, second, act2, last] = make().layers;
  const cases: [Layer[], string][] = [
    [[first, act, spoiling("layer X", NaN, 1), second, act2, last], "in the output of layer X"],
    [[first, act, spoiling("layer Y", Infinity, 1), last], "in the output of layer Y"],
    [[first, act, spoiling("layer Z", 1, NaN), second, act2, last], "reaches layer 1's tanh"],
    [[first, act, second, act2, spoiling("layer V", 1, -Infinity), last], "reaches layer 2's tanh"],
  ];
  for (const [layers, place] of cases) {
    const network = new Network(layers), before = network.parameters.map(({ value }) => value);
    const error = await assertRejects(
      () => train(network, { ...options, optimizer: sgd({ rate: 0.1 }), steps: 9 }),
      NotFinite,
      place,
    );
    assert(error.message.includes("at step 1"), error.message);
    assertEquals(network.parameters.map(({ value }) => value), before); // as before the step
  }
  const spoiled = make();
  spoiled.parameters[2].value.data[7] = NaN;
  await assertRejects(
    () => train(spoiled, { ...options, optimizer: sgd({ rate: 0.1 }), steps: 1 }),
    NotFinite,
    "on the way forward, in the weights of layer 2 of 3",
  );
  const tooFar: Loss = (output, target) => ({
    ...meanSquaredError(output, target),
    loss: Infinity,
  });
  await assertRejects(
    () => train(make(), { ...options, loss: tooFar, optimizer: sgd({ rate: 0.1 }), steps: 1 }),
    NotFinite,
    "in the loss itself",
  );
  const noWay: Loss = (output) => ({ loss: 1, gradient: output.map(() => NaN) });
  await assertRejects(
    () => train(make(), { ...options, loss: noWay, optimizer: sgd({ rate: 0.1 }), steps: 1 }),
    NotFinite,
    "in the gradient that reaches layer 3 of 3",
  );
});

Deno.test("an aborted signal ends training before the next step, with the history so far", async () => {
  const abort = new AbortController(), optimizer = sgd({ rate: 0.1 });
  const { loss, stopped } = await train(make(), {
    ...options,
    optimizer,
    steps: 400,
    signal: abort.signal,
    onStep: (_, { step }) => step === 6 && abort.abort(),
  });
  assertEquals([loss.length, stopped], [7, "Stopped by its signal after 7 steps."]);
  const never = await train(make(), { ...options, optimizer, steps: 9, signal: abort.signal });
  assertEquals(never.loss.length, 0);
});

Deno.test("a timer can abort it: the event loop has its turn", async () => {
  const signal = AbortSignal.timeout(100), network = make();
  const { loss, stopped } = await train(network, {
    ...options,
    optimizer: sgd({ rate: 0.01 }),
    steps: 5000, // some seconds
    signal,
  });
  assert(loss.length > 0 && loss.length < 5000 && stopped !== null, `${loss.length} steps`);
});

Deno.test("Stop ends it with the history so far; other errors go through", async () => {
  function* endingWith(error: Error) {
    yield* [1, 2, 3];
    throw error;
  }
  const how = { ...options, optimizer: sgd({ rate: 0.1 }) };
  const stop = new Stopped("Stopped by you: training, step 3 of 9.");
  const { loss, stopped } = await train(make(), { ...how, steps: endingWith(stop) });
  assertEquals([loss.length, stopped], [3, stop.message]);
  const other = () => train(make(), { ...how, steps: endingWith(new Error("the cat")) });
  await assertRejects(other, Error, "the cat");
});

Deno.test("a watcher is told of the start, of each step after onStep, and of the end, however it comes", async () => {
  const seen: unknown[] = [];
  const watch = (steps: number | undefined) => {
    seen.push(["start", steps]);
    return {
      step: (run: Run, { step }: StepInfo) => void seen.push([run.output.shape, step]),
      end: () => void seen.push("end"),
    };
  };
  const how = { ...options, optimizer: sgd({ rate: 0.1 }), watch };
  const onStep = (_: Run, { step }: StepInfo) => void seen.push(step);
  await train(make(), { ...how, steps: 2, onStep });
  assertEquals(seen.splice(0), [["start", 2], 0, ["32×1", 0], 1, ["32×1", 1], "end"]);
  await train(make(), { ...how, epochs: 2, batchSize: 10 });
  assertEquals(seen.splice(0)[0], ["start", 8]);
  await train(make(), { ...how, steps: [7, 7] });
  assertEquals([seen[0], seen.at(-1), seen.splice(0).length], [["start", undefined], "end", 4]);
  const diverge = () => train(make(), { ...how, optimizer: sgd({ rate: 1e9 }), steps: 400 });
  await assertRejects(diverge, NotFinite);
  assertEquals(seen.at(-1), "end");
});

Deno.test("a watcher can stop the training, which keeps the history so far", async () => {
  const step = (_: Run, info: StepInfo) => {
    if (info.step === 4) throw new Stopped("Stopped by you: training, step 5 of 9.");
  };
  const watch = () => Promise.resolve({ step, end: () => {} });
  const how = { ...options, optimizer: sgd({ rate: 0.1 }), steps: 9, watch };
  const { loss, stopped } = await train(make(), how);
  assertEquals([loss.length, stopped], [5, "Stopped by you: training, step 5 of 9."]);
});

Deno.test("mistakes are named before the first step", async () => {
  const spoiled = x.map((v, i) => i === 5 ? NaN : v), infinite = y.map(() => Infinity);
  const cases: [object, typeof TypeError | typeof RangeError, RegExp][] = [
    [{ x: spoiled }, RangeError, /train: x is NaN at row 2, column 1/],
    [{ y: infinite }, RangeError, /train: y is Infinity at row 0, column 0/],
    [{ x: [[1, 2]] }, TypeError, /train: x is .*not a Matrix/],
    [{ x: Matrix.zeros(0, 2) }, RangeError, /train: x has no rows/],
    [{ y: Matrix.zeros(31, 1) }, TypeError, /x has 32 rows and y is 31 rows/],
    [{ y: [1, 2] }, TypeError, /x has 32 rows and y is 2 rows/],
    [{ y: undefined }, TypeError, /y is undefined/],
    [{ loss: "mse" }, TypeError, /the loss is "mse"; give a function/],
    [{ optimizer: 0.1 }, TypeError, /train: the optimizer is 0\.1/],
    [{ batchSize: 0 }, RangeError, /batchSize is 0; give a whole number from 1 to 32/],
    [{ batchSize: 33 }, RangeError, /batchSize is 33/],
    [{ batchSize: 8, seed: -1 }, RangeError, /seed is -1/],
    [{ steps: -1 }, RangeError, /train: steps is -1/],
    [{ steps: "300" }, TypeError, /steps is "300"; give a number/],
    [{ steps: {} }, TypeError, /steps is a value of type Object/],
    [{ watch: { step() {} } }, TypeError, /train: watch is a value of type Object; give live\(\)/],
    [{ steps: undefined }, TypeError, /neither steps nor epochs is given/],
    [{ epochs: 2 }, TypeError, /steps and epochs are both given/],
    [{ steps: undefined, epochs: 1.5 }, RangeError, /train: epochs is 1\.5/],
  ];
  for (const [change, type, message] of cases) {
    const how = { ...options, optimizer: sgd({ rate: 0.1 }), steps: 2, ...change };
    const error = await assertRejects(() => train(make(), how as typeof how), type);
    assert(message.test(error.message), error.message);
  }
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
