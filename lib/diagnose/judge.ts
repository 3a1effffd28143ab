import { formatNumber } from "../format.ts";
import { condition, course, health, percent, ratio, rests, wouldHelp } from "./evidence.ts";
import type { Examination, Finding } from "./examination.ts";
import { type Kind, kinds } from "./kinds.ts";
import { thresholds } from "./thresholds.ts";
import type { Vitals } from "./vitals.ts";

type Judge = (examination: Examination) => Finding | null;

/** Names what ails. Causes stand before their effects, so the first that holds is it. */
export function judge(examination: Examination): Finding {
  for (const look of [notFinite, inputs, wholeLayerDead, along, back, updates, probe, shattered]) {
    const found = look(examination);
    if (found !== null) return found;
  }
  return { kind: kinds.fine, layer: null, region: null, evidence: health(examination) };
}

const notFinite: Judge = ({ layers, notFinite, probe }) => {
  const bad = (...sizes: (number | null)[]) => sizes.some((s) => s !== null && !Number.isFinite(s));
  const wrong = layers.find((vitals) => bad(vitals.weight, vitals.activation)) ??
    layers.findLast((vitals) => bad(vitals.delta, vitals.weightGradient, vitals.update));
  if (notFinite === null && wrong === undefined) return null;
  const of = notFinite?.of, ofLoss = of === "loss" || of === "loss gradient";
  // What begins there spreads to the layers, and begins in none.
  const layer = ofLoss || of === "targets" ? null : wrong?.layer ?? null;
  return finding(kinds.nonFinite, layer, [layer ?? 1, layers.length], [
    `The first number that is not finite is ${notFinite?.place ?? `in ${wrong!.name}`}` +
    (ofLoss && probe === null ? ", before any step." : "."),
    ...probe ? [`The loss was ${formatNumber(probe.before)} before.`, ...wouldHelp(probe)] : [],
  ]);
};

const inputs: Judge = ({ inputs }) => {
  if (inputs === null || inputs.condition <= thresholds.condition) return null;
  const [least, greatest] = inputs.deviations.map((s) => formatNumber(s, 2));
  const same = "No column of the inputs differs between the examples: nothing can tell them apart.";
  return finding(
    kinds.illConditioned,
    1,
    [1, 1],
    inputs.spread === 0 ? [same] : [
      condition(inputs),
      `The columns' deviations go from ${least} to ${greatest}, their means up to ` +
      `${formatNumber(inputs.offset, 2)} away from 0.`,
    ],
  );
};

/** A layer that passes nothing, though something arrives: no matter how weak, if it is no underflow. */
const wholeLayerDead: Judge = ({ layers, untrained }) => {
  const i = layers.findIndex(({ dead }, i) =>
    dead === 1 && (layers[i - 1]?.activation ?? 1) > thresholds.underflow
  );
  if (i < 0) return null;
  return finding(untrained ? kinds.bornDead : kinds.dead, i + 1, [1, i + 1], [
    `In ${layers[i].name} every unit is off for every example` +
    (untrained ? ", and nothing has been learned yet." : "."),
    ...layers[0].delta === null ? [] : [`δ at layer 1 is ${formatNumber(layers[0].delta, 2)}.`],
  ]);
};

/** On the way forward: what dies, is stuck, fades or grows first. */
const along: Judge = ({ layers, inputs, skips }) => {
  const hidden = layers.slice(0, -1);
  const signal = (vitals?: Vitals) => vitals?.spread ?? vitals?.activation ?? null;
  const start = inputs?.spread || signal(hidden[0]);
  for (const vitals of hidden) {
    const { layer, name, units, dead, saturated, activation } = vitals, spread = signal(vitals);
    const chance = units === null ? 0.9 : thresholds.deadByChance(units);
    const limit = skips ? thresholds.besideSkip : thresholds.saturated;
    if (dead !== null && dead > (skips ? thresholds.besideSkip : chance)) {
      return finding(kinds.dead, layer, [layer, layer], [
        `In ${name} ${percent(dead)} of the units are off for every example; ` +
        `by chance it would hardly be more than ${percent(chance)}.`,
      ]);
    }
    if (saturated !== null && saturated > limit) {
      const all = hidden.filter((other) => (other.saturated ?? 0) > limit);
      return finding(kinds.saturated, layer, [layer, all[all.length - 1].layer], [
        `In ${name} ${
          percent(saturated)
        } of the outputs lie where the slope is below a twentieth ` +
        `of its greatest; so it is in ${all.length} of ${hidden.length} layers.`,
      ]);
    }
    if (start === null || spread === null) continue;
    if (spread < thresholds.vanishing * start) {
      return finding(kinds.vanishing, layer, [layer, hidden.length], [
        `What differs between the examples has size ${formatNumber(start, 2)} at the start and ` +
        `${formatNumber(spread, 2)} after layer ${layer}` +
        (activation === null
          ? "."
          : `, where the signal itself has ${formatNumber(activation, 2)}.`),
        ...ratio(hidden),
      ]);
    }
    if (spread > thresholds.exploding * start) {
      return finding(kinds.exploding, layer, [layer, hidden.length], [
        `The signal has size ${formatNumber(start, 2)} at the start and ` +
        `${formatNumber(spread, 2)} after layer ${layer}.`,
        ...ratio(hidden),
      ]);
    }
  }
  return null;
};

/** On the way back: δ against the last hidden layer's. */
const back: Judge = ({ layers }) => {
  const hidden = layers.slice(0, -1), end = hidden.at(-1)?.delta ?? null;
  if (end === null) return null;
  for (const { layer, delta } of hidden.toReversed()) {
    if (delta === null) continue;
    if (delta < thresholds.vanishing * end) {
      return finding(kinds.vanishing, layer, [1, layer], ratio(hidden));
    }
    if (delta > thresholds.exploding * end) {
      return finding(kinds.exploding, layer, [1, layer], ratio(hidden));
    }
  }
  return null;
};

/** What the steps at the learning rate have done to a network that was well at rest. */
const probe: Judge = ({ probe, layers }) => {
  if (probe === null) return null;
  const { before, after, ill } = probe, grew = after > before && !rests(probe);
  const then = ill?.evidence.map((sentence) => `Then: ${sentence}`) ?? [];
  const evidence = [...course(probe), ...then];
  if (grew) return finding(kinds.exploding, layers.length, [1, layers.length], evidence);
  return ill && { ...ill, evidence };
};

const updates: Judge = ({ layers }) => {
  const wild = layers.find(({ weight, update }) => (update ?? 0) > (weight || Infinity));
  if (wild === undefined) return null;
  return finding(kinds.exploding, wild.layer, [wild.layer, layers.length], [
    `One step moves the weights of ${wild.name} by ${
      formatNumber(wild.update!, 2)
    }, and their own ` +
    `size is ${formatNumber(wild.weight!, 2)}; a thousandth of it is usual.`,
  ]);
};

const shattered: Judge = ({ likeness, layers }) => {
  if (likeness === null || !(likeness < thresholds.likeness)) return null;
  return finding(kinds.shattered, 1, [1, layers.length - 1], [
    "The gradients of inputs side by side have a mean cosine of " +
    `${formatNumber(likeness, 2)}; smooth is 1, white noise 0.`,
  ]);
};

function finding(
  kind: Kind,
  layer: number | null,
  region: readonly [number, number],
  evidence: string[],
): Finding {
  return { kind, layer, region, evidence };
}
