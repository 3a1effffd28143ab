import type { Grade } from "../exam.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { wrap } from "./fit.ts";
import { namesAxis, namesDown } from "./names_axis.ts";
import { colours } from "./theme.ts";

/** How a mark is drawn: by colour and by shape. */
const marks = {
  passed: { symbol: "circle", size: 17, color: colours.green },
  "not passed": { symbol: "x", size: 15, color: colours.vermillion },
  "no answer": { symbol: "circle-open", size: 15, color: colours.ink, line: { width: 2 } },
} as const;

/**
 * What an examination came to: a row a patient, in it whether it was diagnosed and whether it was cured.
 * The name of a sickness stands only where it was found.
 *
 * ```ts
 * await show(certificate(await grades(ward, answers)));
 * ```
 *
 * Throws RangeError without grades.
 */
export function certificate(grades: readonly Grade[]): Figure {
  if (grades.length === 0) throw new RangeError("certificate: there are no grades; give some.");
  const cells = grades.flatMap(({ diagnosed, cured }, row) => [
    {
      ...{ row, column: 0, mark: markOf(cured === null ? null : diagnosed !== null) },
      text: diagnosed ?? "",
    },
    { row, column: 1, mark: markOf(cured), text: cured ? "it learns" : "" },
  ]);
  const data = Object.entries(marks).flatMap(([name, marker]) => {
    const mine = cells.filter(({ mark }) => mark === name);
    if (mine.length === 0) return [];
    return [{
      ...{ type: "scatter", mode: "markers+text", name, marker, hoverinfo: "skip" },
      x: mine.map(({ column }) => column),
      y: mine.map(({ row }) => row),
      text: mine.map(({ text }) =>
        wrap(text, 15).map((line) => `\u00a0${literal(line)}`).join("<br>")
      ),
      textposition: "middle right",
    }];
  });
  const title = titleOf(grades);
  const layout = {
    title: { text: title },
    xaxis: namesAxis(["diagnosed", "cured"], 15, { range: [-0.3, 1.8] }),
    yaxis: namesDown(grades.map(({ number }) => `patient ${number}`), 15),
    height: 170 + 40 * grades.length,
    showlegend: true,
  };
  const told = grades.map(({ number, diagnosed, cured }) => {
    if (cured === null) return `patient ${number}: no answer`;
    return `patient ${number}: ${diagnosed ?? "not diagnosed"}, ${cured ? "cured" : "not cured"}`;
  });
  return { data, layout, alt: `${title}. ${told.join("; ")}.` };
}

function markOf(passed: boolean | null): keyof typeof marks {
  return passed === null ? "no answer" : passed ? "passed" : "not passed";
}

function titleOf(grades: readonly Grade[]): string {
  const of = grades.length, cured = grades.filter((grade) => grade.cured).length;
  const diagnosed = grades.filter((grade) => grade.diagnosed !== null).length;
  if (grades.every((grade) => grade.cured === null)) {
    return `Certificate: none of the ${of} networks has been treated yet`;
  }
  if (cured === of && diagnosed === of) {
    return `Certificate: all ${of} networks were diagnosed and cured`;
  }
  return `Certificate: ${diagnosed} of ${of} networks diagnosed, ${cured} of ${of} cured`;
}
