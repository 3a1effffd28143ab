/**
 * What the browser tests look at: the fixture and the first lesson, run in the real kernel and
 * exported by plain nbconvert.
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium } from "../../tools/browser.ts";
import { readNotebook, runNotebook, writeNotebook } from "../../tools/notebook.ts";
import { environment } from "../../tools/setup.ts";
import { run } from "../../tools/setup/command.ts";

/** Whether there is no browser to test with; the first to ask prints why the tests are skipped. */
export const noBrowser = findChromium() === null;
if (noBrowser) {
  console.log("The browser tests are skipped: no Chromium on PATH, and CHROMIUM names none.");
}

const { root, jupyter, variables } = environment();
export const fixture = fileURLToPath(new URL("fixture.ipynb", import.meta.url));
export const lesson = join(root, "notebooks", "01_chain_rule.ipynb");

/** Where these tests write; the system's temporary folder. */
export const folder = Deno.makeTempDirSync({ prefix: "vg-browser-" });

/** Plain `jupyter nbconvert --to html`, with no flag of ours; the page's address. */
export async function exportPage(notebook: string, name: string): Promise<string> {
  const finished = await run(
    jupyter,
    ["nbconvert", "--to", "html", "--output-dir", folder, "--output", name, notebook],
    { folder: root, variables },
  );
  if (!finished?.ok) throw new Error(`nbconvert failed: ${finished?.output}`);
  return pathToFileURL(join(folder, `${name}.html`)).href;
}

/** Run a notebook in the real kernel and save the result in `target`; its path. */
export async function runIn(target: string, notebook: string): Promise<string> {
  const path = join(target, basename(notebook));
  await writeNotebook(path, await runNotebook(await readNotebook(notebook), dirname(notebook)));
  return path;
}
