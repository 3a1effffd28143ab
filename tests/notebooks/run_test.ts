/** Each committed lesson, run in the real kernel. */
import { assert, assertEquals, assertLess } from "@std/assert";
import {
  type Exercise,
  exercises,
  type Lesson,
  lessonPaths,
  readLesson,
} from "../../tools/lesson.ts";
import type { CodeCell, Notebook, Output } from "../../tools/notebook.ts";
import { runNotebook } from "../../tools/run_notebook.ts";
import { printedLines } from "./measures.ts";

const UNANSWERED = /^○ Exercise /;
const ANSWERED = /^✓ Exercise /;

/** How many seconds a lesson may take on two cores; lesson 8 trains a matrix of 48 networks. */
const SECONDS = 60;
const MORE_SECONDS: Readonly<Record<string, number>> = { "notebooks/08_rescue.ipynb": 90 };

for (const path of lessonPaths()) {
  const lesson = await readLesson(path);

  Deno.test(`${path}: a fresh run gives the committed outputs, bit for bit`, async () => {
    const most = MORE_SECONDS[path] ?? SECONDS;
    let seconds = await timedRun(lesson);
    // A shared machine is slow at times; a lesson that is slow is so again.
    if (seconds >= most) seconds = await timedRun(lesson);
    assertLess(seconds, most, "seconds that the lesson takes");
    for (const { stub } of exercises(lesson)) {
      const lines = printedLines(stub.outputs);
      assert(lines.some((line) => UNANSWERED.test(line)), `${stub.place}: the stub says nothing`);
      assert(!lines.some((line) => ANSWERED.test(line)), `${stub.place}: the stub is the answer`);
    }
  });

  // Backwards, each cell runs before all that stand between it and the first: what it needs from
  // them is missing, and what they change has not been changed. (A name that a *later* cell
  // declares would be there; the run above and the type check find that.) Each answer runs after
  // its stub, as with a learner: a name that one declares with const and another with let is refused.
  Deno.test(`${path}: each cell runs alone after the first; the answers are right`, async () => {
    const answers = exercises(lesson);
    const fresh = outputsById(await runNotebook(backwards(lesson, answers), "notebooks"));

    assertEquals(differences(lesson, fresh), []);
    for (const { stub } of answers) {
      const outputs = fresh.get(answerId(stub)) ?? [];
      const lines = printedLines(outputs);
      const failed = outputs.some((output) => output.output_type === "error");
      const right = lines.some((line) => ANSWERED.test(line));
      const wrong = failed || lines.some((line) => UNANSWERED.test(line));
      assert(right && !wrong, `${stub.place}: the answer is not right: ${Deno.inspect(outputs)}`);
    }
  });
}

/** Runs a lesson, holds its outputs against the committed ones, and returns how many seconds it took. */
async function timedRun(lesson: Lesson): Promise<number> {
  const start = performance.now();
  const fresh = await runNotebook(lesson.notebook, "notebooks");
  const seconds = (performance.now() - start) / 1000;
  console.log(`${lesson.path}: ran in ${seconds.toFixed(1)} s`);
  assertEquals(differences(lesson, outputsById(fresh)), []);
  return seconds;
}

/** The notebook without its text, the first cell first and the others in reverse; answers added. */
function backwards(lesson: Lesson, answers: Exercise[]): Notebook {
  const answered = new Map(answers.map(({ stub, answer }) => [stub.id, answer]));
  const [first, ...others] = lesson.notebook.cells
    .filter((cell): cell is CodeCell => cell.cell_type === "code");
  const cells = others.reverse().flatMap((cell) => {
    const answer = answered.get(cell.id);
    return answer ? [cell, { ...cell, id: answerId(cell), source: answer }] : [cell];
  });
  return { ...lesson.notebook, cells: [first, ...cells] };
}

function answerId(stub: { id: string }): string {
  return `${stub.id}-answer`;
}

function outputsById(notebook: Notebook): Map<string, Output[]> {
  const cells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  return new Map(cells.map((cell) => [cell.id, cell.outputs]));
}

/** Where outputs differ from the committed ones, a line for each such cell. */
function differences(lesson: Lesson, fresh: Map<string, Output[]>): string[] {
  return lesson.cells.flatMap((cell) => {
    if (cell.kind !== "code") return [];
    const committed = asText(cell.outputs), now = asText(fresh.get(cell.id) ?? []);
    if (committed === now) return [];
    let at = 0;
    while (committed[at] === now[at]) at++;
    const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
    return [`${cell.place}: committed …${around(committed)}… but now …${around(now)}…`];
  });
}

/** Outputs as text: keys in order, and no execution count, which depends on the order of the run. */
function asText(outputs: readonly Output[]): string {
  return JSON.stringify(outputs, (key, value) => {
    if (key === "execution_count") return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
  });
}
