import type { Build } from "./build.ts";
import type { Examination, Finding, Probe } from "./examination.ts";
import { type Kind, kinds } from "./kinds.ts";
import {
  clipGradient,
  fitWeights,
  freshStart,
  leaky,
  leaveRowsOut,
  lowerRate,
  mendLoss,
  moreDigits,
  normalise,
  otherInputs,
  reluWithHe,
  type Remedy,
  residualConnections,
  standardiseInputs,
  suitableWeights,
  wider,
} from "./remedies.ts";

/**
 * From how many hidden layers on the skip connection comes before weights of the right size: the
 * fluctuations of a finite width and the merging of inputs add up over layers however they begin.
 */
const DEEP = 10;

/** The remedies in the order in which to try them. `build` is null where only a table is known. */
export function prescribe(
  { kind, layer }: Finding,
  examination: Examination,
  build: Build | null,
): Remedy[] {
  const { probe, inputs } = examination;
  if (probe !== null && kind !== kinds.fine) { // it was well at rest, so it is the rate
    const first = probe.standardised ? [standardiseInputs] : [];
    return [...first, lowerRate(soundRate(probe)), clipGradient];
  }
  const norm = build?.normalised ? [] : [normalise];
  switch (kind as Kind) {
    case kinds.nonFinite:
      return whenNotFinite(examination, build);
    case kinds.illConditioned:
      return inputs?.spread === 0 ? [otherInputs] : [standardiseInputs, ...norm];
    case kinds.bornDead:
      return [...byChance(build) ? [wider] : [], ...signalKept(examination, build), leaky()];
    case kinds.dead:
      return [freshStart, leaky(), ...norm];
    case kinds.saturated:
      return examination.untrained ? signalKept(examination, build) : [freshStart, ...norm];
    case kinds.vanishing:
      return [...signalKept(examination, build), ...build?.float32 ? [moreDigits] : []];
    case kinds.exploding:
      if (tooFar(examination, layer)) return [lowerRate(null), clipGradient];
      return [...signalKept(examination, build), clipGradient];
    case kinds.shattered:
      return [residualConnections(build?.activation ?? null)];
    default:
      return [];
  }
}

/** Whether it was found because a step moved a layer's weights by more than their size. */
function tooFar({ layers }: Examination, layer: number | null): boolean {
  const { update, weight } = layers[(layer ?? 1) - 1];
  return update !== null && weight !== null && update > weight;
}

/** Whether a network that is born dead is no more than narrow: its weights suit, and it is not deep. */
function byChance(build: Build | null): boolean {
  return build !== null && build.suited && build.depth <= DEEP;
}

/** What lets signal and gradient keep their size, but for what the network has. */
function signalKept({ layers }: Examination, build: Build | null): Remedy[] {
  const depth = build?.depth ?? layers.length - 1, activation = build?.activation ?? null;
  const suited = build?.suited ?? false;
  const start = activation === null || suited
    ? []
    : suitableWeights(activation) === null
    ? [reluWithHe]
    : [fitWeights(activation)];
  const norm = build?.normalised ? [] : [normalise];
  const skips = suited && build?.gentle ? [] : [residualConnections(activation)];
  if (build?.residual || depth > DEEP || build?.normalised) {
    return [...skips, ...norm, ...start];
  }
  return [...start, ...norm, ...skips];
}

/** What plain steps bear. */
function soundRate({ sound }: Probe): number | null {
  return sound === null ? null : Number(sound.toPrecision(2));
}

/** Whether the outputs are so large that their squares may pass the largest number. */
function overflows({ layers }: Examination): boolean {
  return (layers[layers.length - 1].activation ?? 0) > 1e100;
}

function whenNotFinite(examination: Examination, build: Build | null): Remedy[] {
  const of = examination.notFinite?.of;
  if (of === "input" || of === "targets") return [leaveRowsOut];
  if ((of === "loss" || of === "loss gradient") && !overflows(examination)) return [mendLoss];
  if (of === "parameter" || !examination.untrained) return [freshStart];
  return [...signalKept(examination, build), ...build?.float32 ? [moreDigits] : []];
}
