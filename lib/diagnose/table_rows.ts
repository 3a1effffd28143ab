import { display } from "../errors.ts";

/** The cells of a row by column. */
export type Cells = Readonly<Record<string, unknown>>;

/** A row, and what error messages call its place. */
export interface Row {
  readonly place: string;
  readonly cells: Cells;
}

/** The rows of CSV text: a header, then a line a row. A field with a comma stands in "quotes". */
export function csvRows(text: string): Row[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/)
    .map((line, i) => ({ line, place: `line ${i + 1}` }))
    .filter(({ line }) => line.trim() !== "");
  if (lines.length === 0) return [];
  const [header, ...rest] = lines, names = fields(header.line, header.place);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new RangeError(
      `diagnoseTable, ${header.place}: column ${display(twice)} is there twice; give it once.`,
    );
  }
  return rest.map(({ line, place }) => {
    const values = fields(line, place);
    if (values.length !== names.length) {
      throw new RangeError(
        `diagnoseTable, ${place}: there are ${values.length} fields and the header has ` +
          `${names.length} columns; give one for each, empty where nothing was measured.`,
      );
    }
    return { place, cells: Object.fromEntries(names.map((name, i) => [name, values[i]])) };
  });
}

function fields(line: string, place: string): string[] {
  if (!line.includes(",") && /[;\t]/.test(line)) {
    throw new RangeError(`diagnoseTable, ${place}: there is no comma; put commas between fields.`);
  }
  const found: string[] = [];
  let rest = `${line},`;
  while (rest !== "") {
    const match = rest.match(/^\s*"((?:[^"]|"")*)"\s*,/) ?? rest.match(/^([^",]*),/);
    if (match === null) {
      throw new RangeError(
        `diagnoseTable, ${place}, field ${found.length + 1}: a quote stands alone; give pairs.`,
      );
    }
    found.push(match[1].replaceAll('""', '"').trim());
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** The rows of JSON text: an array of objects. NaN and infinities are texts there: "nan", "inf". */
export function jsonRows(text: string): Row[] {
  let value: unknown;
  try {
    // Python's json writes NaN and Infinity bare, which JSON does not know.
    value = JSON.parse(text.replace(/([:[,]\s*)(-?(?:NaN|Infinity))(?=\s*[,}\]])/g, '$1"$2"'));
  } catch (error) {
    throw new RangeError(
      `diagnoseTable: this begins like JSON and is none: ${(error as Error).message}. ` +
        "Give an array of objects, or CSV.",
    );
  }
  if (!Array.isArray(value)) {
    throw new TypeError(
      "diagnoseTable: the JSON is no array; give an array of objects, one a row.",
    );
  }
  return value.map((cells, i) => {
    const place = `row ${i + 1}`;
    if (typeof cells === "object" && cells !== null && !Array.isArray(cells)) {
      return { place, cells };
    }
    throw new TypeError(
      `diagnoseTable, ${place}: it is ${display(cells)}; give an object such as ` +
        '{ "layer": 1, "delta_rms": 0.1 }.',
    );
  });
}
