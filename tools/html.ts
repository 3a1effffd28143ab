/**
 * `deno task html [notebook…] [--run]`: one self-contained page per notebook, in html/.
 *
 * The notebook is exported as it was saved; with `--run`, a copy of it is run first. Without a
 * name, every lesson is exported.
 */
import { basename, join, resolve } from "node:path";
import { findNotebook, lessons } from "./lessons.ts";
import { setUp } from "./setup.ts";
import { run } from "./setup/command.ts";
import { Problem, runTask } from "./setup/problem.ts";
import type { Environment } from "./setup.ts";

/** Run a copy of the notebook where the notebook stands; the path of the copy, in `folder`. */
async function runCopy(notebook: string, folder: string): Promise<string> {
  const { readNotebook, runNotebook, writeNotebook } = await import("./notebook.ts");
  const copy = join(folder, basename(notebook));
  await writeNotebook(
    copy,
    await runNotebook(await readNotebook(notebook), resolve(notebook, "..")),
  );
  return copy;
}

/** Convert one notebook; the path of its page. */
async function exportPage(notebook: string, place: Environment): Promise<string> {
  const output = join(place.root, "html");
  const finished = await run(
    place.jupyter,
    ["nbconvert", "--to", "html", "--log-level", "WARN", "--output-dir", output, notebook],
    { folder: place.root, variables: place.variables },
  );
  if (!finished?.ok) {
    const lines = (finished?.output ?? "nbconvert did not start").trim().split("\n");
    throw new Problem(`Could not export ${basename(notebook)}: ${lines.at(-1)}`);
  }
  return join(output, basename(notebook).replace(/\.ipynb$/, ".html"));
}

async function html(parameters: readonly string[]): Promise<void> {
  const unknown = parameters.find((word) => word.startsWith("-") && word !== "--run");
  if (unknown !== undefined) {
    throw new Problem(`html does not know ${unknown}; its only flag is --run.`);
  }
  const place = await setUp();
  const named = parameters.filter((word) => word !== "--run");
  const names = named.length > 0 ? named : lessons(place.root);
  const notebooks: string[] = [];
  for (const name of names) notebooks.push(await findNotebook(name, place.root));
  if (notebooks.length === 0) throw new Problem("notebooks/ is empty: there is nothing to export.");

  const folder = await Deno.makeTempDir({ prefix: "vg-html-" });
  try {
    for (const notebook of notebooks) {
      const source = parameters.includes("--run") ? await runCopy(notebook, folder) : notebook;
      console.log(await exportPage(source, place));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

await runTask(() => html(Deno.args));
