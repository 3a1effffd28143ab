import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { sigmoid } from "../../lib/activations.ts";
import { kernels, Workspace, workspaceOf } from "../../lib/kernels/workspace.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { copyInto, float64, Matrix } from "../../lib/matrix.ts";
import { mlp, type Run } from "../../lib/network.ts";
import { adam, sgd } from "../../lib/optimizers.ts";
import { matmul } from "../../lib/products.ts";
import { Random } from "../../lib/random.ts";
import { train } from "../../lib/train.ts";

const random = new Random(1);
const x = Matrix.generate(32, 5, () => random.normal());
const y = Matrix.generate(32, 1, (row) => x.at(row, 0) * x.at(row, 1));
const network = () =>
  mlp({
    inputs: 5,
    width: 20,
    depth: 3,
    outputs: 1,
    activation: sigmoid,
    normalisation: batchNorm,
    weights: xavierNormal,
    seed: 7,
  });

Deno.test("a result lies where the newer of its operands' workspaces is", () => {
  const older = new Workspace(), newer = new Workspace();
  older.begin();
  newer.begin();
  const a = copyInto(older, x), b = copyInto(newer, Matrix.zeros(5, 9));
  assertEquals(workspaceOf(matmul(a, b).data), newer);
  assertEquals(workspaceOf(matmul(a, Matrix.zeros(5, 9)).data), older);
  assertEquals(workspaceOf(matmul(x, Matrix.zeros(5, 9)).data), null);
  older.end();
  newer.end();
});

Deno.test("what is over says so when it is read; what is kept stays", () => {
  const workspace = new Workspace();
  workspace.begin();
  const over = copyInto(workspace, x);
  workspace.begin();
  assertThrows(() => over.at(0, 0), RangeError, "training step that is over");
  assertThrows(() => matmul(over, Matrix.zeros(5, 2)), RangeError, "copy it");
  const kept = copyInto(workspace, x);
  workspace.keep();
  workspace.begin();
  copyInto(workspace, y);
  assertEquals(kept, x);
  workspace.end();
});

Deno.test("memory is given back, and where there is none left the numbers get arrays of their own", () => {
  const quarter = kernels()!.buffer.byteLength / 4 / 8;
  for (let round = 0; round < 3; round++) {
    const workspace = new Workspace();
    workspace.begin();
    const inside = [1, 2, 3, 4, 5].map(() => workspace.take(quarter, float64))
      .filter((data) => data.buffer === kernels()!.buffer);
    assertEquals(inside.length, 3); // the first block is the kernels' own
    workspace.end();
  }
});

Deno.test("a training leaves the bits that the same steps by hand leave", async () => {
  for (const optimizer of [() => sgd({ rate: 0.1, momentum: 0.9 }), () => adam({ rate: 0.01 })]) {
    const trained = network(), byHand = network(), own = optimizer();
    const loss: number[] = [];
    const { loss: losses } = await train(trained, {
      x,
      y,
      loss: meanSquaredError,
      optimizer: optimizer(),
      steps: 25,
    });
    for (let step = 0; step < 25; step++) {
      const run = byHand.forward(x, { training: true, step });
      const { loss: size, gradient } = meanSquaredError(run.output, y);
      run.backward(gradient);
      own.step(byHand.parameters);
      loss.push(size);
    }
    assertEquals(Array.from(losses), loss);
    assertEquals(
      trained.parameters.map(({ value }) => value),
      byHand.parameters.map((p) => p.value),
    );
    assertEquals(trained.forward(x).output, byHand.forward(x).output);
  }
});

Deno.test("what a hook recorded is never written over, and afterwards all matrices can be read", async () => {
  const trained = network(), runs: Run[] = [], copies: number[][] = [];
  const flat = (run: Run) =>
    run.records.flatMap(({ output, delta, gradients }) => [
      ...output.data,
      ...delta!.data,
      ...gradients.flatMap(({ data }) => [...data]),
    ]);
  const weights: Matrix[] = [];
  const onStep = (run: Run) => {
    runs.push(run);
    copies.push(flat(run));
    weights.push(trained.weights[0]);
  };
  const setting = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }) };
  await train(trained, { ...setting, batchSize: 10, steps: 12, onStep });
  await train(trained, { ...setting, steps: 5 });
  assertEquals(runs.map(flat), copies);
  assertNotEquals(weights[0], weights[11]);
  assertEquals(trained.parameters.map(({ value }) => value.at(0, 0)).filter(Number.isNaN), []);
});

Deno.test("a hook that forgets, and keeps all the same, is told so", async () => {
  const trained = network();
  let first: Run | null = null;
  const onStep = Object.assign((run: Run) => void (first ??= run), { forgets: true as const });
  await train(trained, {
    x,
    y,
    loss: meanSquaredError,
    optimizer: sgd({ rate: 0.1 }),
    steps: 5,
    onStep,
  });
  assertThrows(() => first!.output.at(0, 0), RangeError, "Keep it from within onStep");
});

Deno.test("trainings side by side do not disturb one another", async () => {
  const setting = { x, y, loss: meanSquaredError, steps: 40 };
  const alone = await train(network(), { ...setting, optimizer: sgd({ rate: 0.1 }) });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
  const both = await Promise.all(
    [1, 2, 3].map(() =>
      train(network(), { ...setting, optimizer: sgd({ rate: 0.1 }), onStep: pause })
    ),
  );
  for (const { loss } of both) assertEquals(loss, alone.loss);
});

Deno.test("ten thousand steps do not grow the memory", async () => {
  const setting = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.01 }) };
  const trained = network();
  await train(trained, { ...setting, steps: 1000 });
  const before = Deno.memoryUsage();
  await train(trained, { ...setting, steps: 10_000 });
  const after = Deno.memoryUsage();
  assert(after.rss - before.rss < 50e6, `rss from ${before.rss} to ${after.rss}`);
  assert(after.external - before.external < 20e6);
});
