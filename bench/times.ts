import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { toDisplay } from "../lib/jupyter/display.ts";
import { explorer } from "../lib/jupyter/explorer.ts";
import { median } from "../lib/statistics.ts";
import { findChromium, startBrowser } from "../tools/browser.ts";
import { Kernel } from "../tools/kernel.ts";
import { lessons } from "../tools/lessons.ts";
import { readNotebook, runNotebook } from "../tools/notebook.ts";
import { setUp } from "../tools/setup.ts";
import { run } from "../tools/setup/command.ts";
import { Problem } from "../tools/setup/problem.ts";
import { type Interactive, interactive } from "./interactive.ts";

/** Something that a learner waits for, or a page has to carry. */
export interface Time {
  readonly what: string;
  /** Median and range, with their unit. */
  readonly result: string;
  /** What was asked for; empty where nothing was. */
  readonly bar: string;
}

const LESSON_BAR = 60, MAP_BAR = 60, INTERACTIVE_BAR = 3, PAUSE_BAR = 50;

/** A deep network and its figure, as a first cell might have it. */
const FIRST_FIGURE = `
import {
  gradientFlow, Matrix, meanSquaredError, mlp, Random, setup, show, sigmoid, xavierNormal,
} from "lib/mod.ts";
await setup();
const network = mlp({
  inputs: 2, width: 64, depth: 20, outputs: 1, activation: sigmoid, weights: xavierNormal, seed: 7,
});
const run = network.forward(Matrix.from([[1, 2], [3, 4]]));
run.backward(meanSquaredError(run.output, Matrix.from([[0], [1]])).gradient);
await show(gradientFlow(run));
`;

/** Times lessons, exports, the kernel and the import, each so often; and weighs the explorers. */
export async function measureTimes(often: number, tell: (line: string) => void): Promise<Time[]> {
  const { root } = await setUp(), times: Time[] = [];
  const script = (name: string) => {
    const path = fileURLToPath(new URL(name, import.meta.url));
    return succeed(["run", "--no-lock", "-A", path]).then((printed) =>
      Number(printed.trim().split("\n").at(-1))
    );
  };
  const note = (what: string, result: string, bar = "") => {
    times.push({ what, result, bar });
    tell(`${what}: ${result}`);
  };
  const time = (what: string, unit: string, values: readonly number[], limit?: number) => {
    const met = limit === undefined ? "" : median(values) <= limit ? "✓" : "✗";
    note(what, spreadOf(values, unit), limit === undefined ? "" : `≤ ${limit} ${unit} ${met}`);
  };
  const timed = async (what: string, action: () => Promise<unknown>, limit?: number) =>
    time(what, "s", await repeat(often, () => clock(action)), limit);
  const imported = await repeat(often, () => script("import_time.ts"));
  time("import of lib/mod.ts, a fresh process", "ms", imported);
  const map = await repeat(often, () => script("map.ts"));
  time("trainability map, 20 × 20 × 3 networks", "s", map, MAP_BAR);
  const longest = await repeat(often, () => script("longest_step.ts"));
  time("longest of 10,000 steps, 50 × 32, 32", "ms", longest, PAUSE_BAR);
  await timed("kernel start to first figure", firstFigure);
  for (const name of lessons(root)) {
    const path = join(root, "notebooks", name), lesson = basename(name, ".ipynb");
    const notebook = await readNotebook(path);
    await timed(
      `${lesson}, top to bottom`,
      () => runNotebook(notebook, join(root, "notebooks")),
      LESSON_BAR,
    );
    const html = join(root, "tools", "html.ts");
    await timed(`${lesson}, export`, () => succeed(["run", "--no-lock", "-A", html, path]));
    const page = pathToFileURL(join(root, "html", `${lesson}.html`)).href;
    await noteInteractive(`${lesson} in a browser slowed down four times`, page, often, note);
  }
  for (const name of explorerNames(root)) note(`explorer ${name} in the page`, await weight(name));
  return times;
}

/** How soon an exported page answers, where there is a browser. */
async function noteInteractive(
  what: string,
  page: string,
  often: number,
  note: (what: string, result: string, bar?: string) => void,
): Promise<void> {
  if (findChromium() === null) return note(what, "no Chromium");
  const browser = await startBrowser();
  try {
    const seen: Interactive[] = [];
    for (let i = 0; i < often; i++) seen.push(await interactive(browser, page));
    const spread = (of: keyof Interactive) => spreadOf(seen.map((one) => one[of]), "s");
    const met = median(seen.map(({ answers }) => answers)) <= INTERACTIVE_BAR ? "✓" : "✗";
    note(`${what}: first text`, spread("text"));
    note(`${what}: answers`, spread("answers"), `≤ ${INTERACTIVE_BAR} s ${met}`);
    note(`${what}: last formula`, spread("formulas"));
    note(`${what}: longest wait of a click`, spread("wait"));
  } finally {
    await browser.close();
  }
}

/** From nothing to a figure that has left the kernel. */
async function firstFigure(): Promise<void> {
  const kernel = await Kernel.start("notebooks");
  try {
    const outputs = await kernel.execute(FIRST_FIGURE);
    const shown = outputs.some((output) => output.output_type === "display_data");
    const error = outputs.find((output) => output.output_type === "error");
    if (!shown || error) throw new Problem(`The first figure did not come: ${error?.evalue}`);
  } finally {
    await kernel.close();
  }
}

function explorerNames(root: string): string[] {
  return [...Deno.readDirSync(join(root, "lib", "explorers"))]
    .filter(({ isFile, name }) => isFile && name !== "explorer.ts")
    .map(({ name }) => basename(name, ".ts"))
    .sort();
}

/** The bytes that an explorer adds to a notebook, and how many of them are its script. */
async function weight(name: string): Promise<string> {
  const html = (await explorer(name)[toDisplay]())["text/html"] as string;
  const script = html.slice(html.lastIndexOf("<script>"));
  const kilobytes = (text: string) => (new TextEncoder().encode(text).length / 1000).toFixed(1);
  return `${kilobytes(html)} kB, of which script ${kilobytes(script)} kB`;
}

/** The output of a program of ours. Throws Problem when it fails. */
async function succeed(args: string[]): Promise<string> {
  const finished = await run(Deno.execPath(), args);
  if (!finished?.ok) throw new Problem(`deno ${args.join(" ")} failed: ${finished?.output.trim()}`);
  return finished.output;
}

async function clock(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

async function repeat(often: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < often; i++) values.push(await measure());
  return values;
}

function spreadOf(values: readonly number[], unit: string): string {
  const short = (value: number) => value < 10 ? value.toFixed(2) : value.toFixed(0);
  const low = short(Math.min(...values)), high = short(Math.max(...values));
  return `${short(median(values))} ${unit} (${low}–${high})`;
}
