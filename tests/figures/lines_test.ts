import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { sigmoid } from "../../lib/activations.ts";
import { gradientFlow } from "../../lib/figures/gradient_flow.ts";
import { lines } from "../../lib/figures/lines.ts";
import { scaledNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { layerSignals } from "../../lib/monitor.ts";
import { mlp } from "../../lib/network.ts";

const axes = { x: { title: "n" }, y: { title: "size", log: true } };

Deno.test("lines: a zero on a log axis is shown as such, below all other points", () => {
  const figure = lines({ title: "t", ...axes, series: [{ name: "a", y: [1, 1e-3, 0] }] });
  const [line, zeros] = figure.data as { y: (number | null)[]; x: number[]; name: string }[];
  assertEquals(line.y, [1, 1e-3, null]);
  assertEquals([zeros.name, zeros.x, zeros.y], ["a: exactly 0", [3], [1e-4]]);
});

Deno.test("lines: theory is dashed, in the colour of the measurement before it", () => {
  const figure = lines({
    title: "t",
    ...axes,
    series: [{ name: "a", y: [1, 2] }, { name: "a, theory", y: [1, 2], theory: true }],
  });
  const [measured, theory] = figure.data as {
    line: { color: string; dash?: string };
    mode: string;
  }[];
  assertEquals(theory.line.dash, "dash");
  assertEquals(theory.line.color, measured.line.color);
  assertEquals([measured.mode, theory.mode], ["lines+markers", "lines"]);
});

Deno.test("lines: the log axis says so, and the alt text is made from the data", () => {
  const figure = lines({ title: "It falls", ...axes, series: [{ name: "δ", y: [0.1, 4e-12] }] });
  assertStringIncludes(JSON.stringify(figure.layout), "size (log scale)");
  assertEquals(figure.alt, "It falls. δ goes from 0.1 at 1 to 4e-12 at 2.");
});

Deno.test("lines: mistakes are named", () => {
  assertThrows(() => lines({ title: "t", ...axes, series: [] }), RangeError, "no series");
  const series = [{ name: "a", x: [1], y: [1, 2] }];
  assertThrows(
    () => lines({ title: "t", ...axes, series }),
    TypeError,
    'series "a" has 1 x and 2 y',
  );
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
  assert(/^δ shrinks to \S+ of itself between layer 11 and layer 1\./.test(figure.alt), figure.alt);
  assertThrows(
    () => gradientFlow(run, { theory: [] }),
    TypeError,
    "theory has 0 layers and the run has 11",
  );
});
