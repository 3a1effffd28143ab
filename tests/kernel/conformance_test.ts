/** What a notebook may rely on: the kernel, driven through Jupyter's protocol. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Kernel } from "../../tools/kernel.ts";
import type { DisplayOutput, Output } from "../../tools/notebook.ts";
import { error, printed, startKernel, value } from "./cells.ts";

let kernel: Kernel;
Deno.test.beforeAll(async () => {
  kernel = await startKernel();
});
Deno.test.afterAll(() => kernel.close());

Deno.test("the kernel is the pinned Deno, whatever Deno runs the tests", () => {
  assertEquals(kernel.version, "2.8.1");
  assertEquals(kernel.language.name, "typescript");
});

const lastExpressions: [code: string, shown: string | undefined][] = [
  ["1 + 1", "2"],
  ["-0", "-0"],
  ["NaN", "NaN"],
  ["-1 / 0", "-Infinity"],
  ["null", "null"],
  ["undefined", undefined],
  ["const nothing = 1;", undefined],
  ["2n ** 64n", "18446744073709551616n"],
  ["true", "true"],
  ['"δ₁ \\u003c δ₂"', '"δ₁ < δ₂"'],
  ['""', '""'],
  ["[1, 2, 3]", "[ 1, 2, 3 ]"],
  ["({ loss: 0.5, depth: 20 })", "{ loss: 0.5, depth: 20 }"],
  ["new Float64Array([1, 0.5])", "Float64Array(2) [ 1, 0.5 ]"],
  ["await Promise.resolve(7)", "7"],
  ["Promise.resolve(7)", "Promise { 7 }"],
  ["(z: number): number => z", "[Function (anonymous)]"],
  ["Symbol('σ')", 'Symbol("σ")'],
  ["new Map([['a', 1]])", 'Map(1) { "a" => 1 }'],
];
for (const [code, shown] of lastExpressions) {
  Deno.test(`a cell's last expression is shown: ${code}`, async () => {
    const outputs = await kernel.execute(code);
    assertEquals(value(outputs), shown);
    assertEquals(outputs.length, shown === undefined ? 0 : 1);
  });
}

Deno.test("console.log and console.error arrive whole, in order, without colours", async () => {
  const outputs = await kernel.execute(
    `console.log("one"); console.log({ two: 2 }); console.error("three"); console.log("four");`,
  );
  assertEquals(printed(outputs, "stdout"), "one\n{ two: 2 }\nfour\n");
  assertEquals(printed(outputs, "stderr"), "three\n");
});

Deno.test("display and update_display: the update replaces the first", async () => {
  const code = (text: string, update: boolean) =>
    `await Deno.jupyter.display({ "text/plain": "${text}" }, ` +
    `{ raw: true, display_id: "progress", update: ${update} });`;
  const outputs = await kernel.execute(code("step 1", false));
  await kernel.execute(code("step 2", true));
  assertEquals(outputs.length, 1);
  assertEquals((outputs[0] as DisplayOutput).data, { "text/plain": "step 2" });
});

Deno.test("an output of 2 MB arrives whole", async () => {
  const outputs = await kernel.execute(
    `await Deno.jupyter.display({ "text/html": "σ" + "x".repeat(2 ** 21) }, { raw: true });`,
  );
  const html = String((outputs[0] as DisplayOutput).data["text/html"]);
  assertEquals(html.length, 1 + 2 ** 21);
  assert(html.startsWith("σx"));
});

Deno.test("a syntax error is shown, and the kernel goes on", async () => {
  const thrown = error(await kernel.execute("const = 3"));
  assert(thrown, "no error was shown");
  assertMatch([thrown.ename, thrown.evalue, ...thrown.traceback].join(" "), /expect|parse|syntax/i);
  assertEquals(value(await kernel.execute("1 + 1")), "2");
});

Deno.test("a throw in a cell shows its name, message and place", async () => {
  const thrown = error(await kernel.execute("const a = 1;\nthrow new TypeError('shapes differ')"));
  assertEquals([thrown?.ename, thrown?.evalue], ["TypeError", "shapes differ"]);
  assertMatch(thrown!.traceback.join("\n"), /<anonymous>:2/);
});

Deno.test("a throw in a library shows file and line", async () => {
  const thrown = error(
    await kernel.execute(`import { firstRow } from "./thrower.ts";\nfirstRow([]);`),
  );
  assertEquals(thrown?.evalue, "firstRow: there are no rows; give at least one.");
  assertMatch(thrown!.traceback.join("\n"), /thrower\.ts:4:\d+/);
});

Deno.test("an import that does not exist names what is missing", async () => {
  const thrown = error(await kernel.execute(`import { nothing } from "./nowhere.ts";`));
  assertStringIncludes([thrown?.evalue, ...thrown?.traceback ?? []].join("\n"), "nowhere.ts");
});

Deno.test("after setup(), a rejection nobody awaits and a throw in a timer are shown", async () => {
  await kernel.execute(`import { setup } from "lib/mod.ts";\nawait setup();`);
  const outputs = await kernel.execute(`
    Promise.reject(new Error("lost promise"));
    setTimeout(() => { throw new Error("lost timer"); }, 10);
    await new Promise((resolve) => setTimeout(resolve, 200));`);
  assertStringIncludes(printed(outputs, "stderr"), "lost promise");
  assertStringIncludes(printed(outputs, "stderr"), "lost timer");
  assertEquals(value(await kernel.execute("1 + 1")), "2");
});

Deno.test("40 cells handed in at once, as Run All does: every output, each under its cell", async () => {
  const cells = Array.from({ length: 40 }, (_, index) => index);
  const all: Output[][] = await Promise.all(cells.map((index) =>
    kernel.execute(
      `console.log("cell ${index}");
      await Deno.jupyter.display({ "text/plain": "figure ${index}" }, { raw: true });
      console.error("note ${index}");
      ${index}`,
    )
  ));
  const seen = all.map((outputs) => [
    printed(outputs, "stdout"),
    printed(outputs, "stderr"),
    outputs.flatMap((output) => output.output_type === "display_data" ? [output.data] : []),
    value(outputs),
  ]);
  assertEquals(
    seen,
    cells.map((index) => [
      `cell ${index}\n`,
      `note ${index}\n`,
      [{ "text/plain": `figure ${index}` }],
      `${index}`,
    ]),
  );
});
