import { resolve } from "node:path";
import { runCommand } from "./command.ts";
import { readReport } from "./report.ts";
import type { Tally } from "./tally.ts";

/** Some test files, and how to run them. */
export interface Suite {
  readonly title: string;
  readonly files: readonly string[];
  /** Further arguments for `deno test`. */
  readonly args: readonly string[];
  /** Show each test as it ends; for slow ones. */
  readonly live: boolean;
}

/** Folders whose tests start kernels, servers or browsers: one at a time, and watched. */
const SLOW = [
  "tests/browser/",
  "tests/jupyter/",
  "tests/kernel/",
  "tests/notebooks/",
  "tests/tools/",
];

/** All test files in two suites: those that only compute, several at once; then the slow ones. */
export async function allSuites(): Promise<Suite[]> {
  const files = await testFiles("tests");
  const isSlow = (file: string) => SLOW.some((folder) => file.startsWith(folder));
  const quick = files.filter((file) => !isSlow(file));
  return [
    { title: "unit tests", files: quick, args: ["--no-check", "--parallel"], live: false },
    { title: "slow tests", files: files.filter(isSlow), args: ["--no-check"], live: true },
  ];
}

/** The test files among files and folders that somebody named. Throws when a name is none. */
export async function namedSuite(names: string[]): Promise<Suite> {
  const files: string[] = [];
  for (const name of names.map((name) => name.replace(/^\.\//, "").replace(/\/$/, ""))) {
    const entry = await Deno.stat(name).catch(() => undefined);
    if (!entry) throw new Error(`There is no test file or folder "${name}".`);
    files.push(...entry.isDirectory ? await testFiles(name) : [name]);
  }
  return { title: "the tests named", files, args: [], live: true };
}

/** All `…_test.ts` in a folder and below, sorted. */
async function testFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) files.push(...await testFiles(path));
    else if (entry.name.endsWith("_test.ts")) files.push(path);
  }
  return files.sort();
}

/**
 * Runs a suite and counts its tests. Nothing may fail unseen: a file without a single test in the
 * report (it did not load, Deno crashed, it is empty) counts as failed, and so does a run that
 * ended in an error although every test passed (an error thrown after the last test).
 */
export async function runSuite(deno: string, suite: Suite, tally: Tally): Promise<void> {
  if (suite.files.length === 0) return;
  const report = `.cache/tests-${Deno.pid}.xml`;
  const args = ["test", "-A", `--junit-path=${report}`, ...suite.args, ...suite.files];
  const run = await runCommand(deno, args, { live: suite.live });
  const results = readReport(await Deno.readTextFile(report).catch(() => ""));
  await Deno.remove(report).catch(() => {});

  const failures: string[] = [];
  for (const { file, name, outcome } of results) {
    tally.add(`${file}: ${name}`, outcome);
    if (outcome === "failed") failures.push(name);
  }
  const seen = new Set(results.map((test) => resolve(test.file)));
  for (const file of suite.files.filter((file) => !seen.has(resolve(file)))) {
    tally.add(`${file}: ran no test`, "failed");
    failures.push(file);
  }
  if (!run.ok && failures.length === 0) {
    tally.add(`${suite.title}: an error outside of any test`, "failed");
    failures.push(suite.title);
  }

  if (failures.length > 0 && !suite.live) console.log(run.output);
  const seconds = run.seconds.toFixed(0);
  const passed = results.filter((test) => test.outcome === "passed").length;
  const mark = failures.length > 0 ? "✗" : "✓";
  console.log(`${mark} ${suite.title}: ${passed} passed, ${failures.length} failed (${seconds} s)`);
}
