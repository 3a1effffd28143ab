import { assertEquals } from "@std/assert";
import { isFormatted } from "../../tools/testing/notebook_format.ts";

Deno.test("a notebook in the house format is told from one that is not", async () => {
  const notebook = "notebooks/01_chain_rule.ipynb";
  assertEquals(await isFormatted(Deno.execPath(), notebook), true);
  const untidy = await Deno.makeTempFile({ suffix: ".ipynb" });
  const text = await Deno.readTextFile(notebook);
  await Deno.writeTextFile(untidy, text.replace("await setup();", "await  setup()"));
  assertEquals(await isFormatted(Deno.execPath(), untidy), false);
  await Deno.remove(untidy);
});

Deno.test("the notebooks that tests run are in it, so that deno fmt changes nothing", async () => {
  const names = [...Deno.readDirSync("tests/browser")].map(({ name }) => name);
  const notebooks = names.filter((name) => name.endsWith(".ipynb")).sort();
  const untidy: string[] = [];
  for (const name of notebooks) {
    if (!await isFormatted(Deno.execPath(), `tests/browser/${name}`)) untidy.push(name);
  }
  assertEquals([notebooks.length > 0, untidy], [true, []]);
});
