import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { logarithmic } from "lib/figures/lines.ts";
import { trainabilityMap } from "lib/figures/trainability_map.ts";
import { Matrix } from "lib/matrix.ts";
import { assertSnapshot } from "./snapshot.ts";

const depths = [10, 20, 40], scales = [0.5, 1];
const losses = Matrix.from([[0.5, 0.01], [2.3, 0.02], [NaN, 0.1]]);
const options = { title: "Only σ_w = 1 goes deep", depths, scales };
const theory = { "6ξ": { at: [0.5, 0.75, 1], depth: [8, 20, Infinity] } };

type Trace = { name: string; x: number[]; y: number[]; z: number[][] };
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("trainabilityMap: a row for each depth, a column for each σ_w, from edge to edge", () => {
  const { data, layout } = trainabilityMap(losses, options), [map] = traces({ data });
  assertEquals([Array.from(map.x), Array.from(map.y)], [scales, depths]);
  assertEquals(map.z.map((row) => Array.from(row)), [[0.5, 0.01], [2.3, 0.02], [NaN, 0.1]]);
  const range = (axis: unknown) => (axis as { range: number[] }).range.map((v) => +v.toFixed(9));
  assertEquals([range(layout.xaxis), range(layout.yaxis)], [
    [0.25, 1.25],
    [0.849485002, 1.752574989], // log10(10/√2) and log10(40·√2)
  ]);
});

Deno.test("trainabilityMap: a cell that failed bears a cross and is counted", () => {
  const figure = trainabilityMap(losses, options), [, failed] = traces(figure);
  assertEquals([failed.name, failed.x, failed.y], ["no finite loss", [0.5], [40]]);
  assertEquals(
    figure.alt,
    "Only σ_w = 1 goes deep. loss goes from 0.01 (depth 10, σ_w 1) to 2.3 (depth 20, σ_w 0.5); " +
      "1 of 6 cells have no finite loss.",
  );
});

Deno.test("trainabilityMap: theory is dashed, and goes out of the picture where it has no end", () => {
  const figure = trainabilityMap(losses, { ...options, theory });
  const curve = traces(figure)[3] as Trace & { line: { dash: string } };
  assertEquals([curve.name, curve.x, curve.line.dash], ["6ξ", [0.5, 0.75, 1], "dash"]);
  assertEquals(curve.y.slice(0, 2), [8, 20]);
  assert(curve.y[2] > 50 && curve.y[2] < Infinity);
  assertStringIncludes(figure.alt, "theory drawn over it: 6ξ.");
});

Deno.test("trainabilityMap: on a log scale a zero has the lowest colour and a mark", () => {
  const z = logarithmic("loss"), values = Matrix.from([[1, 0], [0.01, 0.1], [1, 1]]);
  const [map, zero] = traces(trainabilityMap(values, { ...options, z }));
  const rounded = map.z.map((row) => Array.from(row, (log) => +log.toFixed(12) + 0));
  assertEquals(rounded, [[0, -2], [-2, -1], [0, 0]]);
  assertEquals([zero.name, zero.x, zero.y], ["loss exactly 0", [1], [10]]);
  const nowhere = trainabilityMap(values.map(() => NaN), { ...options, z });
  assertStringIncludes(nowhere.alt, "loss is finite nowhere");
});

Deno.test("trainabilityMap: hostile names stay text", () => {
  const hostile = "<img src=x onerror=alert(1)>", theory = { [hostile]: { at: [1], depth: [1] } };
  const { data, layout } = trainabilityMap(losses, {
    ...options,
    title: hostile,
    z: hostile,
    theory,
  });
  assert(!JSON.stringify([data, layout]).includes("<img"));
});

Deno.test("trainabilityMap: mistakes are named", () => {
  const thrown = (change: object, message: string, kind: ErrorConstructor = TypeError) =>
    assertThrows(() => trainabilityMap(losses, { ...options, ...change }), kind, message);
  thrown({ depths: [1, 2] }, "there are 2 depths for values of 3×2; give one for each row");
  thrown({ scales: undefined }, "there are undefined scales for values of 3×2");
  thrown({ scales: [1, 1] }, "number 1 of scales is 1, after 1", RangeError);
  thrown({ scales: [1, NaN] }, "number 1 of scales is NaN", RangeError);
  thrown({ depths: [0, 1, 2] }, "the first of depths is 0; a log axis begins", RangeError);
  thrown({ theory: { a: { at: [1], depth: [] } } }, 'the curve "a" has 0 depths at 1 places');
  assertThrows(() => trainabilityMap([[1]] as never, options), TypeError, "not a Matrix");
});

Deno.test("trainabilityMap: snapshots", () => {
  assertSnapshot("trainability_map", trainabilityMap(losses, { ...options, theory }));
  const z = logarithmic("loss");
  assertSnapshot("trainability_map_log", trainabilityMap(losses, { ...options, z }));
});
