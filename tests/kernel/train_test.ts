/** Training on real digits in the real kernel, and Stop in the middle of it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Kernel } from "../../tools/kernel.ts";
import { error, printed, seconds, startKernel, value } from "./cells.ts";

let kernel: Kernel;
Deno.test.afterAll(() => kernel.close());

const names = "adam, digits, heNormal, mlp, relu, setup, softmaxCrossEntropy, steps, train";
const prepare = `
  import { ${names} } from "lib/mod.ts";
  await setup();
  const { train: { x, labels: y } } = await digits({ train: 500, test: 0, size: 7, seed: 1 });
  const shape = { inputs: 49, width: 16, depth: 2, outputs: 10 };
  const network = mlp({ ...shape, activation: relu, weights: heNormal, seed: 1 });
  const options = { x, y, loss: softmaxCrossEntropy, optimizer: adam({ rate: 0.01 }) };`;

Deno.test("digits are learned in a notebook", async () => {
  kernel = await startKernel();
  assertEquals(error(await kernel.execute(prepare, { timeoutSeconds: 60 })), undefined);
  const learn = "const learned = await train(network, { ...options, epochs: 20, batchSize: 50 });";
  assertEquals(error(await kernel.execute(learn, { timeoutSeconds: 60 })), undefined);
  assertEquals(value(await kernel.execute("learned.loss.length")), "200");
  const factor = Number(value(await kernel.execute("learned.loss[0] / learned.loss[199]")));
  assert(factor > 5, `the loss fell to 1/${factor}`);
});

Deno.test("Stop ends a training and gives the history so far", async () => {
  const running = kernel.execute(
    `const half = await train(network, { ...options, steps: steps(1e7, "training") });`,
    { timeoutSeconds: 20 },
  );
  await seconds(1);
  await kernel.interrupt();
  const outputs = await running;
  assertEquals(error(outputs), undefined);
  assertMatch(printed(outputs, "stdout"), /^Stopped by you: training, step \d+ of 10000000\./);
  const count = Number(value(await kernel.execute("half.loss.length")));
  assert(count > 0 && count < 1e7, `${count} steps`);
  assertMatch(value(await kernel.execute("half.stopped"))!, /Stopped by you: training/);
});
