import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { sigmoid } from "../../lib/activations.ts";
import { compareDelta, gradientFlow } from "../../lib/figures/gradient_flow.ts";
import { type Axis, lines, logarithmic } from "../../lib/figures/lines.ts";
import { scaledNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { deltaRatio, layerSignals, theoryFor } from "../../lib/monitor.ts";
import { mlp } from "../../lib/network.ts";
import { assertSnapshot } from "./snapshot.ts";

const axes = { x: "n", y: logarithmic("size") };

Deno.test("lines: a zero on a log axis is shown as such, below all other points", () => {
  const figure = lines({ title: "t", ...axes, measured: { a: [1, 1e-3, 0] } });
  const [line, zeros] = figure.data as { y: (number | null)[]; x: number[]; name: string }[];
  assertEquals(line.y, [1, 1e-3, null]);
  assertEquals([zeros.name, zeros.x, zeros.y], ["a: exactly 0", [3], [1e-4]]);
});

Deno.test("lines: theory is dashed, in the colour of the measurement of its name, or in ink", () => {
  const measured = { a: [1, 2], b: [3, 4] }, theory = { b: [3, 5], bound: [1, 1] };
  type Line = { name: string; line: { color: string; dash?: string }; mode: string };
  const [a, b, bTheory, bound] = lines({ title: "t", ...axes, measured, theory })
    .data as unknown as Line[];
  assertEquals([bTheory.name, bound.name], ["b, theory", "bound"]);
  assertEquals([bTheory.line.dash, bound.line.dash], ["dash", "dash"]);
  assertEquals(bTheory.line.color, b.line.color);
  assert(a.line.color !== b.line.color && bound.line.color !== b.line.color);
  assertEquals([b.mode, bTheory.mode], ["lines+markers", "lines"]);
  const bounds = lines({ title: "t", ...axes, measured, theory: { low: [1, 1], high: [5, 5] } })
    .data.slice(2) as unknown as Line[];
  assertEquals(bounds.map(({ line }) => line.dash), ["dash", "dot"]);
});

Deno.test("lines: the log axis says so, and the alt text is made from the data", () => {
  const figure = lines({ title: "It falls", ...axes, measured: { δ: [0.1, 4e-12] } });
  assertStringIncludes(JSON.stringify(figure.layout), "size (log scale)");
  assertEquals(figure.alt, "It falls. δ goes from 0.1 at 1 to 4e-12 at 2.");
});

Deno.test("lines: the ticks of a log axis fit what it spans", () => {
  const ticks = (...ys: number[]) => {
    const { layout } = lines({ title: "", x: "x", y: logarithmic("y"), measured: { a: ys } });
    const { dtick, tickformat } = layout.yaxis as Record<string, unknown>;
    return { dtick, tickformat };
  };
  const own = { dtick: undefined, tickformat: undefined };
  assertEquals(ticks(2.25, 2.5), own);
  assertEquals(ticks(0.05, 3), { dtick: "D2", tickformat: "~g" });
  assertEquals(ticks(1e-9, 1e-7), { dtick: "D2", tickformat: undefined });
  assertEquals(ticks(1e-9, 1), own);
  assertEquals(ticks(1e-200, 1), { dtick: 50, tickformat: undefined });
  assertEquals(ticks(1, 1, 1), { dtick: 1, tickformat: "~g" }); // not all of 2, 3, … 9
  assertEquals(ticks(1, 1.5, 0), { dtick: "D2", tickformat: "~g" }); // the floor is in sight too
  assertEquals(ticks(1, 100, 0), { dtick: "D2", tickformat: "~g" });
  assertEquals(ticks(0, 0), { dtick: 1, tickformat: "~g" });
  assertEquals(ticks(NaN), own);
});

Deno.test("lines: so do those of a log axis to the right", () => {
  const at = [0, 5, 20, 128], batch = logarithmic("batch size");
  const { layout } = lines({ title: "", x: batch, y: "b", measured: { c: [1, 2, 3, 4] }, at });
  const { type, dtick, tickformat } = layout.xaxis as Record<string, unknown>;
  assertEquals({ type, dtick, tickformat }, { type: "log", dtick: "D2", tickformat: "~g" });
});

Deno.test("lines: what is no number of float64 is no tick: 10⁻³⁵⁰ would be called 0", () => {
  const measured = { a: [0, 5e-324, 1e90] };
  const { layout } = lines({ title: "", x: "x", y: logarithmic("y"), measured });
  const { minallowed, maxallowed } = layout.yaxis as Record<string, number>; // powers of ten
  assert(minallowed > -350 && minallowed < -340 && maxallowed < 350 && maxallowed > 340);
});

Deno.test("lines: a few whole places have a tick each, and no fraction has one", () => {
  const ticks = (x: Axis, ...at: number[]) => {
    const { layout } = lines({ title: "", x, y: "y", measured: { a: at, b: [1] }, at });
    return (layout.xaxis as Record<string, unknown>).tickvals;
  };
  assertEquals(ticks("layer", 1), [1]);
  assertEquals(ticks("layer", 0, 1, 2, 3, 4, 5), [0, 1, 2, 3, 4, 5]);
  assertEquals(ticks("layer", 1, 2, 3, 4, 5, 6, 7), undefined);
  assertEquals(ticks("steps", 0, 50, 100), undefined);
  assertEquals(ticks("rate", 1, 1.5, 2), undefined);
  assertEquals(ticks(logarithmic("width"), 1, 2, 4), undefined);
});

Deno.test("lines: theory of a single point is seen, and so is its entry in the legend", () => {
  const drawn = (...ys: number[]) => {
    const theory = { bound: ys },
      { data } = lines({ title: "", ...axes, measured: { a: ys }, theory });
    const { mode, marker, line } = data.find(({ name }) => name === "bound") as Record<
      string,
      Record<string, unknown>
    >;
    return { mode: String(mode), symbol: marker?.symbol, same: marker?.color === line.color };
  };
  const stroke = { mode: "markers", symbol: "line-ew-open", same: true };
  assertEquals(drawn(2), stroke);
  assertEquals(drawn(2, 0), stroke); // a zero stands on the floor
  assertEquals(drawn(2, 3).mode, "lines");
});

Deno.test("lines: mistakes are named", () => {
  assertThrows(
    () => lines({ title: "t", ...axes, measured: {} }),
    RangeError,
    "nothing is measured",
  );
  const short = () => lines({ title: "t", ...axes, measured: { a: [1, 2] }, at: [1] });
  assertThrows(short, TypeError, '"a" has 2 points, but `at` gives 1 places');
});

Deno.test("compareDelta counts back from the last hidden layer, where every run is 1", () => {
  const x = Matrix.from([[1, -1], [0.5, 2]]), y = Matrix.from([[1], [0]]);
  const run = (depth: number) => {
    const weights = scaledNormal(1), seed = 1;
    const network = mlp({
      inputs: 2,
      width: 8,
      depth,
      outputs: 1,
      activation: sigmoid,
      weights,
      seed,
    });
    const run = network.forward(x);
    run.backward(meanSquaredError(run.output, y).gradient);
    return run;
  };
  const deep = run(4),
    figure = compareDelta({ deep, shallow: run(2) }, { title: "t", theory: theoryFor });
  const drawn = figure.data as unknown as { name: string; x: number[]; y: number[] }[];
  assertEquals(drawn.map(({ name }) => name), [
    "deep",
    "shallow",
    "deep, theory",
    "shallow, theory",
    "dashed: theory",
  ]);
  assertEquals(drawn.map(({ y }) => y[0]), [1, 1, 1, 1, null as unknown as number]);
  assertEquals(drawn[0].x, [0, 1, 2, 3]);
  const deltas = layerSignals(deep).map(({ delta }) => delta);
  assertEquals(drawn[0].y[3], deltas[0] / deltas[3]);
  assertEquals(deltaRatio(deep), deltas[0] / deltas[3]);
  assertSnapshot("compare_delta", figure);
});

Deno.test("gradientFlow shows δ, activations and weight gradients, and says what δ does", () => {
  const x = Matrix.from([[1, -1], [0.5, 2]]), y = Matrix.from([[1], [0]]);
  const network = mlp({
    inputs: 2,
    width: 8,
    depth: 10,
    outputs: 1,
    activation: sigmoid,
    weights: scaledNormal(1),
    seed: 1,
  });
  const run = network.forward(x);
  assertThrows(() => gradientFlow(run), TypeError, "call run.backward(gradient) first");
  run.backward(meanSquaredError(run.output, y).gradient);
  const signals = layerSignals(run), figure = gradientFlow(run);
  const drawn = figure.data as { name: string; y: number[] }[];
  assertEquals(drawn.map(({ name }) => name), [
    "δ = ∂L/∂z",
    "activations",
    "weight gradients ∂L/∂W",
  ]);
  assertEquals(drawn[0].y, signals.map(({ delta }) => delta));
  assertEquals(signals.length, 11);
  assert(
    /^δ falls to \S+ of its size from layer 10 back to layer 1\./.test(figure.alt),
    figure.alt,
  );
  assertThrows(
    () => gradientFlow(run, { theory: [] }),
    TypeError,
    "theory has 0 layers and the run has 11",
  );
});

Deno.test("lines: snapshot", () => {
  assertSnapshot(
    "lines",
    lines({
      title: "Three of seven",
      ...axes,
      measured: { a: [1, 0.1, 0.01], b: [2, 1, 0], c: [1, NaN, 3] },
      theory: { a: [1, 0.2, 0.04], bound: [1, 1, 1] },
      bands: { a: { low: [0.5, 0.05, 0], high: [2, 0.2, 0.02] } },
      at: [5, 10, 15],
    }),
  );
});
