/** Stop, Restart and the end of a kernel: nothing is lost that need not be, nothing is left behind. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { Kernel } from "../../tools/kernel.ts";
import type { Output } from "../../tools/notebook.ts";
import { environment } from "../../tools/setup.ts";
import { error, root, runs, seconds, startKernel, value, within } from "./cells.ts";

let kernel: Kernel;
Deno.test.beforeAll(async () => {
  kernel = await startKernel();
  await kernel.execute("const kept = 5;");
});
Deno.test.afterAll(() => kernel.close());

/** Runs a cell that would not end by itself, and presses Stop a little later. */
async function stopped(code: string): Promise<Output[]> {
  const running = kernel.execute(code, { timeoutSeconds: 10 });
  await seconds(0.7);
  await kernel.interrupt();
  return await running;
}

/** The kernel answers, with its variables, its timers and its signals alive. */
async function assertUnharmed(): Promise<void> {
  assertEquals(value(await kernel.execute("kept", { timeoutSeconds: 10 })), "5");
  const timer = "await new Promise((resolve) => setTimeout(() => resolve(7), 20))";
  assertEquals(value(await kernel.execute(timer, { timeoutSeconds: 10 })), "7");
}

const endless: [what: string, code: string][] = [
  ["a loop that never awaits", "while (true) {}"],
  ["a loop in a function", "function f() { for (;;) Math.sqrt(2); }\nf();"],
  ["a loop that catches everything", "for (;;) { try { while (true) {} } catch {} }"],
  ["an await that never resolves", "await new Promise(() => {});"],
  ["a loop that awaits without a pause", "for (;;) await Promise.resolve();"],
  [
    "an awaiting loop with long steps",
    `for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      for (const start = Date.now(); Date.now() - start < 4000;);
    }`,
  ],
];
for (const when of ["before", "after"]) {
  if (when === "after") {
    Deno.test("setup() adds its own listener for Stop", async () => {
      await kernel.execute(`import { setup, steps } from "lib/mod.ts";\nawait setup();`);
    });
  }
  for (const [what, code] of endless) {
    Deno.test(`Stop ${when} setup() ends ${what} and keeps the variables`, async () => {
      assert(error(await stopped(code)), "the cell ended without an error");
      await assertUnharmed();
    });
  }
  Deno.test(`Stop ${when} setup() does no harm when nothing runs`, async () => {
    await kernel.interrupt();
    await kernel.interrupt();
    await seconds(1.5);
    await assertUnharmed();
  });
}

Deno.test("Stop in a steps() loop says what was stopped and keeps what was computed", async () => {
  const outputs = await stopped(`
    let done = 0;
    for await (const step of steps(1e9, "training")) done = step;`);
  assertMatch(error(outputs)!.evalue, /^Stopped by you: training, step \d+ of 1000000000/);
  assert(Number(value(await kernel.execute("done"))) > 0);
  await assertUnharmed();
});

Deno.test("Stop pressed again and again does no harm", async () => {
  const running = kernel.execute("while (true) {}", { timeoutSeconds: 10 });
  for (let press = 0; press < 5; press++) {
    await seconds(0.3);
    await kernel.interrupt();
  }
  assert(error(await running));
  await seconds(1.5);
  await assertUnharmed();
});

Deno.test("Restart gives a fresh kernel, in the middle of a loop too, and ends the old one", async () => {
  const old = kernel.pid;
  const running = kernel.execute("while (true) {}").catch(() => {});
  await seconds(0.3);
  await kernel.restart();
  await running;
  assert(kernel.pid !== old);
  assert(await within(3, async () => !await runs(old)), "the old Deno still runs");
  assertStringIncludes(error(await kernel.execute("kept"))!.evalue, "kept is not defined");
  await kernel.execute("const kept = 5;");
  assert(error(await stopped("while (true) {}")), "Stop does not work after Restart");
  await assertUnharmed();
});

Deno.test("closing a kernel in the middle of a loop leaves no process behind", async () => {
  const other = await startKernel();
  const family = await processGroup(other.pid);
  const running = other.execute("while (true) {}").catch(() => {});
  await seconds(0.3);
  await other.close();
  await running;
  assert(family.length >= 2, "expected Deno and its watcher");
  for (const pid of family) assert(await within(4, async () => !await runs(pid)), `${pid} runs`);
});

Deno.test("when the server is killed, its kernels end", async () => {
  const { python, variables } = environment();
  const driver = new Deno.Command(python, {
    args: [join(root, "tools", "jupyter", "drive.py"), import.meta.dirname!],
    env: variables,
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const lines = driver.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { pid } = JSON.parse((await lines.read()).value!.split("\n")[0]);
  const family = await processGroup(pid);
  await driver.stdin.getWriter().write(
    new TextEncoder().encode('{"do": "execute", "id": 1, "code": "while (true) {}"}\n'),
  );
  await seconds(0.5);
  driver.kill("SIGKILL");
  await driver.status;
  await lines.cancel();
  for (const pid of family) assert(await within(4, async () => !await runs(pid)), `${pid} runs`);
});

/** The processes that were started together with `pid`: Deno and the watcher beside it. */
async function processGroup(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,pgid="] }).output();
  return new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, group]) => group === pid)
    .map(([member]) => member);
}
