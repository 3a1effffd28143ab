import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withVariables } from "./command.ts";

/** Where things are in this project, and the environment variables to run Jupyter with. */
export interface Environment {
  /** The project's folder. */
  root: string;
  /** The Python of the project's own environment, `.venv`. */
  python: string;
  /** The `jupyter` command of that environment. */
  jupyter: string;
  /** The pinned Deno that runs the notebooks, whatever Deno the reader has. */
  deno: string;
  /** The full set of environment variables to run Jupyter with. */
  variables: Record<string, string>;
}

/** The Deno that the notebooks run on; newer ones lose output, see tools/setup/deno.ts. */
export const pinnedDeno = "2.8.1";

/** Where things are; says nothing about whether they are there yet (`setUp()` sees to that). */
export function environment(): Environment {
  const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");
  const venv = join(root, ".venv");
  const windows = Deno.build.os === "windows";
  const programs = join(venv, windows ? "Scripts" : "bin");
  const program = (name: string) => join(programs, windows ? `${name}.exe` : name);
  const own = (name: string) => join(venv, "var", name);
  const variables = withVariables({
    PATH: programs + delimiter + (Deno.env.get("PATH") ?? ""),
    VIRTUAL_ENV: venv,
    // Python sees this environment's packages and no others.
    PYTHONHOME: undefined,
    PYTHONPATH: undefined,
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
    // Jupyter writes nothing to the home folder and reads nobody else's settings or kernels.
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    IPYTHONDIR: own("ipython"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PATH: undefined,
    JUPYTER_CONFIG_PATH: undefined,
    JUPYTER_NO_CONFIG: undefined,
  });
  return {
    root,
    python: program("python"),
    jupyter: program("jupyter"),
    deno: program("deno"),
    variables,
  };
}
