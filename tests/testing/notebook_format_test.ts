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
