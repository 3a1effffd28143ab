/** How good the doctor is: patients whose state is known are shown to it, and treated as it says. */
import { diagnose, type Diagnosis } from "./diagnose.ts";
import { type Kind, kinds } from "./diagnose/kinds.ts";
import { networkOf, type Recipe } from "./diagnose/recipe.ts";
import { softmaxCrossEntropy } from "./losses.ts";
import { learns } from "./patients/learns.ts";
import type { Patient } from "./patients/patient.ts";
import { requireKeys } from "./require_keys.ts";

/** What came of one patient, in plain values. */
export interface Verdict {
  readonly seed: number;
  /** The name of what it has, and of what the doctor said. */
  readonly is: string;
  readonly said: string;
  /** Whether the layer is the right one; null where none is known. */
  readonly placed: boolean | null;
  /** The remedy that the doctor names first; null for none. */
  readonly remedy: string | null;
  /** Whether it learns with that remedy; null for a healthy one, which is not treated. */
  readonly cured: boolean | null;
  /** Whether it learns as it is; null where that was not tried. */
  readonly learned: boolean | null;
  /** What it is, and what was said of it, in words. */
  readonly story: string;
}

/** What the doctor says of a patient. */
export function examined({ recipe }: Patient): Diagnosis {
  const { x, y, rate } = recipe;
  return diagnose(networkOf(recipe), { x, y, loss: softmaxCrossEntropy, rate });
}

/**
 * Shows a patient to the doctor and does what it says first. A healthy one must learn as it is before it
 * counts, so there `learned` is always tried; of the others only if `untreated`.
 *
 * ```ts
 * const { is, said, cured } = await tryDoctor(patient(kinds.exploding, 3));
 * ```
 */
export async function tryDoctor(
  patient: Patient,
  options: { readonly untreated?: boolean } = {},
): Promise<Verdict> {
  const { untreated = false } = options;
  requireKeys("tryDoctor", options, { untreated });
  const { seed, kind, layer, how, recipe, level } = patient, diagnosis = examined(patient);
  const well = kind === kinds.fine, [first] = diagnosis.remedies;
  const treated = well ? undefined : first?.apply?.(recipe);
  return {
    ...{ seed, is: kind.name, said: diagnosis.kind.name, remedy: first?.name ?? null },
    placed: layer === null ? null : diagnosis.layer === layer,
    cured: well ? null : treated !== undefined && await learns(treated, level),
    learned: well || untreated ? await learns(recipe, level) : null,
    story: `${seed}, ${kind.name} (${how}; ${sketch(recipe.network)}): called ${diagnosis.title}`,
  };
}

/** What a trial says as a whole. */
export interface Trial {
  readonly sick: number;
  readonly right: number;
  readonly cured: number;
  /** Of the sick ones that were tried without treatment: how many did not learn, … */
  readonly stuck: number;
  /** … and how many of those the first remedy cured. */
  readonly rescued: number;
  /** Of those whose sick layer is known by construction. */
  readonly placed: { readonly of: number; readonly right: number };
  readonly healthy: number;
  readonly calledSick: number;
  /** Networks that were to be healthy and did not learn: left out. */
  readonly leftOut: number;
  /** What it is, then what the doctor said: how often. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Of each kind: how many, how many the first remedy cured, and how many learned untreated. */
  readonly cures: Readonly<Record<string, Readonly<Cures>>>;
  /** A line for each that went wrong. */
  readonly mistakes: readonly string[];
}

export interface Cures {
  of: number;
  cured: number;
  learned: number;
}

/** Counts verdicts. */
export function doctorTrial(verdicts: readonly Verdict[]): Trial {
  const well = verdicts.filter(({ is }) => is === kinds.fine.name);
  const sick = verdicts.filter(({ is }) => is !== kinds.fine.name);
  const healthy = well.filter(({ learned }) => learned), counted = [...sick, ...healthy];
  const confusion: Record<string, Record<string, number>> = {}; // in the order of the kinds
  for (const name of kindNames) if (counted.some(({ is }) => is === name)) confusion[name] = {};
  const cures: Record<string, Cures> = {};
  for (const { is, said } of counted) {
    const row = confusion[is];
    row[said] = (row[said] ?? 0) + 1;
  }
  for (const { is, cured, learned } of sick) {
    const kind = cures[is] ??= { of: 0, cured: 0, learned: 0 };
    kind.of++;
    if (cured) kind.cured++;
    if (learned) kind.learned++;
  }
  const known = sick.filter(({ placed }) => placed !== null);
  const stuck = sick.filter(({ learned }) => learned === false);
  const right = sick.filter(({ is, said }) => is === said).length;
  return {
    ...{ sick: sick.length, right, stuck: stuck.length, confusion, cures },
    cured: sick.filter(({ cured }) => cured).length,
    rescued: stuck.filter(({ cured }) => cured).length,
    placed: { of: known.length, right: known.filter(({ placed }) => placed).length },
    healthy: healthy.length,
    calledSick: healthy.filter(({ said }) => said !== kinds.fine.name).length,
    leftOut: well.length - healthy.length,
    mistakes: counted.flatMap(mistakes),
  };
}

function mistakes({ is, said, placed, cured, remedy, story }: Verdict): string[] {
  if (is === said && placed !== false && cured !== false) return [];
  const treatment = cured === false ? `; not cured by ${remedy ?? "anything"}` : "";
  return [story + (placed === false ? " (another layer)" : "") + treatment];
}

function sketch(network: Recipe["network"]): string {
  const { activation, width, normalisation } = network;
  const depth = "blocks" in network ? `${network.blocks} blocks` : `depth ${network.depth}`;
  return [activation.name, depth, `width ${width}`, ...normalisation ? [normalisation.name] : []]
    .join(", ");
}

/** The names of all kinds, in the order of the table. */
export const kindNames: readonly string[] = Object.values(kinds).map(({ name }: Kind) => name);
