import { assert, assertEquals, assertThrows } from "@std/assert";
import { lines, logarithmic } from "../../lib/figures/lines.ts";
import {
  activationSize,
  compareGradientFlow,
  gradientFlowOfSeeds,
  weightGradientSize,
} from "../../lib/figures/seeds.ts";
import type { LayerSignals } from "../../lib/monitor.ts";
import { assertSnapshot } from "./snapshot.ts";

/** Five layers in which δ falls by `factor` a layer, and a little more for a higher seed. */
const flow = (factor: number) => (seed: number): LayerSignals[] =>
  [1, 2, 3, 4, 5].map((layer) => {
    let delta = seed / 8;
    for (let l = 5; l > layer; l--) delta *= factor;
    return { layer, delta, activation: 0.5, weightGradient: delta / 2 };
  });
const theory = [1, 2, 3, 4, 5].map((layer) => ({
  layer,
  delta: 0.5 ** (5 - layer),
  activation: 0.5,
}));

type Trace = { name?: string; x: number[]; y: (number | null)[]; fill?: string; opacity?: number };
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("many seeds: the median is the line, the range is the band", () => {
  const figure = gradientFlowOfSeeds([1, 2, 3, 4, 10].map(flow(0.25)), { theory });
  const [band, line] = traces(figure);
  assertEquals([band.fill, band.opacity], ["toself", 0.22]);
  assertEquals(line.y[4], 3 / 8);
  assertEquals([band.y[4], band.y[5]], [10 / 8, 1 / 8], "high forth, low back");
  assertEquals(band.x, [1, 2, 3, 4, 5, 5, 4, 3, 2, 1]);
  assert(
    figure.alt.startsWith("δ falls to 0.016 of its size from layer 4 back to layer 1: median of 5"),
    figure.alt,
  );
  assert(figure.alt.endsWith("Lines are medians of 5 runs; bands hold all of them."));
  assertSnapshot("gradient_flow_of_seeds", figure);
});

Deno.test("a narrower range leaves out the outer runs", () => {
  const seeds = Array.from({ length: 11 }, (_, i) => flow(0.25)(i + 1));
  const [band] = traces(gradientFlowOfSeeds(seeds, { range: 0.8 }));
  assertEquals([band.y[4], band.y[5]].map((y) => Math.round(y! * 8 * 1e9) / 1e9), [10, 2]);
  assertThrows(() => gradientFlowOfSeeds(seeds, { range: 80 }), RangeError, "range is 80");
});

Deno.test("settings are compared by one signal, of whatever depth; at most three are named", () => {
  const seeds = [1, 2, 3], short = seeds.map((seed) => flow(0.5)(seed).slice(0, 3));
  const settings = { sigmoid: seeds.map(flow(0.25)), short };
  const figure = compareGradientFlow(settings, { theory: { sigmoid: theory } });
  assertEquals(
    (figure.layout.title as { text: string }).text,
    "What is left of δ from the last hidden layer back to layer 1: 0.016 (sigmoid), 0.5 (short)",
  );
  assertSnapshot("compare_gradient_flow", figure);
  const forward = compareGradientFlow(settings, { signal: activationSize });
  assert(forward.alt.startsWith("What is left of activations from layer 1 to the last hidden one"));
  const all = { ...settings, b: short, c: short };
  const title = compareGradientFlow(all, { signal: weightGradientSize }).alt.split(".  ")[0];
  assert(title.includes("layer 1: 0.016 (sigmoid) to 0.5 ("), title);
});

Deno.test("zeros of some seeds: the band reaches the floor, and a cross stands there", () => {
  const seeds = [1, 1e-300].map((last) =>
    flow(0.25)(1).map((s) => s.layer === 1 ? { ...s, delta: last < 1 ? 0 : s.delta } : s)
  );
  const drawn = traces(gradientFlowOfSeeds(seeds));
  const crosses = drawn.find(({ name }) => name === "δ = ∂L/∂z: some exactly 0")!;
  assertEquals(crosses.x, [1]);
  assertEquals(drawn[0].y.at(-1), crosses.y[0]);
  assert(crosses.y[0]! > 0 && crosses.y[0]! < drawn[1].y[0]!);
});

Deno.test("a band: gaps split it; a wrong length or name is named", () => {
  const axes = { title: "t", x: "n", y: logarithmic("size") };
  const bands = { a: { low: [1, 1, NaN, 1], high: [2, 2, 2, 2] } };
  const drawn = traces(lines({ ...axes, measured: { a: [1, 1, 1, 1] }, bands }));
  assertEquals(drawn.slice(0, 2).map(({ x }) => x), [[1, 2, 2, 1], [4, 4]]);
  const short = () => lines({ ...axes, measured: { a: [1] }, bands });
  assertThrows(short, TypeError, 'the band of "a" has 4 low and 4 high values');
  const stray = () => lines({ ...axes, measured: { b: [1] }, bands });
  assertThrows(stray, RangeError, 'the band "a" has no measurement');
});

Deno.test("seeds: mistakes are named", () => {
  assertThrows(() => gradientFlowOfSeeds([]), RangeError, "there are no runs");
  const other = [flow(1)(1), flow(1)(1).slice(1)];
  assertThrows(() => gradientFlowOfSeeds(other), TypeError, "run 1 has 4 layers and run 0 has 5");
  assertThrows(() => compareGradientFlow({ a: [] }), RangeError, "compareGradientFlow, a");
});
