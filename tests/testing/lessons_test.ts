import { assertEquals } from "@std/assert";
import { brokenLinks } from "../notebooks/links.ts";
import { measure, proseWords } from "../notebooks/measures.ts";
import type { Cell } from "../../tools/lesson.ts";

Deno.test("words of prose: no code, no displayed formula; a formula in the line is one word", () => {
  const cases: [string, number][] = [
    ["Two words", 2],
    ["## A heading\n\n- a list\n- of items", 6],
    ["The slope $\\sigma'(z) = 1$ of `sigmoid(z)` here", 6],
    ["Before\n\n$$ a + b $$\n\nafter", 2],
    ["Before\n\n```ts\nconst a = 1;\n```\n\nafter", 2],
    ["See [the file](../lib/matrix.ts), please", 4],
    ["<details><summary>Why</summary>\n\nbecause\n\n</details>", 2],
    ["a | b\n--- | ---\n1 | 2", 4],
    ["δ falls — by 0.25ⁿ", 4],
  ];
  for (const [markdown, words] of cases) assertEquals(proseWords(markdown), words, markdown);
});

Deno.test("a lesson's measures count neither comments nor answers", () => {
  const cell = (kind: Cell["kind"], source: string, tags: string[] = []): Cell => ({
    id: "",
    kind,
    source,
    tags,
    outputs: [],
    place: "",
  });
  const cells = [
    cell("markdown", "one two three four five six"),
    cell("code", "// a comment\nconst a = 1;\n\na;"),
    cell("code", "1;"),
    cell("markdown", "not counted at all", ["answer"]),
  ];
  const notebook = { cells: [], metadata: {}, nbformat: 4 as const, nbformat_minor: 5 };
  assertEquals(measure({ path: "", notebook, cells }), {
    cells: 4,
    medianLines: 2,
    mostLines: 3,
    wordsPerLine: 2,
  });
});

Deno.test("links that lead nowhere are found, others are not", () => {
  const markdown = `
# The chain rule

[lib](../lib/mod.ts), [a line](../lib/mod.ts#L3), [here](#The-chain-rule), [web](https://a.org),
[gone](../lib/gone.ts), [no heading](#nowhere), [plain web](http://a.org), <a href="gone.html">x</a>

\`\`\`ts
const code = "[not a link](nowhere.ts)";
\`\`\`
`;
  assertEquals(brokenLinks(markdown, "notebooks/lesson.ipynb"), [
    "../lib/gone.ts",
    "#nowhere",
    "http://a.org",
    "gone.html",
  ]);
});
