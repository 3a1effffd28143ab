/** A training that is watched, and other long loops, in the real kernel. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../../tools/kernel.ts";
import type { DisplayOutput, Notebook, Output } from "../../tools/notebook.ts";
import { runNotebook, writeNotebook } from "../../tools/notebook.ts";
import { error, printed, seconds, startKernel, stopIsOver, value } from "./cells.ts";

let kernel: Kernel;
Deno.test.afterAll(() => kernel.close());

const names = "adam, digits, heNormal, live, mlp, progress, progressBar, relu, setup, " +
  "softmaxCrossEntropy, steps, train";
const prepare = `
  import { ${names} } from "lib/mod.ts";
  await setup();
  const { train: { x, labels: y } } = await digits({ train: 500, test: 0, size: 7, seed: 1 });
  const shape = { inputs: 49, width: 16, depth: 2, outputs: 10 };
  const make = () => mlp({ ...shape, activation: relu, weights: heNormal, seed: 1 });
  const options = { x, y, loss: softmaxCrossEntropy, optimizer: adam({ rate: 0.01 }) };`;

/** What a cell left, in words: the text of prints, the first words of displays. */
const words = (outputs: Output[]) =>
  outputs.map((output) =>
    output.output_type === "stream"
      ? output.text
      : output.output_type === "error"
      ? output.evalue
      : String(output.data["text/plain"])
  );

/** Times, rates and the bar itself. */
const varying = /vg-progress|\d a second|\d (s|min) (each|left)/;

Deno.test("two trainings in a cell leave two pairs of charts, in order, and nothing that varies", async () => {
  kernel = await startKernel();
  assertEquals(error(await kernel.execute(prepare, { timeoutSeconds: 60 })), undefined);
  const run = async () => {
    const outputs = await kernel.execute(`
      const first = await train(make(), { ...options, steps: 200, watch: live() });
      console.log("between");
      const second = await train(make(), { ...options, steps: 3, watch: live("short") });`);
    assertEquals(printed(outputs, "stdout"), "between\n");
    return outputs.filter(({ output_type }) => output_type !== "stream");
  };
  const outputs = await run(), [long, short, ...rest] = words(outputs);
  assertMatch(long, /^training: the loss falls from 2\.\d to .* in 200 steps.*\nδ /);
  assertMatch(short, /^short: the loss falls from 2\.\d to .* in 3 steps.*\nδ /);
  assertEquals(rest, []);
  const html = (outputs[0] as DisplayOutput).data["text/html"];
  assertEquals(String(html).match(/data-vg-figure/g)?.length, 2);
  assert(!varying.test(JSON.stringify(outputs)));
  assertEquals(await run(), outputs);
});

Deno.test("while it runs, the bar and both charts change in one place", async () => {
  const result = await kernel.execute(`
    const sent = [], abort = new AbortController(), { display } = Deno.jupyter;
    Deno.jupyter.display = (bundle, { display_id, update }) => {
      sent.push({ words: bundle["text/plain"], display_id, update });
      if (sent.length === 6) abort.abort();
      return display(bundle, { raw: true, display_id, update });
    };
    await train(make(), { ...options, steps: 1e7, watch: live(), signal: abort.signal });
    Deno.jupyter.display = display;
    console.log(JSON.stringify(sent));`);
  const sent: { words: string; display_id: string; update: boolean }[] = JSON.parse(
    printed(result, "stdout"),
  );
  assertEquals(sent.map(({ update }) => update), [false, true, true, true, true, true, true]);
  assertEquals(new Set(sent.map(({ display_id }) => display_id)).size, 1);
  const [first, ...middle] = sent.map(({ words }) => words), last = middle.pop()!;
  assertEquals(first, "training: 0 of 10000000");
  assertEquals(new Set(middle).size, 5);
  for (const words of middle) {
    assertMatch(words, /^training: \d+ of 10000000, [\d.]+ .* left\ntraining: the loss .*\nδ /);
  }
  assertMatch(last, /^training: the loss .*\nδ /);
  assert(!varying.test(last), last);
});

Deno.test("Stop leaves the charts and the history so far", async () => {
  const running = kernel.execute(
    `const half = await train(make(), { ...options, steps: 1e7, watch: live("endless") });`,
    { timeoutSeconds: 20 },
  );
  await seconds(1);
  await kernel.interrupt();
  const outputs = await running;
  assertEquals(error(outputs), undefined);
  const count = Number(value(await kernel.execute("half.loss.length")));
  assert(count > 0 && count < 1e7, `${count} steps`);
  const stopped = `Stopped by you: endless, step ${count} of 10000000.`;
  assertStringIncludes(printed(outputs, "stdout"), stopped);
  assertStringIncludes(value(await kernel.execute("half.stopped"))!, stopped);
  assertMatch(words(outputs)[0], new RegExp(`^endless: the loss falls .* in ${count} steps.*\nδ `));
  assert(!varying.test(JSON.stringify(outputs)));
  await stopIsOver();
});

Deno.test("an error leaves the charts until then, and says what it says without them", async () => {
  const wild = `await train(make(), { ...options, steps: 400, watch: live(),
    optimizer: { name: "wild", step: (ps) => ps.forEach((p) => p.value = p.value.map((v) => v * 1e60)) } });`;
  const outputs = await kernel.execute(wild);
  assertMatch(error(outputs)!.evalue, /^train: .* is (NaN|-?Infinity) at step \d/);
  assertEquals(outputs.map(({ output_type }) => output_type), ["display_data", "error"]);
  assertMatch(words(outputs)[0], /^training: the loss /);
});

Deno.test("progress shows a bar while a loop runs; it is gone at the end, at a break and at an error", async () => {
  const wait = "await new Promise((resolve) => setTimeout(resolve, 30));";
  for (const how of ["", "if (i === 5) break;", `if (i === 5) throw new Error("five");`]) {
    const outputs = await kernel.execute(
      `const seen = [], { display } = Deno.jupyter;
      Deno.jupyter.display = (b, how) => (seen.push(b["text/plain"]), display(b, how));
      try {
        for await (const i of progress(12, "rounds")) { ${wait} ${how} }
      } finally { Deno.jupyter.display = display; console.log(seen.length > 2, seen[0]); }`,
    );
    assertEquals(words(outputs).slice(0, 2), ["", "true rounds: 0 of 12\n"]);
    assertEquals(error(outputs)?.evalue, how.includes("throw") ? "five" : undefined);
  }
});

Deno.test("Stop ends a progress loop, and a function that reports to a bar", async () => {
  const loops = [
    `let done = 0; for await (const i of progress(1e9, "rounds")) done = i;`,
    `let done = 0; const bar = progressBar("rounds"); for (;;) await bar(done++, 1e9);`,
  ];
  for (const code of loops) {
    const running = kernel.execute(code, { timeoutSeconds: 20 });
    await seconds(0.7);
    await kernel.interrupt();
    const outputs = await running;
    assertMatch(error(outputs)!.evalue, /^Stopped by you: rounds, step \d+ of 1000000000/);
    assertEquals(words(outputs)[0], "");
    assert(Number(value(await kernel.execute("done"))) > 0);
    await stopIsOver();
  }
});

Deno.test("a notebook with trainings is saved with the same bytes in two runs", async () => {
  const cell = (id: string, source: string) => ({
    cell_type: "code" as const,
    id,
    source,
    metadata: {},
    execution_count: null,
    outputs: [],
  });
  const notebook: Notebook = {
    cells: [
      cell("a", prepare),
      cell("b", `const a = await train(make(), { ...options, steps: 300, watch: live() });`),
      cell("c", `for await (const i of progress(3)) console.log(i);`),
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const file = await Deno.makeTempFile({ suffix: ".ipynb" });
  const run = async () => {
    await writeNotebook(file, await runNotebook(notebook, import.meta.dirname!));
    return await Deno.readTextFile(file);
  };
  const saved = await run();
  assertStringIncludes(saved, "in 300 steps");
  assert(!varying.test(saved));
  assertEquals(await run(), saved);
  await Deno.remove(file);
});
