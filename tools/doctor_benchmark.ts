/**
 * `deno run -A tools/doctor_benchmark.ts [sick] [healthy] [seed]`: networks made sick in known ways, and
 * healthy ones, are shown to the doctor: 500 and 100 unless said. Prints what it took each for, how
 * often the place was right, and what its first remedy did, as a confusion table.
 *
 * `deno run -A tools/doctor_benchmark.ts record`: the whole one, which lib/patients/trial.json then holds.
 *
 * The thresholds were chosen on the seeds from 0 on. The benchmark takes its own, from 1,000,000 on.
 */
import { kinds } from "../lib/diagnose/kinds.ts";
import {
  doctorTrial,
  kindNames,
  type Trial,
  tryDoctor,
  type Verdict,
} from "../lib/doctor_trial.ts";
import { patient, sicknesses } from "../lib/patients.ts";
import { trialText } from "../lib/recorded_trial.ts";

const file = new URL("../lib/patients/trial.json", import.meta.url);

/** Runs it: so many sick networks, by turns of each kind, and so many healthy ones. */
export async function benchmark(
  { sick, healthy, seed, untreated = true, report = () => {} }: {
    sick: number;
    healthy: number;
    seed: number;
    /** Whether the sick ones are trained without treatment too. */
    untreated?: boolean;
    report?: (line: string) => void;
  },
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const note = (verdict: Verdict) => {
    verdicts.push(verdict);
    doctorTrial([verdict]).mistakes.forEach((line) => report(line));
  };
  for (let i = 0; i < sick; i++) {
    note(await tryDoctor(patient(sicknesses[i % sicknesses.length], seed + i), { untreated }));
  }
  for (let i = 0, found = 0; found < healthy; i++) {
    const verdict = await tryDoctor(patient(kinds.fine, seed + i));
    note(verdict);
    if (verdict.learned) found++;
  }
  return verdicts;
}

/** The confusion table, and the sums below it. */
export function printed(trial: Trial): string {
  const cell = (text: string | number) => String(text).padStart(8);
  const lines = [
    "".padEnd(28) + kindNames.map((_, i) => cell(`[${i + 1}]`)).join(""),
    ...kindNames.map((is, i) =>
      `[${i + 1}] ${is}`.padEnd(28) +
      kindNames.map((said) => cell(trial.confusion[is]?.[said] ?? ".")).join("")
    ),
  ];
  const share = (part: number, of: number) =>
    `${part} of ${of} (${(100 * part / of).toFixed(1)} %)`;
  const { sick, right, cured, stuck, rescued, placed, healthy, calledSick, leftOut } = trial;
  return [
    "A row is what the network has, a column what the doctor said.",
    ...lines,
    `Named right: ${share(right, sick)}.`,
    `The layer, where it is known: ${share(placed.right, placed.of)}.`,
    `Cured by the first remedy: ${share(cured, sick)}.`,
    `Without treatment ${share(sick - stuck, sick)} learn; of the others it cures ` +
    `${share(rescued, stuck)}.`,
    `Healthy ones called sick: ${share(calledSick, healthy)}; ` +
    `${leftOut} more did not learn and were left out.`,
  ].join("\n");
}

if (import.meta.main) {
  const record = Deno.args[0] === "record";
  const [sick = 500, healthy = 100, seed = 1_000_000] = record ? [] : Deno.args.map(Number);
  const verdicts = await benchmark({ sick, healthy, seed, report: console.log });
  console.log(printed(doctorTrial(verdicts)));
  if (record) await Deno.writeTextFile(file, trialText(verdicts));
}
