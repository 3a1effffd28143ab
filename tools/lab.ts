/**
 * `deno task lab [notebook] [flags for Jupyter]`: sets up what is missing, then opens JupyterLab.
 */
import { isAbsolute, join, resolve } from "node:path";
import { setUp } from "./setup.ts";
import { Problem, runTask } from "./setup/problem.ts";

const firstLesson = "notebooks/01_chain_rule.ipynb";

/** The notebook to open: the one named, found from where the reader stands, or the first lesson. */
async function notebookToOpen(parameters: string[], root: string): Promise<string> {
  const named = parameters.find((parameter) => !parameter.startsWith("-"));
  if (!named) return join(root, firstLesson);
  // `deno task` starts in the project's folder; INIT_CWD is where the reader typed the command.
  const folders = [Deno.env.get("INIT_CWD") ?? root, root, join(root, "notebooks")];
  const places = isAbsolute(named) ? [named] : folders.map((folder) => resolve(folder, named));
  for (const place of places.flatMap((path) => [path, `${path}.ipynb`])) {
    if (await Deno.stat(place).then((info) => info.isFile, () => false)) return place;
  }
  throw new Problem(`There is no notebook ${named}. Lessons are in notebooks/, for example ${firstLesson}.`);
}

/** Runs JupyterLab until the reader stops it with Ctrl-C or its own menu; returns its exit code. */
async function lab(parameters: string[]): Promise<number> {
  const { root, python, variables } = await setUp();
  const notebook = await notebookToOpen(parameters, root);
  const flags = parameters.filter((parameter) => parameter.startsWith("-"));
  console.log("JupyterLab opens in the browser; its address follows. Ctrl-C here ends it.");
  const server = new Deno.Command(python, {
    args: ["-m", "jupyterlab", notebook, `--ServerApp.root_dir=${root}`, ...flags],
    cwd: root,
    env: variables,
    clearEnv: true,
  }).spawn();
  const release = endTogether(server);
  const { code, signal } = await server.status;
  release();
  return signal === null ? code : 0;
}

/** Passes the signals that end us on to the server and waits for it, so that no kernel is left. */
function endTogether(server: Deno.ChildProcess): () => void {
  const forward = () => {
    try {
      server.kill("SIGTERM");
    } catch {
      // It has ended by itself: Ctrl-C in a terminal reaches it, too.
    }
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT", "SIGBREAK"]
    : ["SIGINT", "SIGTERM", "SIGHUP"];
  signals.forEach((signal) => Deno.addSignalListener(signal, forward));
  return () => signals.forEach((signal) => Deno.removeSignalListener(signal, forward));
}

await runTask(() => lab(Deno.args));
