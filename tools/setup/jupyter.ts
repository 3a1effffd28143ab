import { dirname, join } from "node:path";
import { run } from "./command.ts";
import { type Environment } from "./places.ts";

/** The kernel as Jupyter sees it; its name, `deno`, is the one in every notebook's metadata. */
function kernelSpecification({ root, python, deno }: Environment): string {
  const launcher = join(root, "tools", "jupyter", "kernel.py");
  // The launcher makes Stop gentle (see kernel.py). Windows has no signals to make it gentle with.
  const how = Deno.build.os === "windows"
    ? { argv: [deno, "jupyter", "--kernel", "--conn"], interrupt_mode: "message" }
    : { argv: [python, launcher, deno], interrupt_mode: "signal" };
  return JSON.stringify(
    {
      ...how,
      argv: [...how.argv, "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
      env: { NO_COLOR: "1" },
    },
    null,
    2,
  );
}

/** Every file that Jupyter reads in `.venv`, by its path there. */
async function files(place: Environment): Promise<Record<string, string>> {
  const ours = (name: string) => Deno.readTextFile(join(place.root, "tools", "jupyter", name));
  return {
    "share/jupyter/kernels/deno/kernel.json": kernelSpecification(place),
    "share/jupyter/lab/settings/overrides.json": await ours("overrides.json"),
    "etc/jupyter/jupyter_lab_config.py": await ours("jupyter_lab_config.py"),
  };
}

/** Whether `.venv` has our kernel and settings, as this version of the project wants them. */
export async function jupyterFilesPresent(place: Environment): Promise<boolean> {
  const wanted = Object.entries(await files(place));
  const present = await Promise.all(wanted.map(async ([path, text]) => {
    return text === await Deno.readTextFile(join(place.root, ".venv", path)).catch(() => "");
  }));
  return present.every(Boolean);
}

/** Writes our kernel and settings into `.venv`. */
export async function writeJupyterFiles(place: Environment): Promise<void> {
  // Where Jupyter keeps what it writes, see environment(); IPython complains when it is missing.
  await Deno.mkdir(join(place.root, ".venv", "var"), { recursive: true });
  for (const [path, text] of Object.entries(await files(place))) {
    const target = join(place.root, ".venv", path);
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, text);
  }
}

/** Puts the template for exported pages into `.venv`, see tools/export_assets.ts. */
export async function installExportTemplate({ root, deno }: Environment): Promise<void> {
  const script = join(root, "tools", "setup", "install_export.ts");
  const finished = await run(
    deno,
    ["run", "--no-lock", "--allow-all", script, join(root, ".venv")],
    { folder: root },
  );
  if (!finished?.ok) throw new Error(`The export template was not installed: ${finished?.output}`);
}
