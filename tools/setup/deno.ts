import { dirname, join } from "node:path";
import { run } from "./command.ts";
import { type Environment, pinnedDeno } from "./places.ts";
import { downloadProblem, Problem } from "./problem.ts";

// Why one Deno and no other: from 2.8.2 on, the kernel reports "idle" before it sends the last
// output, and Jupyter drops what comes after. npm carries the binary of every version.

/** npm's package with the Deno binary for this computer. */
function binaryPackage(): string {
  const { os, arch } = Deno.build;
  const names: Record<string, string> = {
    linux: "linux-ARCH-glibc",
    darwin: "darwin-ARCH",
    windows: "win32-ARCH",
  };
  const name = names[os];
  if (!name) {
    throw new Problem(`There is no Deno ${pinnedDeno} for ${os}; use Linux, macOS or Windows.`);
  }
  return "@deno/" + name.replace("ARCH", arch === "aarch64" ? "arm64" : "x64");
}

/** Whether `.venv` holds the pinned Deno, and it runs. */
export async function pinnedDenoRuns({ deno }: Environment): Promise<boolean> {
  const finished = await run(deno, ["--version"]);
  return finished?.output.startsWith(`deno ${pinnedDeno} `) ?? false;
}

/**
 * Puts the pinned Deno into `.venv`: the one that runs this very program when it is that version,
 * otherwise npm's.
 *
 * @throws Problem when it cannot be downloaded
 */
export async function placePinnedDeno(place: Environment): Promise<void> {
  const source = Deno.version.deno === pinnedDeno ? Deno.execPath() : await download(place);
  await Deno.remove(place.deno).catch(() => {});
  // A hard link takes no room, but does not reach across disks.
  await Deno.link(source, place.deno).catch(() => Deno.copyFile(source, place.deno));
}

/** Lets the reader's Deno fetch npm's package into a small project of its own; returns the binary. */
async function download({ root }: Environment): Promise<string> {
  const name = binaryPackage();
  const folder = join(root, ".venv", "var", "deno");
  await Deno.mkdir(folder, { recursive: true });
  const configuration = {
    imports: { deno: `npm:${name}@${pinnedDeno}` },
    nodeModulesDir: "manual",
    lock: false,
  };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(configuration));
  const binary = Deno.build.os === "windows" ? "deno.exe" : "deno";
  const path = join(folder, "node_modules", ...name.split("/"), binary);
  // Not every Deno trusts by itself what the computer trusts, such as a company's own certificate.
  const variables = { DENO_TLS_CA_STORE: Deno.env.get("DENO_TLS_CA_STORE") ?? "mozilla,system" };
  const finished = await run(Deno.execPath(), ["install"], { folder, variables });
  if (!finished?.ok || !await exists(path)) {
    throw downloadProblem(`Deno ${pinnedDeno}`, finished?.output ?? "");
  }
  return path;
}

/**
 * Whether `node_modules` holds what deno.json asks for. Set-up leaves the list it installed there,
 * so that an interrupted or outdated installation is noticed.
 */
export async function npmPackagesPresent({ root }: Environment): Promise<boolean> {
  const wanted = await npmPackages(root);
  const installed = await Deno.readTextFile(listFile(root)).catch(() => "");
  if (installed !== JSON.stringify(wanted)) return false;
  const present = await Promise.all(
    wanted.map(([name]) => exists(join(root, "node_modules", name, "package.json"))),
  );
  return present.every(Boolean);
}

/**
 * Fills `node_modules` from deno.json.
 *
 * @throws Problem when the packages cannot be downloaded
 */
export async function installNpmPackages(place: Environment): Promise<void> {
  const { root, deno } = place;
  const modules = join(root, "node_modules");
  await Deno.remove(modules, { recursive: true }).catch(() => {});
  const locked = await exists(join(root, "deno.lock"));
  const finished = await run(deno, ["install", locked ? "--frozen" : "--no-lock"], {
    folder: root,
    variables: { NO_COLOR: "1" },
  });
  const wanted = await npmPackages(root);
  await Deno.mkdir(dirname(listFile(root)), { recursive: true });
  await Deno.writeTextFile(listFile(root), JSON.stringify(wanted));
  if (finished?.ok && await npmPackagesPresent(place)) return;
  await Deno.remove(listFile(root));
  throw downloadProblem("the npm packages", finished?.output ?? "");
}

/** Names and versions of the npm packages that deno.json imports. */
async function npmPackages(root: string): Promise<[name: string, version: string][]> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  return Object.values<string>(imports)
    .map((target) => target.match(/^npm:(@?[^@]+)@([^/]+)/))
    .filter((match) => match !== null)
    .map(([, name, version]) => [name, version]);
}

function listFile(root: string): string {
  return join(root, "node_modules", ".installed.json");
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
