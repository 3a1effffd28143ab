import { assertEquals, assertRejects } from "@std/assert";
import { type Displayable, toDisplay } from "lib/jupyter/display.ts";
import { formula, show, table } from "lib/jupyter/mod.ts";
import { formatNumber } from "lib/jupyter/table.ts";

/** What console.log got while `run` ran: outside a notebook, `show` prints. */
async function printed(run: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const log = console.log;
  console.log = (...values: unknown[]) => void lines.push(values.join(" "));
  try {
    await run();
  } finally {
    console.log = log;
  }
  return lines;
}

Deno.test("outside a notebook, show prints each thing's words, in order", async () => {
  const figure = { data: [{ y: [1] }], layout: {}, alt: "One point." };
  const lines = await printed(() => show(figure, formula("x^2"), table([{ a: 1 }])));
  assertEquals(lines, ["One point.", "x^2", "a\n1"]);
});

Deno.test("show's promise can be displayed, as nothing, when everything is shown", async () => {
  await printed(async () => {
    const promise = show(formula("x")) as Promise<void> & Displayable;
    assertEquals(await promise[toDisplay](), {});
  });
});

Deno.test("show says what it got instead of a figure", async () => {
  const anything = show as (...things: unknown[]) => Promise<void>;
  await assertRejects(() => anything(3), TypeError, "got number 3");
  await assertRejects(() => anything("hi"), TypeError, "got string hi");
  await assertRejects(() => anything({ data: 1 }), TypeError, "the keys data");
  await assertRejects(() => anything(null), TypeError, "got object null");
  await assertRejects(() => anything(Promise.resolve()), TypeError, "`await` before it");
});

Deno.test("numbers in tables: four digits, and whole numbers whole", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [1024, "1024"],
    [0.25, "0.25"],
    [0.25 ** 10, "9.537e-7"],
    [1 / 3, "0.3333"],
    [1e20, "1e20"],
    [-123456.78, "-123500"],
    [NaN, "NaN"],
    [Infinity, "Infinity"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
});

Deno.test("a table escapes its cells, and its words line up", async () => {
  const bundle = await table([{ "<b>": "<i>", n: 10 }, { "<b>": "x", n: 9 }], "A & B")[toDisplay]();
  assertEquals(bundle["text/plain"], "A & B\n<b>   n\n<i>  10\n  x   9");
  const html = String(bundle["text/html"]);
  assertEquals(html.includes("<td>&lt;i&gt;</td><td>10</td>"), true);
  assertEquals(html.includes("<caption>A &amp; B</caption>"), true);
});

Deno.test("a table without rows, or with a row that lacks a heading, says so", async () => {
  await assertRejects(async () => await show(table([])), RangeError, "no rows");
  await assertRejects(
    async () => await show(table([{ a: 1, b: 2 }, { a: 3 }])),
    RangeError,
    'row 2 has no "b"',
  );
});
