/**
 * `deno task lab [notebook] [flags for Jupyter]`: sets up what is missing, then opens JupyterLab.
 * The notebook is the first word, or any word that ends in `.ipynb`; `--no-browser` or `--port 9000`
 * and what else there is goes to Jupyter.
 */
import { dirname, join, relative, sep as separator } from "node:path";
import { findNotebook } from "./lessons.ts";
import { setUp } from "./setup.ts";
import { runTask } from "./setup/problem.ts";

const firstLesson = "notebooks/01_chain_rule.ipynb";

/** Runs JupyterLab until the reader stops it with Ctrl-C or its own menu; returns its exit code. */
async function lab(parameters: string[]): Promise<number> {
  const { root, python, variables } = await setUp();
  const named = parameters.find((word, index) =>
    !word.startsWith("-") && (index === 0 || word.endsWith(".ipynb"))
  );
  const notebook = named ? await findNotebook(named, root) : join(root, firstLesson);
  // The project's folder, so that lib lies beside the lessons in the file browser.
  const folder = notebook.startsWith(root) ? root : dirname(notebook);
  const path = relative(folder, notebook).split(separator).map(encodeURIComponent).join("/");
  const flags = parameters.filter((word) => word !== named);
  console.log("JupyterLab opens in the browser; its address follows. Ctrl-C here ends it.");
  const server = new Deno.Command(python, {
    args: [
      "-m",
      "jupyterlab",
      `--ServerApp.root_dir=${folder}`,
      `--LabApp.default_url=/lab/tree/${path}`,
      "--log-level=WARN", // the address and real trouble, nothing else
      ...flags,
    ],
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
