/**
 * A lesson: a notebook of this course, read for what its cells say. The conventions that tests hold
 * lessons to, such as tags and answers, are told here.
 */

import { lessons } from "./lessons.ts";
import { type Notebook, type Output, readNotebook } from "./notebook.ts";

export interface Cell {
  readonly id: string;
  readonly kind: "code" | "markdown";
  readonly source: string;
  readonly tags: readonly string[];
  /** Empty for a markdown cell. */
  readonly outputs: readonly Output[];
  /** "notebooks/01_chain_rule.ipynb, cell [7]", with the number that a fresh run shows beside it. */
  readonly place: string;
}

export interface Lesson {
  /** "notebooks/01_chain_rule.ipynb" */
  readonly path: string;
  /** The file's whole content, to run it. */
  readonly notebook: Notebook;
  readonly cells: readonly Cell[];
}

/** An exercise: the cell with the stub, and the whole cell as its folded answer has it. */
export interface Exercise {
  readonly stub: Cell;
  readonly answer: string;
}

/** The paths of all lessons, in order, from the project's folder. */
export function lessonPaths(): string[] {
  return lessons(".").map((name) => `notebooks/${name}`);
}

/** Reads a lesson. Throws SyntaxError when the file is not a notebook. */
export async function readLesson(path: string): Promise<Lesson> {
  const notebook = await readNotebook(path);
  let number = 0;
  const cells = notebook.cells.map((cell, index): Cell => ({
    id: cell.id,
    kind: cell.cell_type === "code" ? "code" : "markdown",
    source: cell.source,
    tags: (cell.metadata.tags ?? []) as string[],
    outputs: cell.cell_type === "code" ? cell.outputs : [],
    place: cell.cell_type === "code"
      ? `${path}, cell [${++number}]`
      : `${path}, text in place ${index + 1}`,
  }));
  return { path, notebook, cells };
}

export function codeCells(lesson: Lesson): Cell[] {
  return lesson.cells.filter((cell) => cell.kind === "code");
}

/**
 * The exercises of a lesson. A code cell tagged "exercise" holds the stub and its visible check; the
 * next markdown cell is tagged "answer" and folds the whole cell, answered, away:
 *
 *     <details><summary>Answer</summary>
 *
 *     ```ts
 *     …
 *     ```
 *
 *     </details>
 *
 * Throws Error when an exercise lacks its answer.
 */
export function exercises(lesson: Lesson): Exercise[] {
  return lesson.cells.flatMap((stub, at) => {
    if (!stub.tags.includes("exercise")) return [];
    const next = lesson.cells.slice(at + 1).find((cell) => cell.kind === "markdown");
    const folded = next?.tags.includes("answer") && /<details>\s*<summary>/.test(next.source);
    const answer = folded && next?.source.match(/```(?:ts|typescript)\n(.*?)\n```/s)?.[1];
    if (!answer) {
      throw new Error(
        `${stub.place} is tagged "exercise", but the next text cell is no answer: ` +
          `tag it "answer" and fold a \`\`\`ts block into <details><summary>Answer</summary>.`,
      );
    }
    return [{ stub, answer }];
  });
}
