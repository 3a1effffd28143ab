import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Cell, Lesson } from "../../tools/lesson.ts";
import { indexText, libraryText, linked, siteLesson } from "../../tools/site.ts";

function lesson(...texts: string[]): Lesson {
  const cells = texts.map((source): Cell => ({
    id: "",
    kind: "markdown",
    source,
    tags: [],
    outputs: [],
    place: "",
  }));
  return { path: "", notebook: { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }, cells };
}

const one = siteLesson(
  "01_one",
  lesson(
    "# 1 · One\n\n**Why is\n1 one?**\n\nSee [a rule](../lib/labels.ts) and [two](02_two.ipynb).",
    "## Summary\n\n- A product of $n$ numbers,\n  here 1.5, falls. Always.\n- More.",
  ),
);
const two = siteLesson("02_two", lesson("# 2 · Two & more\n\nAgain [it](../lib/labels.ts#L3)."));
const page = `<nav aria-label="Lessons" class="vg-lessons"></nav>
<a href="02_two.ipynb#Summary">two</a> <a href="03_three.ipynb">three</a>
<a href="../lib/labels.ts#L3">labels</a> <a href="https://a.org/b.ipynb">web</a>
<nav aria-label="Lessons, at the end" class="vg-lessons"></nav>`;

Deno.test("the site reads a lesson's title, question, summary and files from its notebook", () => {
  assertEquals(one, {
    name: "01_one",
    title: "1 · One",
    question: "Why is 1 one?",
    summary: "A product of $n$ numbers, here 1.5, falls.",
    files: ["lib/labels.ts"],
  });
  assertEquals([two.question, two.summary], ["", ""]);
  const list = siteLesson(
    "03_three",
    lesson("## Summary\n\nWhat to do, in\norder:\n\n1. **Look.** At it."),
  );
  assertEquals(list.summary, "What to do, in order …");
});

Deno.test("a page's links lead to pages: other lessons, the index, the library", () => {
  const result = linked(page, [one, two], 0);
  for (
    const link of [
      '<a rel="next" href="02_two.html">2 · Two &amp; more →</a>',
      '<a href="index.html">All lessons</a>',
      'href="02_two.html#Summary"',
      'href="library.html#lib/labels.ts"',
      'href="https://a.org/b.ipynb"',
    ]
  ) assertStringIncludes(result, link);
  assertEquals(result.split('rel="next"').length - 1, 2, "at the top and at the end");
  assertEquals(result.includes('rel="prev"'), false, "nothing comes before the first");
});

Deno.test("a lesson without a page is not linked, and linking again finds it when it has come", () => {
  const alone = linked(page, [one], 0);
  assertEquals(alone.includes("rel="), false);
  assertStringIncludes(alone, 'href="../notebooks/02_two.ipynb#Summary"');
  assertEquals(linked(alone, [one, two], 0), linked(page, [one, two], 0));
  assertStringIncludes(
    linked(page, [one, two], 1),
    '<a rel="prev" href="01_one.html">← 1 · One</a>',
  );
});

Deno.test("the index and the library's page are text made of the lessons", async () => {
  const index = indexText("Why?", [one, two]);
  assertStringIncludes(index, "- **[1 · One](01_one.html)**: _Why is 1 one?_<br>A product of $n$");
  const library = await libraryText(".", [one, two]);
  assertEquals(library.match(/^## .*/gm), ["## lib/labels.ts"]);
  assertStringIncludes(library, await Deno.readTextFile("lib/labels.ts"));
});
