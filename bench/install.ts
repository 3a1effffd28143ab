/** `deno task bench --install`: the peers, in a Python environment of their own and in Deno's cache. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../tools/setup/command.ts";
import { Problem } from "../tools/setup/problem.ts";
import { cacheCommands } from "./peers.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const venv = join(folder, ".venv");
const own = Deno.build.os === "windows"
  ? join(venv, "Scripts", "python.exe")
  : join(venv, "bin", "python");

/** The Python of the peers: the one that BENCH_PYTHON names, else that of bench/.venv, else none. */
export async function findPython(): Promise<string | undefined> {
  const named = Deno.env.get("BENCH_PYTHON");
  if (named) return named;
  return await Deno.stat(own).then(() => own, () => undefined);
}

/** Throws Problem when a package does not come. */
export async function install(): Promise<void> {
  const start = Deno.env.get("VG_PYTHON") ?? "python3";
  await must("A Python environment in bench/.venv", [start, "-m", "venv", venv]);
  const requirements = join(folder, "requirements.txt");
  const pip = [own, "-m", "pip", "install", "--no-input", "--progress-bar", "off"];
  await must("PyTorch, JAX and NumPy (some minutes)", [...pip, "-r", requirements]);
  for (const command of cacheCommands()) await must("npm packages", command);
}

async function must(what: string, [program, ...args]: string[]): Promise<void> {
  console.log(`${what} …`);
  const finished = await run(program, args);
  if (finished?.ok) return;
  const reason = finished?.output.trim().split("\n").at(-1) ?? `there is no ${program}`;
  throw new Problem(`Could not install for the benchmark: ${what}. ${reason}`);
}
