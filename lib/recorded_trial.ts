/** The doctor's whole trial, as it was recorded: 500 sick networks and 100 healthy ones. */
import { kinds } from "./diagnose/kinds.ts";
import { examined, type Verdict } from "./doctor_trial.ts";
import { wholeNumber } from "./errors.ts";
import { patient } from "./patients.ts";
import recorded from "./patients/trial.json" with { type: "json" };

/**
 * What came of each patient of the last full run of tools/doctor_benchmark.ts, which wrote it down: seeds
 * from 1,000,000 on, none of which any threshold was chosen on. The same seed gives the same verdict
 * wherever it is tried again.
 *
 * ```ts
 * doctorTrial(recordedTrial()).confusion.vanishing; // what vanishing networks were taken for
 * ```
 */
export function recordedTrial(): Verdict[] {
  return recorded.verdicts.map((row) => {
    const [seed, is, said, placed, remedy, cured, learned] = row as Row;
    const name = remedy === null ? null : recorded.remedies[remedy];
    const story = `${seed}, ${is}: called ${said}`;
    return { seed, is, said, placed, remedy: name, cured, learned, story };
  });
}

/**
 * Whether the patient at this place of the recorded trial, counted from 0, is given the same name and the
 * same first remedy when it is shown to the doctor again now. (Whether a remedy cures is a whole
 * training's doing, which the last bit of an exponential can decide.)
 */
export function tryAgain(place: number): boolean {
  const recorded = recordedTrial(), last = recorded.length - 1;
  const was = recorded[wholeNumber("tryAgain", "place", place, 0, last)];
  const kind = Object.values(kinds).find(({ name }) => name === was.is)!;
  const now = examined(patient(kind, was.seed));
  return now.kind.name === was.said && (now.remedies[0]?.name ?? null) === was.remedy;
}

/** One verdict as the file has it; the remedy is a place in its list of remedies. */
type Row = [
  seed: number,
  is: string,
  said: string,
  placed: boolean | null,
  remedy: number | null,
  cured: boolean | null,
  learned: boolean | null,
];

/** The text of the file for these verdicts. */
export function trialText(verdicts: readonly Verdict[]): string {
  const remedies = [...new Set(verdicts.flatMap(({ remedy }) => remedy ?? []))].sort();
  const rows = verdicts.map(({ seed, is, said, placed, remedy, cured, learned }): Row => {
    const place = remedy === null ? null : remedies.indexOf(remedy);
    return [seed, is, said, placed, place, cured, learned];
  });
  const list = (values: readonly unknown[]) => values.map((one) => JSON.stringify(one)).join(",\n");
  return `{"remedies": [\n${list(remedies)}\n],\n"verdicts": [\n${list(rows)}\n]}\n`;
}
