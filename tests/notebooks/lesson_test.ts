/** What each committed lesson must be, told from its file alone; ran_test.ts runs it. */
import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { type Cell, codeCells, exercises, lessonPaths, readLesson } from "../../tools/lesson.ts";
import { brokenLinks } from "./links.ts";
import { measure, printedLines } from "./measures.ts";
import { redeclared } from "./redeclared.ts";

for (const path of lessonPaths()) {
  const lesson = await readLesson(path);
  const code = codeCells(lesson);
  const prose = lesson.cells.filter((cell) => cell.kind === "markdown");

  Deno.test(`${path}: as long as a lesson should be`, () => {
    const { cells, medianLines, mostLines, wordsPerLine } = measure(lesson);
    console.log(
      `${path}: ${cells} cells; a code cell has ${medianLines} lines (median), ${mostLines} at most; ` +
        `${wordsPerLine.toFixed(1)} words of prose a line of code; ` +
        `${exercises(lesson).length} exercises; ${(size(lesson) / 1e3).toFixed(0)} KB of outputs`,
    );
    assertGreaterOrEqual(cells, 25, "cells");
    assertLessOrEqual(cells, 45, "cells");
    assertLessOrEqual(medianLines, 6, "median lines of a code cell");
    assertLessOrEqual(mostLines, 20, "lines of the longest code cell");
    assertGreaterOrEqual(wordsPerLine, 8, "words of prose a line of code");
    assertLessOrEqual(wordsPerLine, 20, "words of prose a line of code");
  });

  Deno.test(`${path}: has the parts of a lesson`, () => {
    const headings = prose.flatMap((cell) => cell.source.match(/^#+ .*/gm) ?? []);
    assert(headings[0]?.startsWith("# "), "the lesson begins with its title");
    for (const part of ["Summary", "Exercises", "Further reading"]) {
      assert(headings.some((heading) => heading.includes(part)), `there is no heading "${part}"`);
    }
    assert(code.some((cell) => /\bexplorer\(/.test(cell.source)), "there is no explorer");
    assertGreaterOrEqual(exercises(lesson).length, 4, "exercises");
    for (const { stub, answer } of exercises(lesson)) {
      assert(/\bexercise\(/.test(stub.source), `${stub.place} has no visible check`);
      const changed = linesOnlyIn(answer, stub.source);
      assertLessOrEqual(changed.length, 5, `${stub.place}: lines that the learner writes`);
      assertGreaterOrEqual(changed.length, 1, `${stub.place}: the answer changes nothing`);
    }
  });

  Deno.test(`${path}: no cell declares anew what a function of the first cell reads`, () => {
    const answers = exercises(lesson).map(({ stub, answer }) => ({ ...stub, source: answer }));
    const hits = [...code.slice(1), ...answers].flatMap(({ place, source }) =>
      redeclared(code[0].source, source).map((name) => `${place}: ${name}`)
    );
    assertEquals(hits, []);
  });

  Deno.test(`${path}: is a notebook for the kernel "deno" with lasting ids`, () => {
    const { name, language } = lesson.notebook.metadata.kernelspec as Record<string, string>;
    assertEquals([name, language], ["deno", "typescript"]);
    const ids = lesson.cells.map((cell) => cell.id);
    assertEquals(new Set(ids).size, ids.length, "ids differ from each other");
    for (const id of ids) assert(/^[\w-]{1,64}$/.test(id), `"${id}" is no id of a cell`);
  });

  Deno.test(`${path}: its committed outputs are whole and clean`, () => {
    assertLessOrEqual(size(lesson), 2_000_000, "bytes of outputs");
    for (const cell of code) {
      const stored = JSON.stringify(cell.outputs);
      const mayFail = cell.tags.includes("raises-exception");
      const failed = cell.outputs.some((output) => output.output_type === "error");
      assertEquals(failed, mayFail, `${cell.place}: an error is shown`);
      assert(!MACHINE_PATH.test(stored), `${cell.place}: ${stored.match(MACHINE_PATH)?.[0]}`);
      assert(!PLOTLY_ITSELF.test(stored), `${cell.place} holds a library`);
      const checks = cell.source.match(/^\s*check\(/gm)?.length ?? 0;
      const passed = printedLines(cell.outputs).filter((line) => line.startsWith("✓")).length;
      if (!mayFail) assertGreaterOrEqual(passed, checks, `${cell.place}: checks that passed`);
    }
  });

  Deno.test(`${path}: each figure has its words and a still picture`, () => {
    const figures = code.flatMap((cell) => figuresOf(cell).map((html) => ({ cell, html })));
    assertGreaterOrEqual(figures.length, 1, "figures");
    for (const { cell, html } of figures) {
      const words = html.match(/aria-label="([^"]*)"/)?.[1] ?? "";
      assertGreaterOrEqual(words.split(/\s+/).length, 4, `${cell.place}: words of the figure`);
      assert(/<img[^>]+src="data:image\//.test(html), `${cell.place}: no still picture`);
    }
  });

  Deno.test(`${path}: its links lead somewhere`, () => {
    assertEquals(brokenLinks(prose.map((cell) => cell.source).join("\n\n"), path), []);
  });
}

Deno.test("there is a lesson to test", () => {
  assertGreaterOrEqual(lessonPaths().length, 1);
});

Deno.test("README.md: its links lead somewhere", () => {
  assertEquals(brokenLinks(Deno.readTextFileSync("README.md"), "README.md"), []);
});

/** A path of the machine that ran the lesson; a reader has another. */
const MACHINE_PATH =
  /file:\/\/\/[^"\s]{0,60}|\/(?:home|root|Users|tmp|var)\/[^"\s]{0,60}|[A-Z]:\\\\/;

/** Plotly's own banner, or a long text that is gzip in base64. */
const PLOTLY_ITSELF = /plotly\.js v\d|H4sI[A-Za-z0-9+/]{50000}/;

function size(lesson: { cells: readonly Cell[] }): number {
  return new TextEncoder().encode(JSON.stringify(lesson.cells.map((cell) => cell.outputs))).length;
}

/** The HTML of each figure that a cell shows, explorers included. */
function figuresOf(cell: Cell): string[] {
  return cell.outputs
    .map((output) => "data" in output ? String(output.data["text/html"]) : "")
    .filter((html) => html.includes("data-vg-figure"));
}

/** The lines of one text that the other does not have. */
function linesOnlyIn(text: string, other: string): string[] {
  const known = new Set(other.split("\n").map((line) => line.trim()));
  return text.split("\n").map((line) => line.trim()).filter((line) => line && !known.has(line));
}
