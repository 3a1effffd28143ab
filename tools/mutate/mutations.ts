import { backward } from "./backward.ts";

/** One mistake, made on purpose, and what must notice it. */
export interface Mutation {
  /** What is broken, in a few words. */
  readonly what: string;
  readonly file: string;
  /** Must occur in the file; its first occurrence is replaced, by code that still has its types. */
  readonly find: string | RegExp;
  readonly replace: string;
  /** A script of ours with its arguments, which must fail. */
  readonly noticedBy: readonly string[];
}

const LESSON = "notebooks/01_chain_rule.ipynb";

/** `deno task test` for some tests only. */
function tests(...paths: string[]): string[] {
  return ["tools/test.ts", ...paths];
}

/** Every mistake that the suite is known to notice; add one with each new kind of test. */
export const mutations: readonly Mutation[] = [
  {
    what: "a sign in the activation's backward rule",
    file: "lib/layers/activate.ts",
    find: "d * slope(x)",
    replace: "-d * slope(x)",
    noticedBy: tests("tests/network_test.ts"),
  },
  {
    what: "a sign in the dense layer's backward rule",
    file: "lib/layers/dense.ts",
    find: "return matmulTB(dy, W);",
    replace: "return matmulTB(dy, W).map((d) => -d);",
    noticedBy: tests("tests/network_test.ts"),
  },
  {
    what: "a sign in the gradient of the loss",
    file: "lib/losses.ts",
    find: "2 * e / count",
    replace: "-2 * e / count",
    noticedBy: tests("tests/network_test.ts"),
  },
  {
    what: "gradient descent that climbs",
    file: "lib/optimizers.ts",
    find: "addScaled(w, -rate, g)",
    replace: "addScaled(w, rate, g)",
    noticedBy: tests("tests/train_test.ts"),
  },
  {
    what: "the same sign, noticed by the lesson itself",
    file: "lib/optimizers.ts",
    find: "addScaled(w, -rate, g)",
    replace: "addScaled(w, rate, g)",
    noticedBy: tests("tests/notebooks/run_test.ts"),
  },
  {
    what: "a check that never fails",
    file: "lib/check.ts",
    find: "if (!near(measured, expected, tolerance)) throw",
    replace: "if (false) throw",
    noticedBy: tests("tests/check_test.ts"),
  },
  {
    what: "another stream of random numbers",
    file: "lib/random.ts",
    find: /0x[0-9a-f]{6,}/i,
    replace: "0x12345679",
    noticedBy: tests("tests/random_test.ts"),
  },
  {
    what: "a lost output",
    file: "tools/run_notebook.ts",
    find: "const outputs = await kernel.execute(cell.source, { timeoutSeconds });",
    replace: "const outputs = (await kernel.execute(cell.source, { timeoutSeconds })).slice(1);",
    noticedBy: tests("tests/notebooks/run_test.ts"),
  },
  {
    what: "a lost output, in the driver of the kernel",
    file: "tools/kernel.ts",
    find: "outputs.push(output);",
    replace: "if (outputs.length === 0) outputs.push(output);",
    noticedBy: tests("tests/kernel/conformance_test.ts"),
  },
  {
    what: "one digit of a committed output",
    file: LESSON,
    find: /("✓ [^"]*\d)\.(\d)/,
    replace: "$1,$2",
    noticedBy: tests("tests/notebooks/run_test.ts"),
  },
  {
    what: "a path of this machine in a committed output",
    file: LESSON,
    find: /"✓ /,
    replace: '"✓ file:///home/somebody/lib/check.ts ',
    noticedBy: tests("tests/notebooks/lesson_test.ts"),
  },
  {
    what: "a type error in a cell",
    file: LESSON,
    find: /sigmoid\.f\((?=[^`]*",?\n)/,
    replace: "sigmoid.g(",
    noticedBy: ["tools/check_notebooks.ts"],
  },
  {
    what: "an import that lib does not have",
    file: LESSON,
    find: "import {",
    replace: "import { nonesuch,",
    noticedBy: ["tools/check_notebooks.ts"],
  },
  {
    what: "an answer that is wrong",
    file: LESSON,
    find: "const answer = 31;",
    replace: "const answer = 32;",
    noticedBy: tests("tests/notebooks/run_test.ts"),
  },
  {
    what: "a link to a file that is not there",
    file: LESSON,
    find: "](../lib/",
    replace: "](../lib/gone/",
    noticedBy: tests("tests/notebooks/lesson_test.ts"),
  },
  {
    what: "a link to a CDN in the export template",
    file: "tools/jupyter/template/index.html.j2",
    find: "{%- block body_footer -%}",
    replace: '{%- block body_footer -%}<script src="https://cdn.example.org/a.js"></script>',
    noticedBy: tests("tests/browser"),
  },
  ...backward,
];
