/** A copy of the project in a folder of its own, to set up, break and mend for real. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What set-up and the lab need; the rest of the project may change while tests run. */
const needed = ["deno.json", "deno.lock", "lib", "notebooks", "tools"];

/** What a command printed, both streams, and how it ended. */
export interface Ended {
  code: number;
  output: string;
}

/** Changes to the environment variables; `undefined` removes one. */
export type Variables = Record<string, string | undefined>;

/** A copy of the project. */
export class Project {
  private constructor(readonly folder: string, readonly home: string) {}

  /** Copies the project into a new folder whose name has a space and letters beyond ASCII. */
  static async copy(): Promise<Project> {
    const above = await Deno.makeTempDir({ prefix: "vg set-up " });
    const project = new Project(join(above, "größe 測試"), join(above, "home"));
    await Deno.mkdir(project.home, { recursive: true });
    await Deno.mkdir(project.folder);
    for (const name of needed) await copy(join(root, name), join(project.folder, name));
    return project;
  }

  /** Moves the project elsewhere; returns it there. */
  async move(): Promise<Project> {
    const moved = new Project(join(dirname(this.folder), "moved"), this.home);
    await Deno.rename(this.folder, moved.folder);
    return moved;
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** A folder beside the project with nothing but these shell scripts, to be the PATH. */
  async commands(scripts: Record<string, string>): Promise<string> {
    const folder = await Deno.makeTempDir({ dir: dirname(this.folder) });
    for (const [name, script] of Object.entries(scripts)) {
      await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return folder;
  }

  /** Runs set-up, as `deno task lab` does first; `as` puts a command before Deno's. */
  async setUp(variables: Variables = {}, as: string[] = [], deno = Deno.execPath()) {
    const child = this.startSetUp(variables, as, deno);
    const { code, stdout, stderr } = await child.output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, output: decode(stdout) + decode(stderr) } satisfies Ended;
  }

  startSetUp(variables: Variables = {}, as: string[] = [], deno = Deno.execPath()) {
    const code = `import { setUp } from "./tools/setup.ts";
      import { runTask } from "./tools/setup/problem.ts";
      await runTask(async () => { await setUp(); });`;
    return this.start([...as, deno, "eval", "--no-lock", code], variables);
  }

  /** Starts a command in the project's folder, with a home folder of its own. */
  start([program, ...parameters]: string[], variables: Variables = {}): Deno.ChildProcess {
    const all = { ...Deno.env.toObject(), HOME: this.home, NO_COLOR: "1", ...variables };
    const env = Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    return new Deno.Command(program, {
      args: parameters,
      cwd: this.folder,
      clearEnv: true,
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  async remove(): Promise<void> {
    await Deno.remove(dirname(this.folder), { recursive: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  const info = await Deno.stat(from).catch(() => undefined);
  if (!info) return;
  if (info.isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) {
    if (name !== "__pycache__") await copy(join(from, name), join(to, name));
  }
}
