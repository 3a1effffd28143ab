import { join } from "node:path";
import {
  installNpmPackages,
  npmPackagesPresent,
  pinnedDenoRuns,
  placePinnedDeno,
} from "./setup/deno.ts";
import { installExportTemplate, jupyterFilesPresent, writeJupyterFiles } from "./setup/jupyter.ts";
import { type Environment, environment, pinnedDeno } from "./setup/places.ts";
import { Problem, writeProblem } from "./setup/problem.ts";
import { installPackages, makeVenv, packages } from "./setup/python.ts";
import { exportStamp, readStamp, writeStamp } from "./setup/stamp.ts";

export { type Environment, environment };

/** One thing that must be there, and how to make it. */
interface Step {
  /** What the terminal says while it is being made. */
  what: string;
  done: () => Promise<boolean>;
  make: () => Promise<void>;
}

/** What a working environment consists of, each resting on those before it. */
function steps(place: Environment): Step[] {
  const { root } = place;
  return [
    {
      what: "A Python environment in .venv (some 5 seconds)",
      done: async () =>
        (await readStamp(root)).root === root && await packages(place) !== "damaged",
      make: async () => {
        await makeVenv(place);
        await writeStamp(root, { root });
      },
    },
    {
      what: "JupyterLab from exact pins (half a minute; minutes on a slow line)",
      done: async () => await packages(place) === "complete",
      make: () => installPackages(place),
    },
    {
      what: `Deno ${pinnedDeno} for the notebooks (a moment)`,
      done: () => pinnedDenoRuns(place),
      make: () => placePinnedDeno(place),
    },
    {
      what: "npm packages: figures, formulas, tests (some 10 seconds)",
      done: () => npmPackagesPresent(place),
      make: () => installNpmPackages(place),
    },
    {
      what: "The kernel and JupyterLab's settings (a moment)",
      done: () => jupyterFilesPresent(place),
      make: () => writeJupyterFiles(place),
    },
    {
      what: "The template for exported pages (some seconds)",
      done: async () => (await readStamp(root)).exported === await exportStamp(root),
      make: async () => {
        await installExportTemplate(place);
        await writeStamp(root, { exported: await exportStamp(root) });
      },
    },
  ];
}

/**
 * Makes whatever is missing for Jupyter and the notebooks, inside the project's folder, and says
 * what it does. When nothing is missing it prints nothing and takes about a second.
 *
 * @throws Problem with one sentence that says what stands in the way and what to do
 */
export async function setUp(): Promise<Environment> {
  const place = environment();
  const lock = await lockSetUp(place.root);
  try {
    let announced = false;
    for (const { what, done, make } of steps(place)) {
      if (await done()) continue;
      if (!announced) await print("Setting up what is missing:\n");
      announced = true;
      const start = performance.now();
      await print(`  ${what} … `);
      await make();
      if (!await done()) {
        throw new Problem(
          `Set-up made this and finds it faulty: ${what}. Delete .venv and node_modules, start again.`,
        );
      }
      await print(`done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    }
  } catch (error) {
    throw writeProblem(error, place.root) ?? error;
  } finally {
    lock.close();
  }
  return place;
}

/** Holds off a second set-up of the same project; the system lets go of the lock if we are killed. */
async function lockSetUp(root: string): Promise<Deno.FsFile> {
  try {
    await Deno.mkdir(join(root, ".cache"), { recursive: true });
    const file = await Deno.open(join(root, ".cache", "set-up.lock"), {
      create: true,
      write: true,
    });
    await file.lock(true);
    return file;
  } catch (error) {
    throw writeProblem(error, root) ?? error;
  }
}

async function print(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}
