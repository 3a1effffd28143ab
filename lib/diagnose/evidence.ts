/** What the doctor found in numbers, each in a sentence. */
import { exp, log } from "../elementary.ts";
import { formatNumber } from "../format.ts";
import type { Examination, Probe } from "./examination.ts";
import type { InputVitals } from "./inputs.ts";
import { thresholds } from "./thresholds.ts";
import type { Vitals } from "./vitals.ts";

/** What δ does on its way back, in a sentence; none where it was not measured. */
export function ratio(hidden: readonly Vitals[]): string[] {
  const first = hidden[0]?.delta, last = hidden.at(-1)?.delta;
  if (typeof first !== "number" || typeof last !== "number" || hidden.length < 2) return [];
  const [from, to] = [last, first].map((size) => formatNumber(size, 2));
  const factor = first === 0 || last === 0
    ? ""
    : `, a factor of ${formatNumber(root(first / last, hidden.length - 1), 2)} a layer`;
  return [
    `δ goes from ${from} at layer ${hidden.length} to ${to} at layer 1${factor}.`,
  ];
}

const root = (value: number, n: number) => exp(log(value) / n);

/** Of a network in which nothing is found. */
export function health({ layers, inputs, likeness, cosine, probe }: Examination): string[] {
  const most = (vital: "saturated" | "dead", what: string) => {
    const known = layers.map((layer) => layer[vital]).filter((share) => share !== null);
    return known.length > 0 ? [`At most ${percent(Math.max(...known))} ${what}.`] : [];
  };
  return [
    ...ratio(layers.slice(0, -1)),
    ...most("saturated", "of a layer's outputs are saturated"),
    ...most("dead", "of a layer's units are dead"),
    ...inputs ? [condition(inputs)] : [],
    ...likeness === null || Number.isNaN(likeness)
      ? []
      : [`Gradients of neighbours have a mean cosine of ${formatNumber(likeness, 2)}.`],
    ...cosine === null || Number.isNaN(cosine) ? [] : [
      `Different examples leave the last hidden layer with a mean cosine of ` +
      `${formatNumber(cosine, 4)}; at 1 it cannot tell them apart.`,
    ],
    ...probe ? course(probe) : [],
  ];
}

export const percent = (share: number) => `${formatNumber(100 * share, 3)} %`;

/** What standardising would do; it says nothing of columns that repeat each other. */
export function condition({ condition }: InputVitals): string {
  return "Standardising the inputs would better the condition of the first layer by a factor of " +
    `${formatNumber(condition, 2)}.`;
}

/** How the loss went at the learning rate, and at which it would go down. */
export function course(probe: Probe): string[] {
  const { rate, steps, before, after } = probe;
  return [
    `${steps} steps of plain descent at the rate ${formatNumber(rate)} bring the loss from ` +
    `${formatNumber(before)} to ${formatNumber(after)}.`,
    ...rests(probe)
      ? ["They hardly move it: the rate may be far too small, or nothing is left to learn."]
      : wouldHelp(probe),
  ];
}

/** What would bring the loss down: the rate that plain steps bear, or the same one with other inputs. */
export function wouldHelp({ rate, sound, standardised }: Probe): string[] {
  return [
    ...sound !== null && sound < rate
      ? [`At the rate ${formatNumber(sound, 2)} it would fall at each step.`]
      : [],
    ...standardised ? ["With standardised inputs the network would bear this rate."] : [],
  ];
}

/** Whether the steps hardly move the loss. */
export function rests({ before, after }: Probe): boolean {
  return Math.abs(after - before) < thresholds.rests * Math.abs(before);
}
