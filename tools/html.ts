/**
 * `deno task html [notebook…] [--run]`: one self-contained page per notebook, in html/.
 *
 * The notebook is exported as it was saved; with `--run`, a copy of it is run first. Without a
 * name, every lesson is exported.
 */
import { basename, isAbsolute, join, resolve } from "node:path";
import { setUp } from "./setup.ts";
import { run } from "./setup/command.ts";
import { Problem, runTask } from "./setup/problem.ts";
import type { Environment } from "./setup.ts";

/** The lessons in notebooks/, in order. */
async function lessons(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(join(root, "notebooks"))) {
    if (entry.isFile && entry.name.endsWith(".ipynb")) names.push(entry.name);
  }
  return names.sort();
}

/** The notebook's path, from a path, a lesson's name, or its number ("1" or "01"). */
async function findNotebook(named: string, root: string): Promise<string> {
  const known = await lessons(root);
  const number = /^\d+$/.test(named) ? `${named.padStart(2, "0")}_` : null;
  const lesson = known.find((name) => number !== null && name.startsWith(number));
  if (lesson !== undefined) return join(root, "notebooks", lesson);

  // `deno task` starts in the project's folder; INIT_CWD is where the reader typed the command.
  const folders = [Deno.env.get("INIT_CWD") ?? root, root, join(root, "notebooks")];
  const places = isAbsolute(named) ? [named] : folders.map((folder) => resolve(folder, named));
  for (const place of places.flatMap((path) => [path, `${path}.ipynb`])) {
    const isFile = await Deno.stat(place).then((info) => info.isFile, () => false);
    if (isFile && place.endsWith(".ipynb")) return place;
  }
  throw new Problem(
    `There is no notebook "${named}". ` +
      (known.length === 0
        ? "notebooks/ is empty; give the path of one."
        : `There are: ${known.map((name) => name.replace(/\.ipynb$/, "")).join(", ")}.`),
  );
}

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
  const names = named.length > 0 ? named : await lessons(place.root);
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
