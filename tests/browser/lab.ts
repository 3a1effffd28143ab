/// <reference lib="dom" />
/** A real JupyterLab on a free port, and a page of it to drive. */
import type { Browser, Page } from "playwright-core";
import { environment } from "../../tools/setup.ts";

/** What of JupyterLab's own object is called here. */
interface JupyterApp {
  commands: { execute(command: string, options?: unknown): Promise<unknown> };
  shell: {
    currentWidget: { context?: { sessionContext: { session: { kernel: { status: string } } } } };
  };
}

declare global {
  var jupyterapp: JupyterApp;
}

/** A running server; `close()` ends it and its kernels. */
export interface Lab {
  readonly address: string;
  close(): Promise<void>;
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Start JupyterLab on `folder`, with settings of its own under `scratch`. */
export async function startLab(folder: string, scratch: string): Promise<Lab> {
  const { python, variables } = environment();
  const port = freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = new Deno.Command(python, {
    args: [
      "-m",
      "jupyterlab",
      "--no-browser",
      "--expose-app-in-browser",
      "--IdentityProvider.token=",
      "--ServerApp.port_retries=0",
      `--ServerApp.port=${port}`,
      `--ServerApp.root_dir=${folder}`,
    ],
    env: {
      ...variables,
      JUPYTERLAB_SETTINGS_DIR: `${scratch}/settings`,
      JUPYTERLAB_WORKSPACES_DIR: `${scratch}/workspaces`,
      JUPYTER_RUNTIME_DIR: `${scratch}/runtime`,
      JUPYTER_DATA_DIR: `${scratch}/data`,
    },
    clearEnv: true,
    stdout: "null",
    stderr: "null",
  }).spawn();
  for (let attempt = 0; attempt < 150; attempt++) {
    const up = await fetch(`${address}/api`).then((answer) => answer.text(), () => "");
    if (up.includes("version")) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    address,
    async close() {
      server.kill("SIGTERM");
      await server.status;
    },
  };
}

/** Open a notebook and wait for its kernel. */
export async function openNotebook(browser: Browser, lab: Lab, name: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
  await page.goto(`${lab.address}/lab/tree/${name}?reset`);
  await page.waitForSelector(".jp-NotebookPanel .jp-Cell", { timeout: 60_000 });
  await kernelIdle(page);
  return page;
}

/** One of JupyterLab's commands, as its menus run them. */
export async function command(page: Page, name: string, options: unknown = {}): Promise<void> {
  await page.evaluate(
    async ([name, options]) =>
      void await globalThis.jupyterapp.commands.execute(name as string, options),
    [name, options],
  );
}

/** Wait until the kernel waits and no cell shows a star. */
export async function kernelIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const context = globalThis.jupyterapp?.shell.currentWidget?.context;
      const prompts = [...document.querySelectorAll(".jp-InputPrompt")];
      return context?.sessionContext.session?.kernel?.status === "idle" &&
        !prompts.some((prompt) => prompt.textContent!.includes("*"));
    },
    null,
    { timeout: 90_000, polling: 200 },
  );
}
