/**
 * `deno run -A tools/doctor_benchmark.ts [sick] [healthy] [seed]`: networks made sick in known ways, and
 * healthy ones, are shown to the doctor: 500 and 100 unless said. Prints what it took each for, how
 * often the place was right, and what its first remedy did, as a confusion table.
 *
 * The thresholds were chosen on the seeds from 0 on. The benchmark takes its own, from 1,000,000 on.
 */
import { type Kind, kinds } from "../lib/diagnose/kinds.ts";
import type { Recipe } from "../lib/diagnose/recipe.ts";
import { make } from "./doctor/cases.ts";
import { healthy } from "./doctor/healthy.ts";
import { diagnosed, learns } from "./doctor/score.ts";
import { makers } from "./doctor/sick.ts";

/** What came of a benchmark; `learned` counts those that learned without any treatment. */
export interface Tally {
  readonly sick: number;
  readonly right: number;
  readonly cured: number;
  readonly learned: number;
  /** Of those that did not learn without treatment: how many the first remedy cured. */
  readonly rescued: number;
  /** Of those whose sick layer is known by construction. */
  readonly placed: { readonly of: number; readonly right: number };
  readonly healthy: number;
  readonly calledSick: number;
  /** Networks that were to be healthy and did not learn: left out. */
  readonly leftOut: number;
  /** What it is, then what the doctor said: how often. */
  readonly confusion: Readonly<Record<string, Record<string, number>>>;
  /** A line for each that went wrong. */
  readonly mistakes: readonly string[];
}

/** Runs it: so many sick networks, by turns of each kind, and so many healthy ones. */
export async function benchmark(
  { sick, healthy: well, seed, untreated = true, report = () => {} }: {
    sick: number;
    healthy: number;
    seed: number;
    /** Whether the sick ones are trained without treatment too. */
    untreated?: boolean;
    report?: (line: string) => void;
  },
): Promise<Tally> {
  const confusion: Record<string, Record<string, number>> = {}, mistakes: string[] = [];
  const count = (is: Kind, said: Kind) => {
    const row = confusion[is.name] ??= {};
    row[said.name] = (row[said.name] ?? 0) + 1;
  };
  const wrong = (line: string) => {
    mistakes.push(line);
    report(line);
  };
  const tally = { right: 0, cured: 0, learned: 0, rescued: 0, calledSick: 0, leftOut: 0 };
  const placed = { of: 0, right: 0 };
  for (let i = 0; i < sick; i++) {
    const one = make(makers[i % makers.length], seed + i), diagnosis = diagnosed(one);
    const what = `${one.seed}, ${one.kind.name} (${one.how}; ${sketch(one.recipe.network)})`;
    count(one.kind, diagnosis.kind);
    if (diagnosis.kind === one.kind) tally.right++;
    else wrong(`${what}: called ${diagnosis.title}`);
    if (one.layer !== null) {
      placed.of++;
      if (diagnosis.layer === one.layer) placed.right++;
      else wrong(`${what}: layer ${one.layer}, called ${diagnosis.layer}`);
    }
    const [first] = diagnosis.remedies, treated = first?.apply?.(one.recipe);
    const cured = treated !== undefined && await learns(treated, one.level);
    if (cured) tally.cured++;
    else wrong(`${what}: not cured by ${first?.name ?? "anything"}`);
    if (!untreated) continue;
    if (await learns(one.recipe, one.level)) tally.learned++;
    else if (cured) tally.rescued++;
  }
  for (let i = 0, found = 0; found < well; i++) {
    const one = make(healthy, seed + i);
    if (!await learns(one.recipe, one.level)) {
      tally.leftOut++;
      continue;
    }
    found++;
    const { kind, title } = diagnosed(one);
    count(kinds.fine, kind);
    if (kind === kinds.fine) continue;
    tally.calledSick++;
    wrong(`${one.seed}, healthy (${one.how}; ${sketch(one.recipe.network)}): called ${title}`);
  }
  return { sick, healthy: well, ...tally, placed, confusion, mistakes };
}

function sketch(network: Recipe["network"]): string {
  const { activation, width, normalisation } = network;
  const depth = "blocks" in network ? `${network.blocks} blocks` : `depth ${network.depth}`;
  return [activation.name, depth, `width ${width}`, ...normalisation ? [normalisation.name] : []]
    .join(", ");
}

/** The confusion table, and the sums below it. */
export function printed(tally: Tally): string {
  const names = Object.values(kinds).map(({ name }) => name);
  const cell = (text: string | number) => String(text).padStart(8);
  const lines = [
    "".padEnd(24) + names.map((_, i) => cell(`[${i + 1}]`)).join(""),
    ...names.map((is, i) =>
      `[${i + 1}] ${is}`.padEnd(24) +
      names.map((said) => cell(tally.confusion[is]?.[said] ?? ".")).join("")
    ),
  ];
  const share = (part: number, of: number) =>
    `${part} of ${of} (${(100 * part / of).toFixed(1)} %)`;
  const { sick, right, cured, learned, rescued, placed, healthy, calledSick, leftOut } = tally;
  return [
    "A row is what the network has, a column what the doctor said.",
    ...lines,
    `Named right: ${share(right, sick)}.`,
    `The layer, where it is known: ${share(placed.right, placed.of)}.`,
    `Cured by the first remedy: ${share(cured, sick)}.`,
    `Without treatment ${share(learned, sick)} learn; of the others it cures ` +
    `${share(rescued, sick - learned)}.`,
    `Healthy ones called sick: ${share(calledSick, healthy)}; ` +
    `${leftOut} more did not learn and were left out.`,
  ].join("\n");
}

if (import.meta.main) {
  const [sick = 500, healthy = 100, seed = 1_000_000] = Deno.args.map(Number);
  console.log(printed(await benchmark({ sick, healthy, seed, report: console.log })));
}
