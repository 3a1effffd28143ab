/** The tables that real frameworks wrote, and the lines that wrote them. */
import { assert, assertEquals } from "@std/assert";
import { diagnoseTable } from "../../lib/diagnose.ts";

const folder = new URL("../../lib/diagnose/", import.meta.url);
const read = (file: string) => Deno.readTextFile(new URL(file, folder));

Deno.test("PyTorch's default weights: 20 layers of ReLU vanish by √(1/6) a layer", async () => {
  const { title, examination } = diagnoseTable(await read("examples/torch_relu.csv"));
  assertEquals(title, "vanishing, first at layer 9 at step 0");
  const delta = examination.layers.map(({ delta }) => delta!);
  const factor = (delta[0] / delta[19]) ** (1 / 19);
  assert(Math.abs(factor / Math.sqrt(1 / 6) - 1) < 0.03, `${factor}`);
});

Deno.test("Keras' default weights: 10 layers of sigmoid vanish", async () => {
  const { title } = diagnoseTable(await read("examples/keras_sigmoid.csv"));
  assertEquals(title, "vanishing, first at layer 6 at step 0");
});

Deno.test("lesson 7 shows the ten lines as they stand in their files", async () => {
  const lesson = JSON.parse(
    await Deno.readTextFile(new URL("../../notebooks/07_monitoring.ipynb", import.meta.url)),
  );
  const text = lesson.cells.map(({ source }: { source: string | string[] }) =>
    typeof source === "string" ? source : source.join("")
  ).join("\n");
  for (const name of ["torch_ten_lines.py", "keras_ten_lines.py"]) {
    const snippet = (await read(`snippets/${name}`)).trim();
    assert(text.includes(snippet), name);
    const lines = snippet.split("\n").filter((line) => line !== "");
    assertEquals(lines.length, 10, name);
    assert(lines.every(({ length }) => length <= 100), name);
  }
});
