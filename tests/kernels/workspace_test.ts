import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { adamInFloat32 } from "../../lib/kernels/float32.ts";
import type { Numbers } from "../../lib/kernels/reference.ts";
import { runAdam, runProduct } from "../../lib/kernels/run.ts";
import { kernels, replaceKernels, Workspace, workspaceOf } from "../../lib/kernels/workspace.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { copyInto, float32, float64, Matrix } from "../../lib/matrix.ts";
import type { Run } from "../../lib/network.ts";
import { adam, sgd } from "../../lib/optimizers.ts";
import { matmul } from "../../lib/products.ts";
import { train } from "../../lib/train.ts";
import { runCommand } from "../../tools/testing/command.ts";
import { network, x, y } from "./small_network.ts";

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

Deno.test("a view that outlived its workspace belongs to none", () => {
  const workspace = new Workspace();
  workspace.begin();
  const view = copyInto(workspace, x).data;
  assertEquals(workspaceOf(view), workspace);
  workspace.end();
  assertEquals(workspaceOf(view), null);
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
  const script = fileURLToPath(new URL("ten_thousand_steps.ts", import.meta.url)); // alone in its process
  const { ok, output } = await runCommand(Deno.execPath(), ["run", "--no-lock", "-A", script]);
  assert(ok, output);
  const { rss, external } = JSON.parse(output.trim().split("\n").at(-1)!);
  assert(rss < 20e6, `the process grew by ${rss} bytes`);
  assert(external < 2e6, `its arrays by ${external}`);
});

Deno.test("where the memory is full, a step of Adam in float32 has the same bits", () => {
  replaceKernels(null); // so that no room is kept for what passes
  const workspace = new Workspace(), own = () => new Float32Array([1, -2, 3e-3, 0.5]);
  workspace.begin();
  const inside = workspace.take(4, float32);
  while (workspace.take(1e5, float64).buffer === kernels()!.buffer); // block by block, until none is left
  const numbers = [0.9, 0.1, 0.999, 0.001, 0.01, 0.01, 0.3, 1e-8];
  const step = (run: typeof adamInFloat32, moved: Numbers) => {
    const results = [moved, own(), own()];
    run([own(), own(), own(), own().map(Math.abs)], results, numbers);
    return results.map((result) => [...result]);
  };
  const matrices = (all: readonly Numbers[]) => all.map((data) => ({ data }));
  const found = step((before, after) => {
    assert(runAdam(matrices(before), matrices(after), numbers));
  }, inside);
  workspace.end();
  assertEquals(found, step(adamInFloat32, own()));
});

Deno.test("what passes to a kernel does not lie where a workspace lies, whatever kernels came between", () => {
  const here = kernels()!, n = 20, at = { row: n, column: 1 };
  const pass = () => {
    const data = new Float64Array(n * n).fill(1), c = new Float64Array(n * n);
    assert(runProduct(n, n, n, { data, ...at }, { data, ...at }, c));
    assertEquals(c, c.map(() => n));
  };
  pass();
  replaceKernels(null);
  replaceKernels(here);
  const workspace = new Workspace();
  workspace.begin();
  const view = workspace.take(1000, float64).fill(7);
  pass();
  assertEquals(view, view.map(() => 7));
  workspace.end();
  replaceKernels(null);
});
