/**
 * `deno task notebooks [notebook…]`: runs lessons in the real kernel and saves them with their
 * outputs, as they are committed. Without a name, all of them. A lesson in which a cell throws is
 * left as it was.
 */
import { basename, dirname, join } from "node:path";
import { findNotebook, lessons } from "./lessons.ts";
import { readNotebook, writeNotebook } from "./notebook.ts";
import { environment, setUp } from "./setup.ts";
import { npmPackagesPresent } from "./setup/deno.ts";
import { Problem, runTask } from "./setup/problem.ts";

async function notebooks(named: string[]): Promise<number | void> {
  const had = await npmPackagesPresent(environment());
  const { root } = await setUp();
  if (!had) return await again(named); // Deno knows the packages only that were there when it began
  const { CellError, runNotebook } = await import("./run_notebook.ts");
  const paths = named.length > 0
    ? await Promise.all(named.map((name) => findNotebook(name, root)))
    : lessons(root).map((name) => join(root, "notebooks", name));
  if (paths.length === 0) throw new Problem("notebooks/ is empty: there is nothing to run.");
  for (const path of paths) {
    const start = performance.now();
    try {
      await writeNotebook(path, await runNotebook(await readNotebook(path), dirname(path)));
    } catch (error) {
      if (!(error instanceof CellError || error instanceof SyntaxError)) throw error;
      throw new Problem(`${basename(path)} was not saved. ${error.message}`);
    }
    console.log(`${basename(path)}  ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** The same in a process of its own; its exit code. */
async function again(named: string[]): Promise<number> {
  const args = ["run", "--no-lock", "-A", import.meta.filename!, ...named];
  return (await new Deno.Command(Deno.execPath(), { args }).spawn().status).code;
}

await runTask(() => notebooks(Deno.args));
