/** Notebook files as typed values: what Jupyter calls nbformat 4.5. */

export { CellError, runNotebook } from "./run_notebook.ts";

/** A notebook. */
export interface Notebook {
  cells: Cell[];
  metadata: Metadata;
  nbformat: 4;
  nbformat_minor: number;
}

export type Cell = CodeCell | TextCell;

/** A cell with code and what it put out when it ran. */
export interface CodeCell {
  cell_type: "code";
  id: string;
  source: string;
  metadata: Metadata;
  execution_count: number | null;
  outputs: Output[];
}

/** A cell with text. */
export interface TextCell {
  cell_type: "markdown" | "raw";
  id: string;
  source: string;
  metadata: Metadata;
  attachments?: Record<string, MimeBundle>;
}

export type Output = StreamOutput | DisplayOutput | ErrorOutput;

/** What console.log and console.error print. */
export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

/** A displayed thing, or with `execute_result` the value of the cell's last expression. */
export interface DisplayOutput {
  output_type: "display_data" | "execute_result";
  data: MimeBundle;
  metadata: Metadata;
  execution_count?: number | null;
}

/** An error that ended the cell. */
export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The same content in several forms, by media type; JSON media types hold values, not text. */
export type MimeBundle = Record<string, unknown>;

export type Metadata = Record<string, unknown>;

/**
 * Reads a notebook; texts that the file keeps as lists of lines become strings.
 *
 * @throws SyntaxError when the file is no notebook of format 4
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await Deno.readTextFile(path);
  let stored;
  try {
    stored = JSON.parse(text);
  } catch {
    stored = undefined;
  }
  if (stored?.nbformat !== 4 || !Array.isArray(stored.cells)) {
    throw new SyntaxError(
      `${path} is not a notebook (nbformat 4): open it in JupyterLab and save it, or restore it.`,
    );
  }
  return mapTexts(stored, (value) => isLines(value) ? value.join("") : value) as Notebook;
}

/** Writes a notebook just as JupyterLab saves it, so that saving there changes no other byte. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const stored = mapTexts(
    notebook,
    (value) => typeof value === "string" ? value.match(/[^\n]*\n|[^\n]+$/g) ?? [] : value,
  );
  await Deno.writeTextFile(path, JSON.stringify(sortKeys(stored), null, 1) + "\n");
}

/** A copy of a notebook with `change` applied to every text that may stand as a list of lines. */
function mapTexts(notebook: Notebook, change: (value: unknown) => unknown): unknown {
  const bundle = (data: MimeBundle) =>
    Object.fromEntries(
      Object.entries(data).map(([type, value]) => [type, isJson(type) ? value : change(value)]),
    );
  const output = (value: Output) => {
    if (value.output_type === "stream") return { ...value, text: change(value.text) };
    if (value.output_type === "error") return value;
    return { ...value, data: bundle(value.data) };
  };
  const cell = (value: Cell) => ({
    ...value,
    source: change(value.source),
    ...(value.cell_type === "code" ? { outputs: value.outputs.map(output) } : {}),
  });
  return { ...notebook, cells: notebook.cells.map(cell) };
}

function isJson(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

/** A copy with the keys of every object in alphabetical order, as Jupyter writes them. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
