import { type Cell, codeCells, type Lesson } from "../../tools/lesson.ts";
import type { Output } from "../../tools/notebook.ts";

/** What "A lesson" in numbers means; all count cells as the learner sees them. */
export interface Measures {
  readonly cells: number;
  /** Lines of a code cell that are not blank. */
  readonly medianLines: number;
  readonly mostLines: number;
  /** Words of prose for each line of code that is neither blank nor a comment alone. */
  readonly wordsPerLine: number;
}

/** Measures a lesson. The folded answers count as neither prose nor code. */
export function measure(lesson: Lesson): Measures {
  const code = codeCells(lesson);
  const lengths = code.map((cell) => filledLines(cell.source).length).sort((a, b) => a - b);
  const texts = lesson.cells.filter((cell) => cell.kind === "markdown" && !isAnswer(cell));
  const words = sum(texts.map((cell) => proseWords(cell.source)));
  const codeLines = sum(code.map((cell) => filledLines(withoutComments(cell.source)).length));
  return {
    cells: lesson.cells.length,
    medianLines: (lengths[(lengths.length - 1) >> 1] + lengths[lengths.length >> 1]) / 2,
    mostLines: lengths[lengths.length - 1],
    wordsPerLine: words / codeLines,
  };
}

/**
 * Words in Markdown outside of code blocks and displayed formulas. A formula or code in the line
 * reads as one word; a link as its text; marks such as `-`, `|` and `#` as none.
 */
export function proseWords(markdown: string): number {
  const prose = markdown
    .replace(/```.*?```/gs, " ")
    .replace(/\$\$.*?\$\$/gs, " ")
    .replace(/\\begin\{.*?\\end\{\w+\*?\}/gs, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/`[^`]+`/g, " word ")
    .replace(/\$[^$]+\$/g, " word ")
    .replace(/\]\([^)]*\)/g, "] ");
  return prose.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** What a cell printed, as lines. */
export function printedLines(outputs: readonly Output[]): string[] {
  return outputs
    .flatMap((output) => output.output_type === "stream" ? output.text.split("\n") : [])
    .filter((line) => line !== "");
}

function isAnswer(cell: Cell): boolean {
  return cell.tags.includes("answer");
}

function filledLines(source: string): string[] {
  return source.split("\n").filter((line) => line.trim() !== "");
}

function withoutComments(source: string): string {
  return source.replace(/^\s*\/\/.*$/gm, "").replace(/^\s*\/\*.*?\*\//gms, "");
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
