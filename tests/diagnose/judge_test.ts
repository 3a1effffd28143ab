import { assertEquals, assertStringIncludes } from "@std/assert";
import { relu, sigmoid, tanh } from "../../lib/activations.ts";
import type { Examination, Probe } from "../../lib/diagnose/examination.ts";
import { judge } from "../../lib/diagnose/judge.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import { shape, slopesOf } from "../../lib/diagnose/slopes.ts";
import type { Vitals } from "../../lib/diagnose/vitals.ts";
import { Matrix } from "../../lib/matrix.ts";

/** Four layers, the last the output, of which all is well but what `change` says. */
function examined(
  change: Partial<Examination> = {},
  layer: (l: number) => Partial<Vitals> = () => ({}),
): Examination {
  const layers = [1, 2, 3, 4].map((l): Vitals => ({
    ...{ layer: l, name: `layer ${l}`, units: 64, activation: 1, spread: 1, delta: 0.1, slope: 1 },
    ...{ saturated: 0, dead: 0, weight: 0.1, weightGradient: 0.1, update: null },
    ...layer(l),
  }));
  const rest = {
    notFinite: null,
    skips: false,
    untrained: true,
    inputs: null,
    likeness: 1,
    cosine: 0,
  };
  return { layers, ...rest, probe: null, ...change };
}

const found = (...made: Parameters<typeof examined>) => {
  const { kind, layer, region } = judge(examined(...made));
  return [kind, layer, region];
};
const only = (l: number, vitals: Partial<Vitals>) => (at: number) => at === l ? vitals : {};

Deno.test("δ: a thousandth is vanishing from the last layer where it is so, back to the first", () => {
  const falls = (end: number) => (l: number) => ({ delta: [end, end, 1, 0.01][l - 1] });
  assertEquals(found({}, falls(0.9e-3)), [kinds.vanishing, 2, [1, 2]]);
  assertEquals(found({}, falls(1.1e-3))[0], kinds.fine);
  assertEquals(found({}, falls(1.1e3)), [kinds.exploding, 2, [1, 2]]);
  assertEquals(found({}, falls(0.9e3))[0], kinds.fine);
});

Deno.test("the spread: vanishing and exploding from the first layer where it is so, to the end", () => {
  const goes = (to: number) => (l: number) => ({ spread: l < 2 ? 1 : to });
  assertEquals(found({}, goes(0.9e-3)), [kinds.vanishing, 2, [2, 3]]);
  assertEquals(found({}, goes(1.1e-3))[0], kinds.fine);
  assertEquals(found({}, goes(1.1e3)), [kinds.exploding, 2, [2, 3]]);
});

Deno.test("dead units: above chance, which knows the width; the output layer has none", () => {
  assertEquals(found({}, only(2, { dead: 0.74 }))[0], kinds.fine); // 64 units: ½ + 4/16 = 0.75
  assertEquals(found({}, only(2, { dead: 0.76 })), [kinds.dead, 2, [2, 2]]);
  assertEquals(found({}, only(2, { dead: 0.99, units: 16 }))[0], kinds.fine);
  assertEquals(found({}, only(3, { dead: 1 })), [kinds.bornDead, 3, [1, 3]]);
  assertEquals(found({ untrained: false }, only(3, { dead: 1 }))[0], kinds.dead);
});

Deno.test("saturated from a half on; beside a skip connection from 95 % on", () => {
  assertEquals(found({}, only(2, { saturated: 0.51 })), [kinds.saturated, 2, [2, 2]]);
  assertEquals(found({}, only(2, { saturated: 0.49 }))[0], kinds.fine);
  assertEquals(found({ skips: true }, only(2, { saturated: 0.94 }))[0], kinds.fine);
  assertEquals(found({ skips: true }, only(2, { saturated: 0.96 }))[0], kinds.saturated);
});

Deno.test("a cause is named before its effect", () => {
  const inputs = {
    condition: 1e4,
    deviations: [1, 100] as const,
    offset: 0,
    spread: 1,
  };
  const stuck = only(1, { saturated: 0.9 });
  assertEquals(found({ inputs }, stuck)[0], kinds.illConditioned);
  assertEquals(
    found({ inputs, notFinite: { of: "input", place: "in the input" } }, stuck)[0],
    kinds.nonFinite,
  );
  assertEquals(found({ likeness: 0.1 }, stuck)[0], kinds.saturated);
  assertEquals(found({ likeness: 0.1 })[0], kinds.shattered);
  assertEquals(found({ likeness: NaN })[0], kinds.fine); // no gradient at all to compare
});

const probed = (after: number, more: Partial<Probe> = {}) => ({
  probe: {
    rate: 1,
    steps: 10,
    before: 2,
    after,
    ill: null,
    sound: 0.1,
    standardised: false,
    ...more,
  },
});

Deno.test("a probe: a loss that does not come down is exploding, one that rests is not", () => {
  assertEquals(found(probed(1.9))[0], kinds.fine);
  assertEquals(found(probed(2.1)), [kinds.exploding, 4, [1, 4]]);
  for (const after of [2, 2.001, 1.999]) {
    const { kind, evidence } = judge(examined(probed(after, { sound: 1 })));
    assertEquals(kind, kinds.fine);
    assertStringIncludes(evidence.join(" "), "They hardly move it: the rate may be far too small");
  }
});

Deno.test("a probe: what ails the network after the steps is named, and the sound rate", () => {
  const ill = { kind: kinds.dead, layer: 2, region: [2, 2] as const, evidence: ["So it is."] };
  const { kind, layer, region, evidence } = judge(examined(probed(1, { ill })));
  assertEquals([kind, layer, region], [kinds.dead, 2, [2, 2]]);
  assertEquals(evidence, [
    "10 steps of plain descent at the rate 1 bring the loss from 2 to 1.",
    "At the rate 0.1 it would fall at each step.",
    "Then: So it is.",
  ]);
  assertEquals(found(probed(3, { ill }))[0], kinds.exploding);
  const told = (sound: number | null) => judge(examined(probed(1, { sound }))).evidence.join(" ");
  assertStringIncludes(told(0.1), "At the rate 0.1 it would");
  for (const sound of [1, null]) assertEquals(told(sound).includes("would fall"), false);
});

Deno.test("what standardising would do is told by its name", () => {
  const inputs = { condition: 42, deviations: [1, 9] as const, offset: 0, spread: 1 };
  const told = (change: Partial<Examination>) => judge(examined(change)).evidence.join(" ");
  assertStringIncludes(
    told({ inputs }),
    "Standardising the inputs would better the condition of the first layer by a factor of 42.",
  );
  const would = "With standardised inputs the network would bear this rate.";
  for (const standardised of [true, false]) {
    const { evidence } = judge(examined(probed(3, { standardised })));
    assertEquals(evidence.includes(would), standardised);
  }
});

Deno.test("an update may be as long as the weights", () => {
  assertEquals(found({}, only(2, { update: 0.11 }))[0], kinds.exploding);
  assertEquals(found({}, only(2, { update: 0.09 }))[0], kinds.fine);
  assertEquals(found({}, only(2, { update: 1, weight: 0 }))[0], kinds.fine); // begins at 0
});

Deno.test("what is fine is told with the cosine between examples, which has no mark of its own", () => {
  const { kind, evidence } = judge(examined({ cosine: 0.99791 }));
  assertEquals(kind, kinds.fine);
  assertStringIncludes(
    evidence.join(" "),
    "with a mean cosine of 0.9979; at 1 it cannot tell them",
  );
  assertEquals(judge(examined({ cosine: NaN })).evidence.length, evidence.length - 1);
});

Deno.test("the evidence gives the factor a layer", () => {
  const { evidence } = judge(examined({}, (l) => ({ delta: [1e-6, 1e-3, 1, 1][l - 1] })));
  assertStringIncludes(
    evidence[0],
    "from 1 at layer 3 to 1e-6 at layer 1, a factor of 0.001 a layer",
  );
});

Deno.test("slopes: what is flat is a share of the activation's own greatest slope", () => {
  assertEquals([sigmoid, tanh, relu].map((one) => shape(one).flatEnds), [2, 2, 1]);
  assertEquals(shape(sigmoid).greatest, 0.25);
  // tanh′ is 0.05 at |z| = 2.178, sigmoid′ a twentieth of ¼ at |z| = 4.36
  const at = (...z: number[]) => Matrix.from([z]);
  assertEquals(slopesOf(tanh, at(0, 2.1, 2.2, -9)).saturated, 0.5);
  assertEquals(slopesOf(sigmoid, at(0, 4.3, 4.4, -9)).saturated, 0.5);
  assertEquals(slopesOf(tanh, at(9)).dead, null);
  // units: always off, once on, always on
  const { dead, saturated } = slopesOf(relu, Matrix.from([[-1, -1, 1], [-2, 1, 2]]));
  assertEquals([dead, saturated], [1 / 3, null]);
});
