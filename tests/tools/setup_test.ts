/**
 * Set-up and the lab, for real, in a copy of the project: interrupted, finished, damaged, moved. The
 * tests build on each other, because a whole environment takes half a minute to make.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Project, type Variables } from "./project.ts";

let project: Project;
Deno.test.beforeAll(async () => {
  project = await Project.copy();
});
Deno.test.afterAll(() => project.remove());

/** Downloads are shared with the other environments of this machine. */
async function caches(): Promise<Variables> {
  const pip = await new Deno.Command("python3", { args: ["-m", "pip", "cache", "dir"] }).output();
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return {
    PIP_CACHE_DIR: new TextDecoder().decode(pip.stdout).trim(),
    DENO_DIR: JSON.parse(new TextDecoder().decode(info.stdout)).denoDir,
  };
}

/** Set-up that must succeed; returns what it printed. */
async function setUp(variables: Variables = {}, deno?: string): Promise<string> {
  const { code, output } = await project.setUp({ ...await caches(), ...variables }, [], deno);
  assertEquals(code, 0, output);
  return output;
}

/** Runs a program of the environment; returns what it printed. */
async function run(program: string, ...parameters: string[]): Promise<string> {
  const command = [project.path(".venv", "bin", program), ...parameters];
  // Run by hand like this, Jupyter uses the home folder as it always does: not the one we look at.
  const ended = await project.start(command, { HOME: project.path("..") }).output();
  const output = new TextDecoder().decode(ended.stdout);
  assert(ended.success, output + new TextDecoder().decode(ended.stderr));
  return output;
}

Deno.test("set-up that is killed while it installs is finished by the next one", async () => {
  // In a process group of its own, so that pip is killed with it.
  const child = project.startSetUp(await caches(), ["setsid"]);
  assert(await eventually(() => installed("attr"), 120), "nothing was installed");
  await new Deno.Command("kill", { args: ["-KILL", "--", `-${child.pid}`] }).output();
  await child.output();

  assertStringIncludes(await setUp(), "JupyterLab from exact pins");
  assertEquals(await run("python", "-m", "pip", "check"), "No broken requirements found.\n");
  assertStringIncludes(await run("deno", "--version"), "deno 2.8.1 ");
  const kernels = JSON.parse(await run("jupyter", "kernelspec", "list", "--json")).kernelspecs;
  assertStringIncludes(kernels.deno.resource_dir, project.folder);
});

Deno.test("set-up with nothing to do says nothing and takes seconds", async () => {
  const start = performance.now();
  assertEquals(await setUp(), "");
  assert(performance.now() - start < 10_000);
});

Deno.test("a package that is gone is put back", async () => {
  const folder = sitePackages();
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith("nbconvert")) await Deno.remove(`${folder}/${name}`, { recursive: true });
  }
  assertMatch(await setUp(), /^ {2}JupyterLab from exact pins/m);
  assertStringIncludes(await run("jupyter", "nbconvert", "--version"), "7.17.2");
});

Deno.test("npm packages that are gone are put back; without network, one sentence", async () => {
  await Deno.remove(project.path("node_modules", "katex"), { recursive: true });
  const empty = await Deno.makeTempDir();
  const { code, output } = await project.setUp({
    DENO_DIR: empty,
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: undefined,
    no_proxy: undefined,
  });
  await Deno.remove(empty, { recursive: true });
  assertEquals(code, 1, output);
  assertMatch(output, /^Could not download the npm packages: the network cannot be reached\./m);
  assert(!/^\s+at /m.test(output), `a stack trace: ${output}`);

  assertMatch(await setUp(), /^ {2}npm packages/m);
  assertEquals(await setUp(), "");
});

Deno.test("with another Deno, set-up fetches the pinned one for the notebooks", async () => {
  const other = project.path(".cache", "other");
  await Deno.mkdir(other, { recursive: true });
  const platform = `linux-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}-glibc`;
  await Deno.writeTextFile(
    `${other}/deno.json`,
    JSON.stringify({ imports: { deno: `npm:@deno/${platform}@2.7.14` }, nodeModulesDir: "manual" }),
  );
  const variables = await caches();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["install", "--no-lock", "--quiet"],
    cwd: other,
    env: { DENO_DIR: variables.DENO_DIR! },
  });
  assert((await child.output()).success);
  await Deno.remove(project.path(".venv", "bin", "deno"));
  await setUp({}, `${other}/node_modules/@deno/${platform}/deno`);
  assertStringIncludes(await run("deno", "--version"), "deno 2.8.1 ");
});

Deno.test("the lab starts on a busy port, has our kernel, and Ctrl-C ends all of it", async () => {
  using busy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = (busy.addr as Deno.NetAddr).port;
  const lab = project.start(
    [Deno.execPath(), "task", "lab", "--no-browser", "--port", String(port)],
    await caches(),
  );
  const output = lab.stderr.pipeThrough(new TextDecoderStream());
  try {
    const [address, path, token] = await labAddress(output);
    assertEquals(path, "/lab/tree/notebooks/01_chain_rule.ipynb");
    const ask = async (what: string, options: RequestInit = {}) => {
      const headers = { Authorization: `token ${token}` };
      return await (await fetch(`${address}/api/${what}`, { ...options, headers })).json();
    };
    // The address is printed a moment before the server listens.
    await eventually(() => ask("status").then(() => true, () => false));
    assertEquals(Object.keys((await ask("kernelspecs")).kernelspecs), ["deno"]);
    await ask("kernels", { method: "POST", body: JSON.stringify({ name: "deno" }) });
    const kernelRuns = async () =>
      (await processes()).some((line) => line.includes("deno jupyter"));
    assert(await eventually(kernelRuns), "no kernel started");
  } finally {
    lab.kill("SIGINT");
  }
  assertEquals((await lab.status).code, 0);
  assert(await eventually(async () => (await processes()).length === 0), "processes are left");
  await lab.stdout.cancel();
  await output.cancel();
});

Deno.test("the home folder holds nothing but package caches", () => {
  const names = [...Deno.readDirSync(project.home)].map((entry) => entry.name);
  assertEquals(names.filter((name) => ![".cache", ".npm", "Library"].includes(name)), []);
});

Deno.test("a project that was moved, and whose packages lost a file, is made anew", async () => {
  await Deno.remove(`${sitePackages()}/jupyterlab/labapp.py`);
  project = await project.move();
  assertMatch(await setUp(), /^ {2}A Python environment/m);
  assertStringIncludes(await run("jupyter", "lab", "--version"), "4.6.6");
  assertEquals(await setUp(), "");
});

/** The parts of the address that the lab prints: host and port, path, token. */
async function labAddress(output: ReadableStream<string>): Promise<string[]> {
  let text = "";
  for await (const part of output.values({ preventCancel: true })) {
    text += part;
    const address = text.match(/(http:\/\/127\.0\.0\.1:\d+)(\/\S+)\?token=(\w+)\s/);
    if (address) return address.slice(1);
  }
  throw new Error(`The lab ended: ${text}`);
}

/** Waits for a condition; says whether it came to hold in time. */
async function eventually(holds: () => Promise<boolean>, seconds = 10): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** The running processes that belong to the project. */
async function processes(): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-A", "-o", "args="],
    env: { LC_ALL: "C.UTF-8", COLUMNS: "1000" },
  }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return lines.filter((line) => line.includes(project.path(".venv")));
}

function sitePackages(): string {
  const library = project.path(".venv", "lib");
  const [python] = [...Deno.readDirSync(library)].filter(({ name }) => name.startsWith("python"));
  return `${library}/${python.name}/site-packages`;
}

async function installed(name: string): Promise<boolean> {
  try {
    return await Deno.stat(`${sitePackages()}/${name}`).then(() => true);
  } catch {
    return false;
  }
}
