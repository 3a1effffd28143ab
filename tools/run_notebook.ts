import { libraryMark } from "../lib/jupyter/browser.ts";
import { Kernel } from "./kernel.ts";
import type { Cell, CodeCell, Metadata, Notebook, Output } from "./notebook.ts";

/** How to run a notebook. */
export interface RunOptions {
  /** How long one cell may take. */
  timeoutSeconds?: number;
}

/** A cell threw, and its tags do not say `raises-exception`. */
export class CellError extends Error {
  override name = "CellError";
}

/**
 * Runs a notebook in a fresh kernel, top to bottom, and returns it with its outputs in the form in
 * which we keep notebooks: counted 1 to n, without times or the drawing library, with still
 * pictures. The same notebook gives the same bytes each time. The one given is not changed.
 *
 * @param folder the kernel's working folder: the one that the notebook lies in
 * @throws CellError when a cell throws, and is not tagged `raises-exception`
 */
export async function runNotebook(
  notebook: Notebook,
  folder: string,
  { timeoutSeconds = 120 }: RunOptions = {},
): Promise<Notebook> {
  const kernel = await Kernel.start(folder);
  try {
    const cells: Cell[] = [];
    let count = 0;
    for (const cell of notebook.cells) {
      if (!runs(cell)) {
        cells.push(withoutTimes(cell));
        continue;
      }
      const outputs = await kernel.execute(cell.source, { timeoutSeconds });
      cells.push({ ...withoutTimes(cell), execution_count: ++count, outputs });
      throwUnexpected(outputs, cell, count);
    }
    // Outputs that come late are still added to their cells.
    await kernel.quiet();
    const metadata = { ...notebook.metadata, ...describeKernel(kernel) };
    return await addPictures({ ...notebook, metadata, cells: cells.map(tidyOutputs) });
  } finally {
    await kernel.close();
  }
}

/** Whether Jupyter would run a cell: it passes over empty ones. */
function runs(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "";
}

/** JupyterLab notes in each cell when it ran. */
function withoutTimes<SomeCell extends Cell>(cell: SomeCell): SomeCell {
  const { execution: _, ...metadata } = cell.metadata;
  return { ...cell, metadata };
}

function throwUnexpected(outputs: Output[], { metadata, source }: CodeCell, count: number): void {
  const tags: unknown = metadata.tags;
  if (Array.isArray(tags) && tags.includes("raises-exception")) return;
  const error = outputs.find((output) => output.output_type === "error");
  if (!error) return;
  const trace = error.traceback.join("\n");
  throw new CellError(
    `Cell [${count}] threw ${error.ename}: ${error.evalue}\n${source}\n\n${trace}`,
  );
}

/** What Jupyter writes into a notebook about its kernel. */
function describeKernel({ language }: Kernel): Metadata {
  return {
    kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
    language_info: language,
  };
}

/** Counts each value like its cell, and drops Plotly itself: `setup()` brings it in each session. */
function tidyOutputs(cell: Cell): Cell {
  if (cell.cell_type !== "code") return cell;
  const outputs = cell.outputs.filter((output) => !isLibrary(output)).map((output) =>
    output.output_type === "execute_result"
      ? { ...output, execution_count: cell.execution_count }
      : output
  );
  return { ...cell, outputs };
}

function isLibrary(output: Output): boolean {
  return "data" in output && String(output.data["text/html"]).includes(`<script ${libraryMark}`);
}

/** Adds a still picture to each figure, for readers without JavaScript. */
async function addPictures(notebook: Notebook): Promise<Notebook> {
  // Only now, because it needs the npm packages.
  const { addStills } = await import("./stills.ts");
  return await addStills(notebook);
}
