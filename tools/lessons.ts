/** How a reader names a notebook on the command line. */
import { isAbsolute, join, resolve } from "node:path";
import { Problem } from "./setup/problem.ts";

/** The names of the lessons in notebooks/, in order, with their ending. */
export function lessons(root: string): string[] {
  return [...Deno.readDirSync(join(root, "notebooks"))]
    .filter((entry) => entry.isFile && entry.name.endsWith(".ipynb"))
    .map((entry) => entry.name)
    .sort();
}

/**
 * The path of a notebook from a path, a lesson's name with or without its ending, or its number
 * ("1" or "01").
 *
 * @throws Problem when there is none such, with a list of those there are
 */
export async function findNotebook(named: string, root: string): Promise<string> {
  const known = lessons(root);
  const number = /^\d+$/.test(named) ? `${named.padStart(2, "0")}_` : undefined;
  const lesson = known.find((name) => number !== undefined && name.startsWith(number));
  if (lesson !== undefined) return join(root, "notebooks", lesson);

  // `deno task` starts in the project's folder; INIT_CWD is where the reader typed the command.
  const folders = [Deno.env.get("INIT_CWD") ?? root, root, join(root, "notebooks")];
  const places = isAbsolute(named) ? [named] : folders.map((folder) => resolve(folder, named));
  for (const place of places.flatMap((path) => [path, `${path}.ipynb`])) {
    const isFile = await Deno.stat(place).then((info) => info.isFile, () => false);
    if (isFile && place.endsWith(".ipynb")) return place;
  }
  const names = known.map((name) => name.replace(/\.ipynb$/, "")).join(", ");
  throw new Problem(
    `There is no notebook "${named}". ` +
      (names === "" ? "notebooks/ is empty; give the path of one." : `There are: ${names}.`),
  );
}
