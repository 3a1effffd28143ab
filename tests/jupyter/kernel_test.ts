/** What lib/jupyter does in the real kernel. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryMark } from "lib/jupyter/browser.ts";
import { Kernel } from "../../tools/kernel.ts";
import type { Output } from "../../tools/notebook.ts";

const here = dirname(fileURLToPath(import.meta.url));
const imports = `import { formula, setup, show, steps } from "lib/jupyter/mod.ts";`;

function text(outputs: Output[]): string {
  return outputs.map((output) =>
    output.output_type === "stream"
      ? output.text
      : output.output_type === "error"
      ? `${output.ename}: ${output.evalue}`
      : String(output.data["text/plain"] ?? "")
  ).join("\n");
}

/** One kernel for all of these tests: to start one takes seconds. */
const starting = Kernel.start(here);

function test(name: string, body: (kernel: Kernel) => Promise<void>): void {
  const options = { sanitizeOps: false, sanitizeResources: false };
  Deno.test({ name, fn: async () => await body(await starting), ...options });
}

Deno.test.afterAll(async () => await (await starting).close());

test("setup puts the drawing library into the page, and says nothing on the pinned Deno", async (kernel) => {
  const outputs = await kernel.execute(`${imports} await setup();`);
  assertEquals(outputs.length, 1);
  const [output] = outputs;
  assert(output.output_type === "display_data");
  assert(String(output.data["text/html"]).startsWith(`<script ${libraryMark}>`));
  assertEquals((await kernel.execute("await setup();")).length, 1);
});

test("errors that no cell awaits are shown", async (kernel) => {
  await kernel.execute(`${imports} await setup();`);
  const rejected = await kernel.execute(
    `Promise.reject(new Error("lost promise")); await new Promise((r) => setTimeout(r, 100)); 1`,
  );
  assertMatch(text(rejected), /nobody awaited it: Error: lost promise/);
  const thrown = await kernel.execute(
    `setTimeout(() => { throw new Error("lost timer"); }, 1); await new Promise((r) => setTimeout(r, 100)); 2`,
  );
  assertMatch(text(thrown), /outside any cell: Error: lost timer/);
  assertEquals(text(await kernel.execute("1 + 1")), "2");
});

test("show keeps the order of its outputs, and a forgotten await does no harm", async (kernel) => {
  const outputs = await kernel.execute(
    `${imports} console.log("first"); await show(formula("a"), formula("b")); show(formula("c"))`,
  );
  assertEquals(text(outputs).split(/\s+/).filter(Boolean), ["first", "a", "b", "c"]);
});

test("after Stop, setup and explorers still work", async (kernel) => {
  await kernel.execute(`import { explorer } from "lib/jupyter/mod.ts"; ${imports} await setup();`);
  const running = kernel.execute(`for await (const step of steps(1e12, "endless")) step;`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await kernel.interrupt();
  assertMatch(text(await running), /Stopped by you: endless/);
  const outputs = await kernel.execute(`await setup(); await show(explorer("chain"));`);
  assertEquals(outputs.map((output) => output.output_type), ["display_data", "display_data"]);
});
