/** Gradient flow of many runs: the median as a line, the range as a band. One seed proves nothing. */
import { display, finiteNumber, requireRun } from "../errors.ts";
import { typesetNumber } from "../format.ts";
import { type LayerSignals, layerSignals } from "../monitor.ts";
import { Run } from "../network.ts";
import { requireKeys } from "../require_keys.ts";
import { median, quantile } from "../statistics.ts";
import type { ExpectedSignals } from "../theory.ts";
import type { Band } from "./band.ts";
import type { Figure } from "./figure.ts";
import { ACTIVATIONS, DELTA, finding, WEIGHT_GRADIENTS } from "./gradient_flow.ts";
import { lines, logarithmic } from "./lines.ts";

/** Runs of one setting that differ in their seed, after `run.backward(…)`, or the signals of each. */
export type Seeds = readonly (Run | readonly LayerSignals[])[];

/** One of the three signals of gradient flow. */
export interface FlowSignal {
  readonly name: string;
  /** As axes and titles call it. */
  readonly symbol: string;
  /** Its size at a layer. */
  of(layer: LayerSignals): number;
  /** What theory expects there, where there is a theory. */
  expected(layer: ExpectedSignals): number;
}
export const deltaSize: FlowSignal = {
  name: DELTA,
  symbol: "δ",
  of: ({ delta }) => delta,
  expected: ({ delta }) => delta,
};
export const activationSize: FlowSignal = {
  name: ACTIVATIONS,
  symbol: "activations",
  of: ({ activation }) => activation,
  expected: ({ activation }) => activation,
};
export const weightGradientSize: FlowSignal = {
  name: WEIGHT_GRADIENTS,
  symbol: "∂L/∂W",
  of: ({ weightGradient }) => weightGradient,
  expected: () => NaN,
};

export interface GradientFlowOfSeedsOptions {
  /** What theory expects, as `theoryFor(runs[0])` gives it; drawn dashed. */
  readonly theory?: readonly ExpectedSignals[];
  /** The share of the runs that the band holds: 1, from least to most, unless said; 0.8 for 10–90 %. */
  readonly range?: number;
  /** Instead of the finding that is read off the data. */
  readonly title?: string;
}

/**
 * The gradient-flow chart of many seeds: each signal's median by layer, and the range of the runs as a
 * band around it.
 *
 * Throws RangeError without runs, TypeError where they differ in depth.
 *
 * ```ts
 * gradientFlowOfSeeds([1, 2, 3, 4, 5].map(runOfSeed), { theory: theoryFor(runOfSeed(1)) });
 * ```
 */
export function gradientFlowOfSeeds(
  seeds: Seeds,
  options: GradientFlowOfSeedsOptions = {},
): Figure {
  const { theory, range = 1, title } = options;
  requireKeys("gradientFlowOfSeeds", options, { theory, range, title });
  const signals = [deltaSize, activationSize, weightGradientSize];
  const flows = allSignals("gradientFlowOfSeeds", seeds);
  const spreads = Object.fromEntries(signals.map((s) => [s.name, spread(flows, s, range)]));
  const middle = flows[0].map(({ layer }, l) => ({
    layer,
    delta: spreads[DELTA].middle[l],
    activation: spreads[ACTIVATIONS].middle[l],
    weightGradient: spreads[WEIGHT_GRADIENTS].middle[l],
  }));
  const figure = lines({
    title: title ?? `${finding(middle)}: median of ${flows.length} seeds`,
    x: "layer",
    y: logarithmic("root mean square"),
    measured: mapValues(spreads, ({ middle }) => middle),
    bands: spreads,
    theory: theory && Object.fromEntries(
      [deltaSize, activationSize].map((s) => [s.name, theory.map((layer) => s.expected(layer))]),
    ),
    at: flows[0].map(({ layer }) => layer),
  });
  return { ...figure, alt: `${figure.alt} ${bandInWords(range, flows.length)}` };
}

export interface CompareGradientFlowOptions {
  /** Which of the signals: δ unless said. */
  readonly signal?: FlowSignal;
  /** What theory expects, by the name of the setting; drawn dashed. */
  readonly theory?: Readonly<Record<string, readonly ExpectedSignals[]>>;
  /** As in `gradientFlowOfSeeds`. */
  readonly range?: number;
  readonly title?: string;
}

/**
 * One signal under several settings, many seeds each: medians and bands over one another. Settings may
 * differ in depth.
 *
 * ```ts
 * compareGradientFlow({ sigmoid: seeds.map(sigmoidRun), ReLU: seeds.map(reluRun) });
 * ```
 */
export function compareGradientFlow(
  settings: Readonly<Record<string, Seeds>>,
  options: CompareGradientFlowOptions = {},
): Figure {
  const { signal = deltaSize, theory, range = 1, title } = options;
  requireKeys("compareGradientFlow", options, { signal, theory, range, title });
  const spreads = mapValues(
    settings,
    (seeds, name) => spread(allSignals(`compareGradientFlow, ${name}`, seeds), signal, range),
  );
  const depth = Math.max(...Object.values(spreads).map(({ middle }) => middle.length));
  const counts = Object.values(settings).map(({ length }) => length);
  const figure = lines({
    title: title ?? comparison(signal, mapValues(spreads, ({ middle }) => middle)),
    x: "layer",
    y: logarithmic(`rms of ${signal.symbol}`),
    measured: mapValues(spreads, ({ middle }) => middle),
    bands: spreads,
    theory: theory && mapValues(theory, (layers) => layers.map((l) => signal.expected(l))),
    at: Array.from({ length: depth }, (_, l) => l + 1),
  });
  return { ...figure, alt: `${figure.alt} ${bandInWords(range, Math.min(...counts))}` };
}

function allSignals(action: string, seeds: Seeds): (readonly LayerSignals[])[] {
  if (!Array.isArray(seeds)) {
    throw new TypeError(`${action}: the runs are ${display(seeds)}; give an array of them.`);
  }
  for (const seed of seeds) if (!Array.isArray(seed)) requireRun(action, seed, "back");
  const flows = seeds.map((seed) => seed instanceof Run ? layerSignals(seed) : seed);
  if (flows.length === 0) throw new RangeError(`${action}: there are no runs; give at least one.`);
  const other = flows.findIndex(({ length }) => length !== flows[0].length);
  if (other < 0) return flows;
  throw new TypeError(
    `${action}: run ${other} has ${flows[other].length} layers and run 0 has ${flows[0].length}; ` +
      "give runs of one setting.",
  );
}

function spread(flows: readonly (readonly LayerSignals[])[], { of }: FlowSignal, range: number) {
  finiteNumber("gradient flow of seeds", "range", range, 0, 1);
  const layers = flows[0].map((_, l) => flows.map((flow) => of(flow[l])));
  const part = (share: number) => layers.map((sizes) => quantile(sizes, share));
  const band: Band = { low: part((1 - range) / 2), high: part((1 + range) / 2) };
  return { ...band, middle: layers.map(median) };
}

/** What is left of the signal at the end of its way, setting by setting; at most three are named. */
function comparison({ symbol, of }: FlowSignal, middles: Record<string, number[]>): string {
  const back = of !== activationSize.of;
  const left = Object.entries(middles).map(([setting, sizes]) => {
    const first = sizes[0], last = sizes[Math.max(0, sizes.length - 2)]; // of the hidden layers
    return { setting, ratio: back ? first / last : last / first };
  });
  const told = left.length <= 3
    ? left
    : left.toSorted((a, b) => a.ratio - b.ratio).filter((_, i, all) =>
      i === 0 || i === all.length - 1
    );
  const parts = told.map(({ setting, ratio }) => `${typesetNumber(ratio)} (${setting})`);
  const way = back
    ? "from the last hidden layer back to layer 1"
    : "from layer 1 to the last hidden one";
  return `What is left of ${symbol} ${way}: ${parts.join(left.length <= 3 ? ", " : " to ")}`;
}

const bandInWords = (range: number, runs: number) =>
  `Lines are medians of ${runs} runs; bands hold ${
    range === 1 ? "all" : `${100 * range} %`
  } of them.`;

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  f: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
}
