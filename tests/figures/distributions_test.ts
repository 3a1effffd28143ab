import { assert, assertEquals, assertThrows } from "@std/assert";
import { histograms } from "../../lib/figures/histograms.ts";
import { logarithmic } from "../../lib/figures/lines.ts";
import { ridgelines } from "../../lib/figures/ridgelines.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Random } from "../../lib/random.ts";
import { assertSnapshot } from "./snapshot.ts";

const random = new Random(1);
/** Triangular distributions of size 1, ½, ¼; the last layer is half zeros. */
const layers = [1, 0.5, 0.25].map((size, l) =>
  Matrix.generate(
    40,
    10,
    (row) => l === 2 && row % 2 === 0 ? 0 : size * (random.uniform(-1, 1) + random.uniform(-1, 1)),
  )
);
type Trace = { x: number[]; y: number[]; xaxis?: string; text?: string };
type Axis = { ticktext: string[]; type?: string; title?: { text: string } };
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("ridgelines: a row a layer, each to its own height, zeros written beside it", () => {
  const figure = ridgelines(layers, { x: "pre-activations z" });
  const [third, second, first] = traces(figure);
  for (const [row, trace] of [[0, first], [1, second], [2, third]] as const) {
    assertEquals([Math.min(...trace.y), Math.max(...trace.y)], [row, row + 1.5]);
  }
  const { yaxis, yaxis2 } = figure.layout as { yaxis: Axis; yaxis2: Axis };
  assertEquals(yaxis.ticktext, ["1", "2", "3"]);
  assertEquals(yaxis2.ticktext, ["", "", "50 % = 0"]);
  assert(/^Root mean square of pre-activations z: 0.8\d? at layer 1 and 0.1\d/.test(figure.alt));
  assert(figure.alt.endsWith("Distributions of layers 1, 2, 3. 50 % = 0 at layer 3."), figure.alt);
  assertSnapshot("ridgelines", figure);
});

Deno.test("on a log axis sizes are drawn, and every place is positive", () => {
  const figure = ridgelines(layers, { x: logarithmic("|δ|") });
  assertEquals((figure.layout.xaxis as Axis).type, "log");
  assertEquals((figure.layout.xaxis as Axis).title, { text: "|δ| (log scale)" });
  for (const { x } of traces(figure).slice(0, 3)) assert(x.every((value) => value > 0));
});

Deno.test("histograms: shares of all values in per cent, the same axes for all layers", () => {
  const figure = histograms(layers, { x: "activations" });
  const area = ({ y }: Trace) => Array.from(y).reduce((sum, share) => sum + share, 0) / 2;
  assertEquals(traces(figure).map((trace) => Math.round(area(trace))), [100, 100, 50]);
  assertEquals(traces(figure).map(({ xaxis }) => xaxis), ["x", "x2", "x3"]);
  assertEquals((figure.layout as { xaxis3: { matches: string } }).xaxis3.matches, "x");
  const texts = (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
  assertEquals(texts, ["layer 1", "layer 2", "layer 3<br>50 % = 0", "activations"]);
  assertSnapshot("histograms", figure);
});

Deno.test("of many layers some are drawn: the first, the last, and evenly between", () => {
  const many = Array.from({ length: 21 }, () => layers[0]);
  assert(histograms(many, { x: "z" }).alt.includes("layers 1, 5, 9, 13, 17, 21."));
  assert(ridgelines(many, { x: "z", most: 3 }).alt.includes("layers 1, 11, 21."));
});

Deno.test("what is not finite is noted; a share is never rounded to nothing or to all", () => {
  const values = Matrix.generate(1, 20000, (_, i) => i === 0 ? 1 : i === 1 ? NaN : 0);
  const { alt } = ridgelines([values], { x: "δ" });
  assert(alt.includes("99.99 % = 0, 0.005 % not finite at layer 1"), alt);
});

Deno.test("distributions: mistakes are named, hostile names stay text", () => {
  assertThrows(() => ridgelines([], { x: "z" }), RangeError, "ridgelines: there are no layers");
  const empty = () => histograms([layers[0], new Matrix(0, 3)], { x: "z" });
  assertThrows(empty, RangeError, "histograms: layer 2 has no numbers");
  assertThrows(() => ridgelines(layers, { x: "z", most: 1 }), RangeError, "most is 1");
  for (const draw of [ridgelines, histograms]) {
    const { layout } = draw(layers, { x: "<b>z</b>", title: "<a href='x'>" });
    assert(!/<(b|a)\b/.test(JSON.stringify(layout)));
  }
});
