import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { environment } from "../../tools/setup.ts";
import { run } from "../../tools/setup/command.ts";

const { root, deno } = environment();

async function html(...parameters: string[]) {
  const finished = await run(deno, ["task", "--quiet", "html", ...parameters], { folder: root });
  return finished!;
}

Deno.test("deno task html: an unknown notebook gives one sentence that lists those there are", async () => {
  const { code, output } = await html("no_such_lesson");
  assertEquals(code, 1);
  assertMatch(output, /^There is no notebook "no_such_lesson"\. There are: .*01_chain_rule/m);
});

Deno.test("deno task html: an unknown flag is named", async () => {
  const { code, output } = await html("--runn");
  assertEquals(code, 1);
  assertMatch(output, /does not know --runn; its only flag is --run/);
});

Deno.test("deno task html exports a notebook that was never run, and does not run it", async () => {
  const { output } = await html(join("tests", "browser", "fixture.ipynb"));
  const path = join(root, "html", "fixture.html");
  assert(output.includes(path), output);
  const page = await Deno.readTextFile(path);
  await Deno.remove(path);
  assert(page.includes("<title>A page to test with</title>"));
  assert(!page.includes("data-vg-figure"));
});

Deno.test("deno task html --run runs a copy and leaves the notebook alone", async () => {
  const notebook = join(root, "tests", "browser", "fixture.ipynb");
  const before = await Deno.readTextFile(notebook);
  const { output } = await html(notebook, "--run");
  const path = join(root, "html", "fixture.html");
  assert(output.includes(path), output);
  const page = await Deno.readTextFile(path);
  await Deno.remove(path);
  assert(page.includes("data-vg-figure"));
  assertEquals(await Deno.readTextFile(notebook), before);
});
