import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname, join } from "node:path";
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

/** The links in a page that lead to no file, or to no place in it. */
async function deadLinks(path: string): Promise<string[]> {
  const page = await Deno.readTextFile(path);
  const links = [...page.matchAll(/<a [^>]*href="([^"]+)"/g)].map((match) => match[1]);
  const dead = await Promise.all(links.map(async (link) => {
    if (/^https:/.test(link)) return [];
    const [file, place] = link.split("#");
    const target = file === "" ? page : await Deno.readTextFile(join(dirname(path), file))
      .catch(() => undefined);
    const found = target !== undefined && (place === undefined || target.includes(`id="${place}"`));
    return found ? [] : [link];
  }));
  return dead.flat();
}

Deno.test("deno task html of a lesson makes the index too, and no link of the site is dead", async () => {
  const { output } = await html("1");
  const index = join(root, "html", "index.html");
  assert(output.trim().endsWith(index), output);
  const text = await Deno.readTextFile(index);
  assert(text.includes(`<a href="01_chain_rule.html">1 · The chain rule</a>`));
  assert(text.includes("Why do the first layers of a deep network learn nothing?"));
  for (const name of ["index", "library", "01_chain_rule"]) {
    assertEquals(await deadLinks(join(root, "html", `${name}.html`)), [], name);
  }
});

Deno.test("a lesson's contents are in its page, with and without JavaScript the same links", async () => {
  const page = await Deno.readTextFile(join(root, "html", "01_chain_rule.html"));
  const contents = page.match(/<nav [^>]*class="vg-contents".*?<\/nav>/s)![0];
  const headings = [...page.matchAll(/<h2 id="([^"]+)"/g)].map((match) => match[1]);
  const linked = [...contents.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  assert(headings.length > 5);
  assertEquals(linked, [...headings, ...headings]);
});
