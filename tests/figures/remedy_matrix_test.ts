import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { colourScale } from "lib/figures/colour_scale.ts";
import { logarithmic } from "lib/figures/lines.ts";
import { remedyMatrix } from "lib/figures/remedy_matrix.ts";
import { contrast } from "./contrast.ts";
import { assertSnapshot } from "./snapshot.ts";

const outcomes = {
  sigmoid: { none: [2.3, 2.25, 2.5], "batch norm": [0.1, NaN, 0.2] },
  ReLU: { none: [NaN, Infinity, 1], residual: 0.0625 },
};
const options = { title: "Two remedies", worked: (loss: number) => loss < 0.5 };

type Cells = { x: number[]; y: number[]; z: number[][]; text: string[] };
const parts = (figure: { data: readonly unknown[] }) => figure.data as Cells[];

Deno.test("remedyMatrix: medians by row and column, a lost seed as an infinite one", () => {
  const [map, text] = parts(remedyMatrix(outcomes, options));
  assertEquals(map.z.map((row) => Array.from(row)), [[2.3, 0.2, NaN], [NaN, NaN, 0.0625]]);
  assertEquals(text.text, ["✗<br>2.3", "✓<br>0.2", "✗<br>∞", "✓<br>0.063"]);
  assertEquals([text.x, text.y], [[0, 1, 0, 2], [0, 0, 1, 1]]);
});

Deno.test("remedyMatrix: the alt text tells what worked and what did not", () => {
  assertEquals(
    remedyMatrix(outcomes, options).alt,
    "Two remedies. Median loss: sigmoid worked with batch norm (0.2); not with none (2.3). " +
      "ReLU worked with residual (0.063); not with none (∞).",
  );
  assertStringIncludes(
    JSON.stringify(remedyMatrix(outcomes, options).layout),
    "median loss<br>✓ worked, ✗ did not, ∞ not finite",
  );
});

/** Viridis as Plotly draws it: stops at even distances. */
const viridis =
  "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 " +
  "5ec962 84d44b addc30 d8e219 fde725";

Deno.test("the text of a cell is readable on every colour of viridis, in linear and in log steps", () => {
  const stops = viridis.split(" ");
  for (const logarithm of [false, true]) {
    const values = stops.map((_, i) => logarithm ? 2 ** i : i);
    const scale = colourScale(logarithm ? logarithmic("loss") : "loss", values);
    stops.forEach((stop, i) => {
      const text = scale.textColour(values[i]) === "black" ? "#000000" : "#ffffff";
      const reached = contrast(text, `#${stop}`);
      assert(reached >= 4.4, `${text} on #${stop} has a contrast of ${reached.toFixed(2)}`);
    });
    assertEquals(scale.textColour(NaN), "#1f1f1f", "on the paper stands ink");
  }
});

Deno.test("remedyMatrix: hostile names stay text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const figure = remedyMatrix({ [hostile]: { [hostile]: 1 } }, {
    ...options,
    title: hostile,
    z: hostile,
  });
  assert(!JSON.stringify([figure.data, figure.layout]).includes("<img"));
});

Deno.test("remedyMatrix: mistakes are named", () => {
  const thrown = (
    outcomes: unknown,
    change: object,
    message: string,
    kind: ErrorConstructor = TypeError,
  ) =>
    assertThrows(() => remedyMatrix(outcomes as never, { ...options, ...change }), kind, message);
  thrown({}, {}, "there are no outcomes", RangeError);
  thrown(3, {}, "the options are 3; give an object such as");
  thrown(outcomes, { worked: 0.5 }, "worked is 0.5; give a function such as (loss) => loss < 0.5");
  thrown({ a: { b: [] } }, {}, '"a" with "b" is a value of type Array');
  thrown({ a: { b: "1" } }, {}, '"a" with "b" is "1"');
  thrown({ a: 3 }, {}, 'the row "a" is 3');
});

Deno.test("remedyMatrix: snapshot", () => {
  assertSnapshot("remedy_matrix", remedyMatrix(outcomes, { ...options, z: logarithmic("loss") }));
});
