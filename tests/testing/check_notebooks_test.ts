import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { checkLessons } from "../../tools/check_notebooks.ts";
import { type Cell, exercises, type Lesson } from "../../tools/lesson.ts";

const FIRST = 'import { check, sigmoid } from "lib/mod.ts";\n\nconst depth = 4;';

/** A lesson of code cells and, where a text starts with "#" or "<", of Markdown cells. */
function lessonOf(...sources: (string | { source: string; tags: string[] })[]): Lesson {
  let number = 0;
  const cells = sources.map((given): Cell => {
    const { source, tags } = typeof given === "string" ? { source: given, tags: [] } : given;
    const kind = /^[#<]/.test(source) ? "markdown" : "code";
    const place = kind === "code" ? `cell [${++number}]` : "text";
    return { id: "", kind, source, tags, outputs: [], place };
  });
  const notebook = { cells: [], metadata: {}, nbformat: 4 as const, nbformat_minor: 5 };
  return { path: "lesson.ipynb", notebook, cells };
}

const stub = {
  source: "const answer = undefined;\ncheck('it', answer === 2);",
  tags: ["exercise"],
};
const answer = (code: string) => ({
  source: `<details><summary>Answer</summary>\n\n\`\`\`ts\n${code}\n\`\`\`\n\n</details>`,
  tags: ["answer"],
});

Deno.test("cells that keep the rules pass", async () => {
  const problems = await checkLessons([lessonOf(
    FIRST,
    'check("half", sigmoid.f(0), 0.5);',
    "// a name of the first cell, declared anew\nconst depth = 10;\nsigmoid.f(depth);",
    'import { check, relu } from "lib/mod.ts";\n\ncheck("positive", relu.f(depth) > 0);',
    'import {\n  check,\n  sigmoid,\n  tanh,\n} from "lib/mod.ts";\n\ncheck("none", tanh.f(0), 0);',
    'import type { Matrix } from "lib/mod.ts";\n\nconst shape = (x: Matrix) => x.rows;\nshape;',
    "await Promise.resolve(depth);",
    "// @ts-expect-error a text is no number\nsigmoid.f('0');",
  )]);
  assertEquals(problems, "");
});

const broken: [what: string, source: string, says: string, line: number][] = [
  ["a type error", 'const a = 1;\nsigmoid.f("0");', "TS2345", 2],
  ["a name of another cell", "depth;\n\nother;", "Cannot find name 'other'", 3],
  [
    "an import that lib does not have",
    'import {\n  check,\n  nonesuch,\n} from "lib/mod.ts";\n\ncheck("x", nonesuch);',
    "no exported member 'nonesuch'",
    3,
  ],
  ["a needless @ts-expect-error", "\n// @ts-expect-error why\nsigmoid.f(0);", "TS2578", 2],
  ["what the linter forbids", "var a = 1;\na;", "no-var", 1],
];

Deno.test("mistakes are found, and told of the cell and its line", async () => {
  const sources = broken.map(([_, source]) => source);
  const problems = await checkLessons([lessonOf(FIRST, "const other = 1;\nother;", ...sources)]);
  broken.forEach(([what, _, says, line], at) => {
    const told = problems.split("\n\n").filter((problem) => problem.includes(says));
    assertEquals(told.length, 1, what);
    assertStringIncludes(told[0], `cell [${at + 3}], line ${line}`, what);
  });
  assert(!problems.includes("cell_"), `a path of ours shows: ${problems}`);
});

// These two stop TypeScript before it looks at anything else.
for (
  const [what, source, says] of [
    ["a syntax error", "const a = ;", "Expression expected"],
    ["an import of no file", 'import { x } from "lib/none.ts";\nx;', "lib/none.ts"],
  ]
) {
  Deno.test(`${what} is found, and told of the cell and its line`, async () => {
    const problems = await checkLessons([lessonOf(FIRST, source)]);
    assertStringIncludes(problems, says);
    assertStringIncludes(problems, "cell [2], line 1");
  });
}

Deno.test("a mistake in the first cell is told once", async () => {
  const problems = await checkLessons([lessonOf('const a: number = "";', "a;", "a + 1;")]);
  assertEquals(problems.match(/TS2322/g)?.length, 1);
  assertStringIncludes(problems, "cell [1], line 1");
});

Deno.test("the answers to exercises are checked too", async () => {
  const wrong = answer("const answer: number = '2';\ncheck('it', answer === 2);");
  const problems = await checkLessons([lessonOf(FIRST, stub, wrong)]);
  assertStringIncludes(problems, "cell [2] (its answer), line 1");
});

Deno.test("an exercise without its answer is an error that says what to do", () => {
  assertThrows(() => exercises(lessonOf(FIRST, stub, "# Summary")), Error, 'tag it "answer"');
  assertEquals(exercises(lessonOf(FIRST, stub, answer("1;"))).map((one) => one.answer), ["1;"]);
});

Deno.test("no notebook at all is a problem", async () => {
  assertStringIncludes(await checkLessons([]), "no notebook");
});
