/** Reads a plain table of per-layer statistics, as another framework wrote it. */
import { display } from "../errors.ts";
import { requireOrder, type TableBlock } from "./table_order.ts";
import { type Cells, csvRows, jsonRows } from "./table_rows.ts";
import type { Vitals } from "./vitals.ts";

/** What a table knows of one step of training: a row a layer, in the order of the forward pass. */
export interface TableStep {
  /** Null for a table without a column `step`. */
  readonly step: number | null;
  readonly layers: readonly Vitals[];
}

/** The columns that are sizes or shares, and which of the vitals each is. All may be missing. */
const MEASURED = {
  units: "units",
  activation_rms: "activation",
  activation_spread: "spread",
  delta_rms: "delta",
  slope_rms: "slope",
  saturated: "saturated",
  dead: "dead",
  weight_rms: "weight",
  weight_gradient_rms: "weightGradient",
  update_rms: "update",
} as const satisfies Record<string, keyof Vitals>;

const COLUMNS = ["step", "layer", ...Object.keys(MEASURED)];

/** Reads CSV with a header, or JSON with an array of objects; see `diagnoseTable`. */
export function readTable(text: string): TableStep[] {
  if (typeof text !== "string") {
    throw new TypeError(
      `diagnoseTable: the table is ${display(text)}; give its text, such as await ` +
        'Deno.readTextFile("statistics.csv").',
    );
  }
  if (/^[^,;\t\n]+\.\w+$/.test(text.trim())) {
    throw new RangeError(
      `diagnoseTable: ${display(text)} is a path; give its text: await Deno.readTextFile(${
        display(text)
      }).`,
    );
  }
  const rows = /^\s*[[{]/.test(text) ? jsonRows(text) : csvRows(text);
  if (rows.length === 0) {
    throw new RangeError("diagnoseTable: the table has no rows; give one for each layer.");
  }
  for (const { place, cells } of rows) requireColumns(place, cells);
  const steps: TableBlock[] = [];
  for (const { place, cells } of rows) {
    const step = numberAt(place, cells, "step");
    if (steps.at(-1)?.step !== step) steps.push({ step, layers: [], places: [] });
    const { layers, places } = steps[steps.length - 1];
    layers.push(vitalsOf(place, cells, layers.length + 1));
    places.push(place);
  }
  for (const { layers, places } of steps) requireMeasured(layers, places[0]);
  requireOrder(steps);
  return steps;
}

/** The same columns as CSV; an empty field is what was not measured. */
export function writeTable(steps: readonly TableStep[]): string {
  const vitals = Object.values(MEASURED);
  const lines = steps.flatMap(({ step, layers }) =>
    layers.map((layer) => [
      step ?? "",
      `"${layer.name.replaceAll('"', '""')}"`,
      ...vitals.map((vital) => layer[vital] ?? ""),
    ])
  );
  return [COLUMNS, ...lines].map((line) => line.join(",") + "\n").join("");
}

function requireColumns(place: string, cells: Cells): void {
  const names = Object.keys(cells);
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `diagnoseTable, ${place}: there is no column ${display(unknown)}; ` +
        `the columns are ${COLUMNS.join(", ")}. Rename it or leave it out.`,
    );
  }
  if (names.includes("layer") && names.some((name) => name in MEASURED)) return;
  throw new RangeError(
    `diagnoseTable, ${place}: ${
      names.includes("layer") ? "nothing is measured" : "no column layer"
    }; ` +
      "give layer and at least one of activation_rms, delta_rms, saturated, dead, ….",
  );
}

/** A table of empty cells would be found fine. */
function requireMeasured(layers: readonly Vitals[], place: string): void {
  const vitals = Object.values(MEASURED).filter((vital) => vital !== "units");
  if (layers.some((layer) => vitals.some((vital) => layer[vital] !== null))) return;
  throw new RangeError(
    `diagnoseTable, ${place}: nothing is measured, every cell of the step is empty; ` +
      "give numbers in at least one of activation_rms, delta_rms, saturated, dead, ….",
  );
}

function vitalsOf(place: string, cells: Cells, layer: number): Vitals {
  const measured = Object.fromEntries(
    Object.entries(MEASURED).map(([column, vital]) => [vital, numberAt(place, cells, column)]),
  ) as { [Name in (typeof MEASURED)[keyof typeof MEASURED]]: number | null };
  const name = String(cells.layer ?? "").trim().replace(/^(\d+)\.0*$/, "$1"); // 1.0 is layer 1
  return { layer, name: /^\d*$/.test(name) ? `layer ${name || layer}` : name, ...measured };
}

/** The cell as a number; null where it is missing or empty. */
function numberAt(place: string, cells: Cells, column: string): number | null {
  const cell = cells[column];
  if (cell === undefined || cell === null || cell === "") return null;
  const value = typeof cell === "number" ? cell : numberOf(String(cell).trim());
  if (value === undefined) {
    throw new RangeError(
      `diagnoseTable, ${place}, column ${column}: ${display(cell)} is no number; ` +
        "give one such as 1.5e-3, nan or inf, or leave the cell empty.",
    );
  }
  const share = column === "saturated" || column === "dead",
    whole = column === "step" || column === "units";
  const wrong = share ? !(value <= 1) : whole ? !Number.isInteger(value) : false;
  if (!wrong && !(value < 0)) return value;
  throw new RangeError(
    `diagnoseTable, ${place}, column ${column}: it is ${value}; give ${
      share
        ? "a share from 0 to 1, or leave the cell empty where none was measured"
        : whole
        ? "a whole number from 0"
        : "a size, which is never below 0"
    }.`,
  );
}

/** As Python and JavaScript write numbers. */
function numberOf(text: string): number | undefined {
  if (/^[+-]?nan$/i.test(text)) return NaN;
  if (/^\+?inf(inity)?$/i.test(text)) return Infinity;
  const value = Number(text);
  return Number.isNaN(value) || text === "" ? undefined : value;
}
