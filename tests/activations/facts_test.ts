import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  elu,
  gelu,
  hardSigmoid,
  identity,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../../lib/activations.ts";
import { activationFacts } from "../../lib/activations/facts.ts";
import { activation } from "../../lib/activations/from_formula.ts";

// Name, range, greatest slope and where, slope at 0, gain: as published or from their formulas.
const SELU_STEEP = 1.0507009873554805 * 1.6732632423543772;
const known = [
  [identity, [-Infinity, Infinity], 1, 0, 1, 1],
  [sigmoid, [0, 1], 0.25, 0, 0.25, 1.8462],
  [tanh, [-1, 1], 1, 0, 1, 1.5925],
  [relu, [0, Infinity], 1, 0, 0, Math.SQRT2],
  [elu(), [-1, Infinity], 1, 0, 1, 1.2452],
  [selu, [-1.7580993408473766, Infinity], SELU_STEEP, 0, SELU_STEEP, 1],
  [gelu, [-0.16997120747990369, Infinity], 1.128904145, Math.SQRT2, 0.5, 1.5335],
  [silu, [-0.27846454276107380, Infinity], 1.099839320, 2.39935728, 0.5, 1.6765],
  [softplus, [0, Infinity], 1, Infinity, 0.5, 1.0419],
  [hardSigmoid, [0, 1], 1 / 6, 0, 1 / 6, 1.8978],
] as const;

for (const [value, [low, high], steepest, at, atZero, gain] of known) {
  Deno.test(`facts of ${value.name}`, () => {
    const facts = activationFacts(value);
    assertAlmostEquals(facts.range[0], low, 1e-10);
    assertAlmostEquals(facts.range[1], high, 1e-10);
    assertAlmostEquals(facts.maximumSlope, steepest, 1e-9);
    assertAlmostEquals(facts.maximumSlopeAt, at, 2e-4);
    assert(!facts.range.some((end) => Object.is(end, -0)));
    assertEquals(facts.slopeAtZero, atZero);
    assertAlmostEquals(facts.gain, gain, 5e-5);
  });
}

Deno.test("facts: what grows ever more slowly is without bound, what tends to a value is not", () => {
  const { range } = activationFacts(activation("sign(z) * log(1 + abs(z))"));
  assertEquals(range, [-Infinity, Infinity]);
  assertEquals(activationFacts(activation("z / (1 + abs(z))")).range, [-1, 1]);
});

Deno.test("facts: a range that ends at 0, and a steep sigmoid's, have bounds", () => {
  const ranges: [string, number, number][] = [
    ["1 / (1 + z^2)", 0, 1],
    ["1 / (1 + abs(z))", 0, 1],
    ["-1 / (1 + abs(z))", -1, 0],
    ["exp(-100 * z^2)", 0, 1],
    ["1 / (1 + exp(-5 z))", 0, 1],
    ["1 / (1 + exp(-3 z)) - 0.5", -0.5, 0.5],
  ];
  for (const [formula, low, high] of ranges) {
    assertEquals(activationFacts(activation(formula)).range, [low, high], formula);
  }
  const [low, high] = activationFacts(activation("z / (1 + exp(-1.702 * z))")).range;
  assertAlmostEquals(low, -0.27846454276107380 / 1.702, 1e-10); // SiLU's least, stretched
  assertEquals(high, Infinity);
});

Deno.test("facts: of a wave's crests, the place of greatest slope is the one nearest to 0", () => {
  for (const [formula, at] of [["cos(z)", Math.PI / 2], ["cos(3 z)", Math.PI / 6]] as const) {
    const { maximumSlope, maximumSlopeAt } = activationFacts(activation(formula));
    assertAlmostEquals(Math.abs(maximumSlopeAt), at, 1e-4);
    assertAlmostEquals(maximumSlope, formula === "cos(z)" ? 1 : 3, 1e-9);
  }
});

Deno.test("facts: E[φ′²], and the typeset formula", () => {
  const squares = [sigmoid, tanh, relu, selu].map((a) => activationFacts(a).meanSquareSlope);
  [0.0448, 0.4644, 0.5, 1.0716].forEach((e, i) => assertAlmostEquals(squares[i], e, 5e-5));
  assert(activationFacts(sigmoid).tex.startsWith("\\frac{1}{1+\\exp"));
});

Deno.test("facts of a learner's own activation are those of the same one in lib", () => {
  const own = activationFacts(activation("x / (1 + exp(-x))")), ours = activationFacts(silu);
  assertAlmostEquals(own.gain, ours.gain, 1e-13);
  assertAlmostEquals(own.maximumSlope, ours.maximumSlope, 1e-13);
  assertAlmostEquals(own.range[0], ours.range[0], 1e-13);
});
