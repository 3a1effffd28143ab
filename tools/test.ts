/**
 * `deno task test`: everything that must hold, in one command. First what is missing is set up; then
 * come the gates (format, lint, types, the cells of the notebooks), then the tests, quick ones first.
 * The last line is `N passed, N failed`; each gate and each test counts once.
 *
 * `deno task test tests/matrix_test.ts tests/layers` runs only the tests in these files and folders.
 */
import { setUp } from "./setup.ts";
import { lessonPaths } from "./lesson.ts";
import { assertArguments } from "./testing/import_map.ts";
import { runCommand } from "./testing/command.ts";
import { isFormatted } from "./testing/notebook_format.ts";
import { allSuites, namedSuite, runSuite } from "./testing/suites.ts";
import { Tally } from "./testing/tally.ts";

const tally = new Tally();
try {
  await testEverything(Deno.args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  tally.add("the tests could not be run to their end (see above)", "failed");
}
tally.print();
Deno.exit(tally.allPassed ? 0 : 1);

async function testEverything(names: string[]): Promise<void> {
  Deno.chdir(new URL("..", import.meta.url));
  const { deno } = await setUp();
  const resolve = await assertArguments(deno);

  if (names.length === 0) {
    await gate(deno, "format", ["fmt", "--check", "--ignore=**/*.ipynb,**/*.svg"]);
    await notebooksFormatted(deno);
    await gate(deno, "lint", ["lint", "lib", "tests", "tools", "bench"]);
    // The peers that stand on npm packages of their own are left out.
    const benchmark = ["bench.ts", "peers/ours.ts", "peers/micrograd.ts"].map((f) => `bench/${f}`);
    const typed = ["lib", "tests", "tools", ...benchmark];
    await gate(deno, "types", ["check", "--quiet", ...resolve, ...typed]);
    await gate(deno, "types of the notebooks' cells", ["run", "-A", "tools/check_notebooks.ts"]);
  }
  const suites = names.length > 0 ? [await namedSuite(names)] : await allSuites();
  for (const suite of suites) {
    await runSuite(deno, { ...suite, args: [...resolve, ...suite.args] }, tally);
  }
}

/** The gate for the format of the lessons. */
async function notebooksFormatted(deno: string): Promise<void> {
  const name = "format of the notebooks' cells", untidy: string[] = [];
  for (const path of lessonPaths()) if (!await isFormatted(deno, path)) untidy.push(path);
  tally.add(name, untidy.length === 0 ? "passed" : "failed");
  console.log(untidy.length === 0 ? `✓ ${name}` : `✗ ${name}: run deno fmt ${untidy.join(" ")}`);
}

/** One command that must succeed: a line when it does, its whole output when it does not. */
async function gate(deno: string, name: string, args: string[]): Promise<void> {
  const { ok, output, seconds } = await runCommand(deno, args);
  tally.add(name, ok ? "passed" : "failed");
  if (!ok) console.log(output);
  console.log(`${ok ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
}
