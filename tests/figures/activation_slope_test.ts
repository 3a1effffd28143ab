import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Activation,
  gelu,
  hardSigmoid,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "lib/activations.ts";
import { activation } from "lib/activations/from_formula.ts";
import { activationSlope } from "lib/figures/activation_slope.ts";
import { assertSnapshot } from "./snapshot.ts";

type Trace = { name: string; x: number[]; y: number[]; xaxis?: string; showlegend?: boolean };
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("activationSlope: φ on the left, φ′ on the right, one entry in the legend for both", () => {
  const [value, slope, other] = traces(activationSlope([sigmoid, tanh]));
  assertEquals([value.name, slope.name, other.name], ["sigmoid", "sigmoid", "tanh"]);
  assertEquals([value.xaxis, slope.xaxis], [undefined, "x2"]);
  assertEquals([value.showlegend, slope.showlegend], [undefined, false]);
  assertEquals([value.x[0], value.x[120], value.x[240]], [-6, 0, 6]);
  assertEquals(Array.from(value.y), Array.from(value.x, (z) => sigmoid.f(z)));
  assertEquals(Array.from(slope.y), Array.from(value.x, (z) => sigmoid.slope(z)));
});

Deno.test("activationSlope: the title is the finding, of one and of several", () => {
  const title = (...given: Parameters<typeof activationSlope>) =>
    (activationSlope(...given).layout.title as { text: string }).text;
  assertEquals(title(sigmoid), "The slope of sigmoid is at most 0.25, at z = 0");
  assertEquals(title([sigmoid, gelu]), "The steepest slopes: sigmoid 0.25, GELU 1.13");
  assertEquals(title(relu), "The slope of ReLU is at most 1, at z = 0");
  assertEquals(
    title(gelu, { from: -20, to: 20 }),
    "The slope of GELU is at most 1.13, at z = 1.41",
  );
  assertEquals(title(relu, { title: "a < b" }), "a &#60; b");
});

Deno.test("activationSlope: where the steepest place is out of sight, the title says so", () => {
  const title = (activations: Activation[], to: number) =>
    (activationSlope(activations, { from: -to, to }).layout.title as { text: string }).text;
  const shown = "Among the z shown, the slope of";
  assertEquals(title([softplus], 2), `${shown} softplus is at most 0.881, at z = 2`);
  assertEquals(title([silu], 2), `${shown} SiLU is at most 1.09, at z = 2`);
  assertEquals(title([silu], 3), "The slope of SiLU is at most 1.1, at z = 2.4");
  assertEquals(
    title([sigmoid, softplus], 2),
    "The steepest slopes among the z shown: sigmoid 0.25, softplus 0.881",
  );
});

Deno.test("activationSlope: a fast wave is drawn as one, not as the flat line that 241 points would meet", () => {
  for (const formula of ["sin(37.699 z)", "cos(37.699 z)", "sin(18.85 z)"]) {
    const [value, slope] = traces(activationSlope(activation(formula), { from: -20, to: 20 }));
    assert(Math.max(...value.y) > 0.99 && Math.min(...value.y) < -0.99, formula);
    assert(Math.max(...slope.y) > 18 && Math.min(...slope.y) < -18, formula);
    const ends = (x: number[]) => [x[0], x.at(-1)];
    assertEquals(ends(Array.from(value.x)), [-20, 20]);
    assert(Array.from(value.x).every((z, i, all) => i === 0 || z > all[i - 1]));
  }
});

Deno.test("activationSlope: no numbers stand between the panels, where a telephone has no room", () => {
  const { yaxis2, annotations } = activationSlope(tanh).layout as {
    yaxis2: { side?: string };
    annotations: { xanchor: string }[];
  };
  assertEquals(yaxis2.side, "right");
  assertEquals(annotations.map(({ xanchor }) => xanchor), ["left", "right"]);
});

Deno.test("activationSlope: the alt text tells values and slopes; a hostile name stays text", () => {
  assertEquals(
    activationSlope(tanh, { from: 0, to: 2, title: "It saturates" }).alt,
    "It saturates. tanh is 0, 0.76, 0.96 and its slope 1, 0.42, 0.071 at z = 0, 1, 2.",
  );
  const { data, layout } = activationSlope({ ...relu, name: "<img onerror=x>" });
  assert(!JSON.stringify([data, layout]).includes("<img"));
});

Deno.test("activationSlope: mistakes are named", () => {
  assertThrows(() => activationSlope([]), RangeError, "no activation is given");
  assertThrows(() => activationSlope("tanh" as never), TypeError, "without quotes");
  assertThrows(() => activationSlope([tanh, 3] as never), TypeError, "activation is 3");
  assertThrows(() => activationSlope(tanh, { from: NaN }), RangeError, "from is NaN");
  assertThrows(() => activationSlope(tanh, { from: 9 }), RangeError, "z goes from 9 to 6");
});

Deno.test("activationSlope: snapshot", () => {
  assertSnapshot("activation_slope", activationSlope([hardSigmoid, relu]));
});
