/**
 * `deno task html [notebook…] [--run]`: one self-contained page per notebook, in html/, and an index
 * of the lessons that have a page there.
 *
 * The notebook is exported as it was saved; with `--run`, a copy of it is run first. Without a
 * name, every lesson is exported.
 */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { findNotebook, lessons } from "./lessons.ts";
import { setUp } from "./setup.ts";
import { run } from "./setup/command.ts";
import { Problem, runTask } from "./setup/problem.ts";
import type { Environment } from "./setup.ts";
import { indexText, libraryText, linked, siteLesson } from "./site.ts";

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

/** A notebook of text alone; its path, in `folder`. */
async function writeText(name: string, source: string, folder: string): Promise<string> {
  const { writeNotebook } = await import("./notebook.ts");
  const cells = [{ cell_type: "markdown" as const, id: name, source, metadata: {} }];
  const path = join(folder, `${name}.ipynb`);
  await writeNotebook(path, { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  return path;
}

/** Link the lessons that have a page in html/, and make their index; the path of the index. */
async function makeSite(place: Environment, folder: string): Promise<string> {
  const { readLesson } = await import("./lesson.ts");
  const output = join(place.root, "html");
  const pageOf = (name: string) => join(output, name.replace(/\.ipynb$/, ".html"));
  const present = lessons(place.root).filter((name) => existsSync(pageOf(name)));
  const site = await Promise.all(
    present.map(async (name) =>
      siteLesson(name.slice(0, -6), await readLesson(join(place.root, "notebooks", name)))
    ),
  );
  const library = await writeText("library", await libraryText(place.root, site), folder);
  const pages = [await exportPage(library, place), ...present.map(pageOf)];
  for (const [at, page] of pages.entries()) {
    await Deno.writeTextFile(page, linked(await Deno.readTextFile(page), site, at - 1));
  }
  const readme = await Deno.readTextFile(join(place.root, "README.md"));
  const title = readme.match(/^# (.+)$/m)?.[1] ?? "The lessons";
  return await exportPage(await writeText("index", indexText(title, site), folder), place);
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
    const known = lessons(place.root).map((name) => join(place.root, "notebooks", name));
    if (notebooks.some((path) => known.includes(path))) {
      console.log(await makeSite(place, folder));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

await runTask(() => html(Deno.args));
