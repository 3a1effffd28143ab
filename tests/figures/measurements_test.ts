/** Saturation, update ratios, singular values and autocorrelation, drawn. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { relu } from "../../lib/activations.ts";
import { correlogram } from "../../lib/figures/autocorrelation.ts";
import { saturationByLayer } from "../../lib/figures/saturation.ts";
import { singularSpectrum } from "../../lib/figures/singular_values.ts";
import { updateRatioMap } from "../../lib/figures/update_ratio.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Network } from "../../lib/network.ts";
import { saturation } from "../../lib/saturation.ts";
import { assertSnapshot } from "./snapshot.ts";

type Trace = {
  name?: string;
  x: number[];
  y: number[];
  z: ArrayLike<number>[];
  line: { dash?: string };
};
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];
const titleOf = (figure: { layout: unknown }) =>
  (figure.layout as { title: { text: string } }).title.text;

Deno.test("saturation by layer, in per cent, from a run or from its shares", () => {
  const run = new Network([new Activate(relu), new Activate(relu)])
    .forward(Matrix.from([[-1, 2, -3], [-2, 1, 4]]));
  const figure = saturationByLayer(run);
  assertEquals(figure, saturationByLayer(saturation(run)));
  assertEquals(traces(figure).map(({ name }) => name), ["saturated outputs", "dead units"]);
  assertEquals(traces(figure)[0].y, [50, 50]);
  assertEquals(
    titleOf(figure),
    "Up to 50 % of a layer's outputs are saturated (layer 1), up to 33 % of its units dead (layer 1)",
  );
  assertSnapshot("saturation_by_layer", figure);
  const calm = saturationByLayer([{ layer: 1, saturated: 0, dead: 0 }]);
  assertEquals(titleOf(calm), "No output is saturated; no unit is dead");
  assertThrows(() => saturationByLayer([]), RangeError, "there are no layers");
});

const ratios = [[1e-5, 1e-3], [1e-5, 2e-3], [0, 4e-3], [Infinity, 4e-3]].map((row) =>
  Float64Array.from(row)
);

Deno.test("update ratios: a heat map on a log scale; zeros are crosses, not finite circles", () => {
  const figure = updateRatioMap({ steps: [1, 11, 21, 31], ratios });
  const [map, zeros, infinite] = traces(figure);
  assertEquals([map.x, map.y], [[1, 11, 21, 31], [1, 2]]);
  const [low, high] = Array.from(map.z, (row) => Array.from(row));
  assert(Math.abs(low[0] + 5) < 1e-12 && Math.abs(high[0] + 3) < 1e-12, "powers of ten");
  assertEquals(low.slice(2), [NaN, NaN]);
  assertEquals([zeros.name, zeros.x, zeros.y], ["exactly 0: nothing moved", [21], [1]]);
  assertEquals([infinite.name, infinite.x, infinite.y], ["not finite", [31], [1]]);
  assertEquals(
    titleOf(figure),
    "A step moves layer 2 most, by 0.003 of its size, and layer 1 least, by 10⁻⁵",
  );
  assert(figure.alt.endsWith("Medians over 4 steps: layer 1 1e-5, layer 2 0.003."), figure.alt);
  assertSnapshot("update_ratio_map", figure);
});

Deno.test("update ratios: many steps are drawn as medians of neighbours", () => {
  const steps = Array.from({ length: 1000 }, (_, i) => i + 1);
  const [map] = traces(updateRatioMap({
    steps,
    ratios: steps.map((step) => Float64Array.of(step % 5 === 0 ? 1 : 0.01)),
  }));
  assertEquals([map.x.length, map.x[0], map.x[199]], [200, 3, 998]);
  assert(Array.from(map.z[0]).every((z) => Math.abs(z + 2) < 1e-12));
  assertThrows(() => updateRatioMap({ steps: [], ratios: [] }), RangeError, "no step was recorded");
});

Deno.test("singular values on a log axis, zeros marked; the title compares their spread", () => {
  const figure = singularSpectrum({ "depth 2": [2, 1], "depth 20": Float64Array.of(1, 1e-8, 0) });
  assertEquals(
    titleOf(figure),
    "Largest over smallest singular value: 2 (depth 2), ∞ (depth 20)",
  );
  assertEquals(traces(figure).map(({ name }) => name), [
    "depth 2",
    "depth 20",
    "depth 20: exactly 0",
  ]);
  assertSnapshot("singular_spectrum", figure);
  assertThrows(() => singularSpectrum({ a: [] }), RangeError, '"a" has no values');
});

Deno.test("a correlogram: lags from 0, and the range of white noise dashed, once in the legend", () => {
  const figure = correlogram({ smooth: [1, 2, 3, 4, 3, 2, 1, 0], rough: [1, -1, 1, -1] }, {
    lags: 2,
  });
  const [smooth, rough, upper, lower] = figure
    .data as unknown as (Trace & { showlegend?: boolean })[];
  assertEquals([smooth.x, smooth.y[0], rough.y[0]], [[0, 1, 2], 1, 1]);
  assert(Math.abs(rough.y[1] + 0.75) < 1e-15 && smooth.y[1] === 0.5);
  assertEquals([upper.y[0], lower.y[2]], [0.98, -0.98], "1.96/√4: the shortest signal decides");
  assertEquals([upper.line.dash, lower.line.dash, lower.showlegend], ["dash", "dash", false]);
  assert(titleOf(figure).endsWith("0.5 (smooth), -0.75 (rough)"), titleOf(figure));
  assert(titleOf(figure).startsWith("Autocorrelation of neighbours: "));
  assertSnapshot("correlogram", figure);
});
