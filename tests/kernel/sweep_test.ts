/** Sweeps in the real kernel: cells of a lesson, in TypeScript, on workers; and Stop in the middle. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../../tools/kernel.ts";
import { error, printed, seconds, startKernel, value, within } from "./cells.ts";

let kernel: Kernel;
Deno.test.beforeAll(async () => {
  kernel = await startKernel();
});
Deno.test.afterAll(() => kernel.close());

const limit = { timeoutSeconds: 60 };

Deno.test("a cell's training runs on workers and gives the bits of a loop", async () => {
  const prepare = `
    import { type Activation, Matrix, meanSquaredError, median, mlp, type Point, Random } from "lib/mod.ts";
    import { relu, scaledNormal, setup, sgd, sweep, tanh, train } from "lib/mod.ts";
    await setup();
    const random = new Random(1);
    const x = Matrix.generate(16, 2, () => random.normal());
    const y = Matrix.generate(16, 1, (i) => x.at(i, 0));
    function deep(activation: Activation, depth: number, seed: number) {
      const shape = { inputs: 2, width: 8, outputs: 1, depth };
      return mlp({ ...shape, activation, weights: scaledNormal(1.5), seed });
    }`;
  assertEquals(error(await kernel.execute(prepare, limit)), undefined);
  const cell = `
    const grid = { activation: [tanh, relu], depth: [2, 4], seed: [1, 2, 3] };
    const learn = async ({ activation, depth, seed }: Point<typeof grid>) => {
      const options = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), steps: 20 };
      const { loss } = await train(deep(activation, depth, seed), options);
      console.log(activation.name, depth, seed);
      return loss[19];
    };
    const found = await sweep(grid, learn, { shared: { x, y, deep } });`;
  const outputs = await kernel.execute(cell, limit);
  assertEquals(error(outputs), undefined);
  const order = ["tanh 2 1", "tanh 2 2", "tanh 2 3", "tanh 4 1", "tanh 4 2", "tanh 4 3"];
  const lines = [...order, ...order.map((line) => line.replace("tanh", "ReLU"))];
  assertEquals(printed(outputs, "stdout"), lines.join("\n") + "\n");
  const loop = `
    const looped: number[] = [];
    for (const { point } of found.outcomes) looped.push(await learn(point));
    JSON.stringify(looped) === JSON.stringify(found.where({}))`;
  assertEquals(value(await kernel.execute(loop, limit)), "true");
  const shape = await kernel.execute(`found.matrix("activation", "depth", median).shape`);
  assertEquals(value(shape), '"2×2"');
});

Deno.test("a variable of another cell that was not shared is named", async () => {
  await kernel.execute("const factor = 3;");
  const outputs = await kernel.execute(
    "await sweep({ depth: [1, 2] }, ({ depth }) => factor * depth);",
    limit,
  );
  const { evalue } = error(outputs)!;
  assertStringIncludes(evalue, "sweep: at { depth: 1 }: factor is not defined.");
  assertStringIncludes(evalue, "{ shared: { factor } }");
});

Deno.test("Stop ends a sweep, gives what was finished and leaves no worker", async () => {
  const folder = await Deno.makeTempDir();
  const running = kernel.execute(
    `const folder = ${JSON.stringify(folder)};
    const endless = await sweep({ trial: [0, 1, 2, 3, 4, 5] }, async ({ trial }) => {
      if ([0, 2, 5].includes(trial)) return 10 * trial; // the three that come first
      Deno.writeTextFileSync(folder + "/" + trial, "");
      const options = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }) };
      await train(deep(tanh, 2, trial), { ...options, steps: 1e9 });
    }, { shared: { folder, x, y, deep }, label: "trials", workers: 2 });`,
    limit,
  );
  const begun = async () => (await Array.fromAsync(Deno.readDir(folder))).length;
  assert(
    await within(40, async () => await begun() === 2),
    "the workers did not come to the long ones",
  );
  await kernel.interrupt();
  const outputs = await running;
  await Deno.remove(folder, { recursive: true });
  assertEquals(error(outputs), undefined);
  assertMatch(printed(outputs, "stdout"), /^Stopped by you: trials, step 3 of 6\./);
  const left = outputs.flatMap((output) => output.output_type === "display_data" ? [output] : []);
  assertEquals(left.map(({ data }) => data), [{ "text/plain": "" }]); // the bar is gone
  assertEquals(value(await kernel.execute("endless.where({})")), "[ 0, 20, 50 ]");
  assertMatch(value(await kernel.execute("endless.stopped"))!, /Stopped by you: trials/);
  assert(await within(30, async () => await busySeconds(2) < 0.5), "a worker is left");
  const again = "(await sweep({ trial: [1, 2] }, ({ trial }) => 10 * trial)).where({})";
  assertEquals(value(await kernel.execute(again, limit)), "[ 10, 20 ]");
});

/** How much of the next seconds the kernel computes, all threads together. */
async function busySeconds(count: number): Promise<number> {
  const used = async () => Number(value(await kernel.execute("process.cpuUsage().user / 1e6")));
  const before = await used();
  await seconds(count);
  return await used() - before;
}
