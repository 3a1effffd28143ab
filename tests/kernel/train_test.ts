/** Training on real digits in the real kernel, and Stop in the middle of it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Kernel } from "../../tools/kernel.ts";
import { error, printed, seconds, startKernel, stopIsOver, value } from "./cells.ts";

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
  await stopIsOver();
});

Deno.test("Stop ends the cell: another training that follows does not begin, nor does the next cell's", async () => {
  const many = `for (let n = 0; n < 5; n++) {
    histories.push(await train(network, { ...options, steps: steps(1e7, "training " + n) }));
  }`;
  const next = [
    `await train(network, { ...options, steps: 10, watch: live("next") })`,
    `await sweep({ seed: [1, 2] }, ({ seed }) => seed, { label: "next", workers: 0 })`,
    `for await (const _ of progress(10, "next"));`,
    `for await (const _ of steps(10, "next"));`,
  ];
  await kernel.execute(`import { live, progress, steps, sweep } from "lib/mod.ts"; let histories;`);
  for (const code of next) {
    const running = kernel.execute(`histories = []; ${many}`, { timeoutSeconds: 20 });
    await seconds(0.7);
    await kernel.interrupt();
    assertMatch(error(await running)!.evalue, /^Stopped by you: training 1, step 0 of 10000000\./);
    assertEquals(value(await kernel.execute("histories.length")), "1");
    assertMatch(
      error(await kernel.execute(code))!.evalue,
      /^Stopped by you: next, step 0 of \d+\./,
    );
    await stopIsOver();
    assertEquals(error(await kernel.execute(code)), undefined);
  }
});
