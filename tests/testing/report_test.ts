import { assertEquals } from "@std/assert";
import { runSuite } from "../../tools/testing/suites.ts";
import { Tally } from "../../tools/testing/tally.ts";

/** Runs test files with the given sources as `deno task test` does; returns what it counted. */
function count(...sources: string[]): Promise<string[]> {
  return countWith(["--no-check"], ...sources);
}

async function countWith(args: string[], ...sources: string[]): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  const counted: string[] = [];
  class Listener extends Tally {
    override add(name: string, outcome: "passed" | "failed" | "skipped") {
      counted.push(`${outcome} ${name.replace(/^.*\//, "")}`);
    }
  }
  try {
    const files = sources.map((source, at) => {
      Deno.writeTextFileSync(`${folder}/${at}_test.ts`, source);
      return `${folder}/${at}_test.ts`;
    });
    const suite = { title: "suite", files, args: ["--no-lock", ...args], live: false };
    await silently(() => runSuite(Deno.execPath(), suite, new Listener()));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return counted;
}

async function silently(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}

const good = 'Deno.test("a & <b>", () => {});';
const bad = 'Deno.test("bad", () => { throw new Error("on purpose"); });';

Deno.test("passed, failed and skipped tests are counted, by name", async () => {
  const skipped = 'Deno.test.ignore("not here", () => {});';
  assertEquals(await count(good, bad, skipped), [
    "passed 0_test.ts: a & <b>",
    "failed 1_test.ts: bad",
    "skipped 2_test.ts: not here",
  ]);
});

Deno.test("a test with steps counts once, and fails when a step fails", async () => {
  const steps = (last: string) => `
    Deno.test("whole", async (t) => {
      await t.step("one", () => {});
      await t.step("two", () => { ${last} });
    });
    Deno.test("next", () => {});`;
  assertEquals(await count(steps("")), ["passed 0_test.ts: whole", "passed 0_test.ts: next"]);
  assertEquals(await count(steps("throw new Error('on purpose')")), [
    "failed 0_test.ts: whole",
    "passed 0_test.ts: next",
  ]);
});

Deno.test("a file without a test has failed", async () => {
  assertEquals(await count(good, "export {};"), [
    "passed 0_test.ts: a & <b>",
    "failed 1_test.ts: ran no test",
  ]);
});

Deno.test("a file that throws while it loads has failed", async () => {
  assertEquals(await count(good, 'throw new Error("on purpose");'), [
    "passed 0_test.ts: a & <b>",
    "failed 1_test.ts: ran no test",
  ]);
});

Deno.test("files that cannot even be loaded have failed, all of them", async () => {
  assertEquals(await count(good, 'import "./none.ts";'), [
    "failed 0_test.ts: ran no test",
    "failed 1_test.ts: ran no test",
  ]);
});

Deno.test("a type error in a test is a failure", async () => {
  assertEquals(await countWith([], 'const a: number = "";' + good), [
    "failed 0_test.ts: ran no test",
  ]);
});

Deno.test("an error after the last test is a failure", async () => {
  const late = 'Deno.test("late", () => { setTimeout(() => { throw new Error("late"); }); });';
  const counted = await count(late);
  assertEquals(counted.at(-1), "failed suite: an error outside of any test");
});

Deno.test("a test that ends the process is a failure", async () => {
  assertEquals(await count('Deno.test("exit", () => Deno.exit(0));'), ["failed 0_test.ts: exit"]);
});
