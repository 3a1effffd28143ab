/** The final examination: a ward of eight sick networks, and what the answers are worth. */
import { shuffled } from "./batches.ts";
import { diagnose } from "./diagnose.ts";
import { type Kind, kinds } from "./diagnose/kinds.ts";
import { networkOf, type Recipe } from "./diagnose/recipe.ts";
import { gradientLikeness } from "./diagnose/shattering.ts";
import { thresholds } from "./diagnose/thresholds.ts";
import type { Treatment } from "./diagnose/treatments.ts";
import { display, requireObject, requireValue, wholeNumber } from "./errors.ts";
import { formatNumber } from "./format.ts";
import { softmaxCrossEntropy } from "./losses.ts";
import { patient, sicknesses } from "./patients.ts";
import { learns } from "./patients/learns.ts";
import type { Patient } from "./patients/patient.ts";
import { Random } from "./random.ts";

/** What an examinee says of a patient, and does for it. */
export interface Answer {
  /** One of `kinds`. */
  readonly kind: Kind;
  /** One of `remedies`, or a function of your own from a recipe to a recipe. */
  readonly remedy: Treatment;
}

/** What an answer is worth. */
export interface Grade {
  /** The patient's place in the ward, from 1. */
  readonly number: number;
  /** The name of the kind once it has been found, else null. */
  readonly diagnosed: string | null;
  /** Whether the treated network learned; null where there is no answer. */
  readonly cured: boolean | null;
}

/** Weights in the hidden layers of the largest patient: a treatment then takes a second at most. */
const MOST_WEIGHTS = 20_000;

/**
 * Eight patients, one of each sickness, in an order that the seed decides. None of them passes `cured` as it
 * is; each does after the first thing that the doctor would try.
 *
 * ```ts
 * const ward = await examWard(8);
 * ward[0].recipe; // how the first is made and trained
 * ```
 */
export async function examWard(seed: number): Promise<Patient[]> {
  wholeNumber("examWard", "seed", seed, 0, 1_000_000);
  const order = shuffled(sicknesses.length, new Random(seed)), ward: Patient[] = [];
  for (const which of order) ward.push(await admitted(sicknesses[which], seed));
  return ward;
}

async function admitted(kind: Kind, seed: number): Promise<Patient> {
  for (let draw = 0;; draw++) {
    const one = patient(kind, 1000 * seed + draw), { width } = one.recipe.network;
    if (depthOf(one.recipe) * width * width > MOST_WEIGHTS || await cured(one)) continue;
    const first = prescribed(one);
    if (first !== undefined && await cured(one, first)) return one;
  }
}

const cured = async (one: Patient, treated = one.recipe) => await missing(one, treated) === null;

/**
 * What a treated patient lacks of a cure, in words; null where it learns its task in 200 steps. A shattered
 * one often learns so few examples by heart: neighbours must also have gradients again that are alike.
 */
async function missing(one: Patient, treated: Recipe<Uint8Array>): Promise<string | null> {
  if (one.kind === kinds.shattered) {
    const likeness = gradientLikeness(networkOf(treated), treated.x);
    if (!(likeness >= thresholds.likeness)) {
      return `the gradients of neighbours are still unlike (cosine ${formatNumber(likeness, 2)})`;
    }
  }
  if (await learns(treated, one.level)) return null;
  return `the loss does not stay below ${formatNumber(one.level, 2)} within the 200 steps`;
}

function prescribed({ recipe }: Patient): Recipe<Uint8Array> | undefined {
  const { x, y, rate } = recipe;
  const { remedies } = diagnose(networkOf(recipe), { x, y, loss: softmaxCrossEntropy, rate });
  return remedies[0]?.apply?.(recipe);
}

function depthOf({ network }: Pick<Recipe, "network">): number {
  return "blocks" in network ? network.blocks + 1 : network.depth;
}

/**
 * What hangs at the foot of a patient's bed: how it is made, and its vital signs before the first step and
 * after ten. A row for `table`; the numbers are those that the doctor sees, the conclusion is yours.
 */
export function wardChart({ recipe }: Patient): Record<string, string | number> {
  const { network, x, y, rate } = recipe;
  const data = { x, y, loss: softmaxCrossEntropy }, made = networkOf(recipe);
  const { layers, inputs, likeness, notFinite, untrained } = diagnose(made, data).examination;
  const hidden = layers.slice(0, -1), [first, last] = [hidden[0], hidden[hidden.length - 1]];
  const norm = network.normalisation ? `, ${network.normalisation.name}` : "";
  const kindOfLayer = "blocks" in network ? `${network.blocks} blocks` : `${network.depth} layers`;
  const most = (vital: "saturated" | "dead") => {
    const shares = hidden.map((layer) => layer[vital]).filter((share) => share !== null);
    return shares.length === 0 ? "–" : percent(Math.max(...shares));
  };
  return {
    made: `${kindOfLayer} × ${network.width}, ${network.activation.name}${norm}`,
    fresh: untrained ? "yes" : "no, trained",
    rate,
    "δ first/last": number(first.delta! / last.delta!),
    "spread last/input": number(last.spread! / (inputs?.spread ?? NaN)),
    "saturated, most": most("saturated"),
    "dead, most": most("dead"),
    "κ of inputs": number(inputs?.condition ?? NaN),
    "neighbours' cosine": number(likeness ?? NaN),
    "not finite": notFinite?.place ?? "–",
  };
}

const number = (value: number) => Number.isNaN(value) ? "–" : formatNumber(value, 2);
const percent = (share: number) => Number.isFinite(share) ? `${Math.round(100 * share)} %` : "–";

/**
 * The points of some answers: one for the right kind, held against how the patient was made, and one for a
 * remedy with which the network learns, found by training it. Prints a line a patient;
 * undefined where none of them has an answer. `numbers` counts from 1.
 */
export async function marks(
  ward: readonly Patient[],
  answers: Answers,
  numbers: readonly number[],
): Promise<number | undefined> {
  let points: number | undefined;
  for (const number of numbers) {
    wholeNumber("marks", "a number of a patient", number, 1, ward.length);
    const result = await examined(ward[number - 1], answers[number - 1], number);
    if (result === null) {
      console.log(`· Patient ${number}: no answer yet.`);
      continue;
    }
    const { diagnosed, lacks } = result, kind = diagnosed ?? "the kind is another";
    console.log(`· Patient ${number}: ${kind}; treated, ${lacks ?? "it learns"}.`);
    points = (points ?? 0) + Number(diagnosed !== null) + Number(lacks === null);
  }
  return points;
}

/** By the patients' places, from 0. */
export type Answers = readonly (Answer | undefined)[];

/** The grades of all answers so far, each patient treated anew. For `certificate`. */
export async function grades(ward: readonly Patient[], answers: Answers): Promise<Grade[]> {
  const all: Grade[] = [];
  for (const [i, one] of ward.entries()) {
    const result = await examined(one, answers[i], i + 1);
    const cured = result === null ? null : result.lacks === null;
    all.push({ number: i + 1, diagnosed: result?.diagnosed ?? null, cured });
  }
  return all;
}

/** The name of the kind if it was found, and what the cure lacks; null without an answer. */
async function examined(one: Patient, answer: Answer | undefined, number: number) {
  if (answer === undefined) return null;
  requireObject(
    `answers[${number - 1}]`,
    answer,
    "{ kind: kinds.dead, remedy: remedies.freshStart }",
  );
  const { kind, remedy } = answer;
  if (!Object.values<unknown>(kinds).includes(kind)) {
    throw new TypeError(
      `Patient ${number}: the kind is ${display(kind)}; give one of kinds, such as kinds.dead ` +
        `(${Object.keys(kinds).join(", ")}).`,
    );
  }
  if (typeof remedy !== "function") {
    throw new TypeError(
      `Patient ${number}: the remedy is ${
        display(remedy)
      }; give one of remedies, such as remedies.clipGradient, or (recipe) => ({ ...recipe, rate: 0.01 }).`,
    );
  }
  const diagnosed = kind === one.kind ? kind.name : null;
  try {
    const treated = remedy(one.recipe), parts = ["network", "x", "y"];
    requireValue("remedy", "its result", treated, parts, "({ ...recipe, rate: 0.01 })");
    requireFair(one.recipe, treated);
    return { diagnosed, lacks: await missing(one, treated) };
  } catch (error) { // so that the other patients are treated all the same
    return { diagnosed, lacks: `it fails (${error instanceof Error ? error.message : error})` };
  }
}

/** A cure leaves the task, the depth and the width; only rows that are not finite may go. */
function requireFair(sick: Recipe<Uint8Array>, treated: Recipe<Uint8Array>): void {
  const whole = (_: number, i: number) =>
    sick.x.data.subarray(i * sick.x.columns, (i + 1) * sick.x.columns).every(Number.isFinite);
  const same = (labels: ArrayLike<number>) =>
    labels.length === treated.y.length && treated.y.every((label, i) => label === labels[i]);
  const kept = Array.from(sick.y).filter(whole);
  if (!same(sick.y) && !same(kept)) {
    throw new RangeError("remedy: the treatment changes the labels; leave them.");
  }
  if (depthOf(treated) !== depthOf(sick) || treated.network.width !== sick.network.width) {
    throw new RangeError(
      "remedy: the treatment makes another network; leave its depth and its width.",
    );
  }
}
