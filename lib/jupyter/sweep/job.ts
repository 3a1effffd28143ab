/** What every point of a sweep needs, in a form that can be sent to a worker, and begun there. */
import { display, requireObject } from "../../errors.ts";
import { type Grid, gridPoints } from "../../sweep.ts";
import { filesByName, load, namesOfExports, wordsIn } from "./library.ts";
import { pack, unpack } from "./parcel.ts";

/** Functions travel as their source: a worker has none of the variables around them. */
export interface Job {
  readonly trainOne: string;
  /** Functions and data that stand beside it, by name. */
  readonly functions: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
  /** The library's names that occur, and the file of each. */
  readonly library: Readonly<Record<string, string>>;
  /** The points, packed. */
  readonly points: readonly unknown[];
}

/** Throws TypeError for what cannot be sent. */
export async function makeJob(
  grid: Grid,
  trainOne: unknown,
  shared: Readonly<Record<string, unknown>>,
): Promise<Job> {
  const own = sourceOf("the second argument", trainOne);
  requireObject("sweep: shared", shared, "{ x, y }");
  const exported = await namesOfExports(), used = new Set<string>();
  const nameOf = (value: unknown) => {
    const name = exported.get(value);
    if (name !== undefined) used.add(name);
    return name;
  };
  const functions: Record<string, string> = {}, data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shared)) {
    if (typeof value === "function" && !exported.has(value)) {
      functions[name] = sourceOf(`shared.${name}`, value);
    } else data[name] = pack(value, `sweep: shared.${name}`, nameOf);
  }
  const points = gridPoints(grid).map((point) => pack(point, "sweep: the grid", nameOf));
  const files = await filesByName();
  for (const source of [own, ...Object.values(functions)]) {
    for (const word of wordsIn(source, files)) {
      // The point's own names hide the library's, except where they are called.
      if (!(word in grid) || new RegExp(`(?<![.\\w$])${word}\\(`).test(source)) used.add(word);
    }
  }
  const library = Object.fromEntries(
    [...used].filter((name) => files.has(name)).map((name) => [name, files.get(name)!]),
  );
  return { trainOne: own, functions, data, library, points };
}

function sourceOf(place: string, value: unknown): string {
  const source = typeof value === "function" ? value.toString() : "";
  const fit = source !== "" && !source.includes("[native code]") && parses(source);
  if (fit) return source;
  throw new TypeError(
    `sweep: ${place} is ${
      display(value)
    }, which cannot be sent to a worker; give a function written ` +
      "out, such as async ({ depth, seed }) => { … }.",
  );
}

/** A method's source does not parse by itself. */
function parses(source: string): boolean {
  try {
    new Function(`return (${source});`);
    return true;
  } catch {
    return false;
  }
}

/** Loads and compiles what the job needs; the function returned trains at the point of that index. */
export async function beginJob(job: Job): Promise<(index: number) => Promise<unknown>> {
  const library = await load(job.library);
  const data = unpack(job.data, { named: library, shared: true }) as Record<string, unknown>;
  const scope = { ...library, ...data };
  for (const name of Object.keys(job.functions)) delete scope[name];
  const functions = Object.entries(job.functions)
    .map(([name, source]) => `const ${name} = (${source});`);
  const code = `"use strict"; ${functions.join("\n")}\nreturn (${job.trainOne});`;
  const trainOne = new Function(...Object.keys(scope), code)(...Object.values(scope));
  return async (index) => {
    try {
      const result = await trainOne(unpack(job.points[index], { named: library, shared: true }));
      return pack(result, "the result", () => undefined);
    } catch (error) {
      throw explained(error);
    }
  };
}

/** A variable of a cell, used in the function, is missing in a worker. */
function explained(error: unknown): unknown {
  if (!(error instanceof ReferenceError)) return error;
  const name = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (name === undefined) return error;
  return new ReferenceError(
    `${name} is not defined. The function runs in a worker, which sees what lib/mod.ts exports but no ` +
      `variable of your cells. Put ${name} into the grid, or share it: ` +
      `sweep(grid, trainOne, { shared: { ${name} } }).`,
    { cause: error },
  );
}
