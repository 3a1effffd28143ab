import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { identity, leakyRelu, relu, sigmoid, tanh } from "../lib/activations.ts";
import { symbolic } from "../lib/symbolic.ts";

const all = [identity, sigmoid, tanh, relu, leakyRelu(), leakyRelu(0.3)];

for (const activation of all) {
  Deno.test(`${activation.name}: the slope is the derivative of the function`, () => {
    for (let z = -6.05; z < 6; z += 0.1) {
      const h = 1e-6, rise = activation.f(z + h) - activation.f(z - h);
      assertAlmostEquals(activation.slope(z), rise / (2 * h), 1e-9);
    }
  });

  Deno.test(`${activation.name}: the formula is the function`, () => {
    const formula = symbolic(activation.formula);
    for (let z = -6.05; z < 6; z += 0.1) {
      assertAlmostEquals(formula.at({ z }), activation.f(z), 1e-15);
    }
  });

  Deno.test(`${activation.name}: safe at the ends of float64, NaN goes through`, () => {
    for (const z of [-1e308, -1e3, -5e-324, -0, 0, 5e-324, 1e3, 1e308]) {
      assert(Number.isFinite(activation.f(z)), `f(${z}) = ${activation.f(z)}`);
      assert(Number.isFinite(activation.slope(z)), `slope(${z}) = ${activation.slope(z)}`);
    }
    if (activation === identity) return; // its slope is 1 whatever z is
    assertEquals([activation.f(NaN), activation.slope(NaN)], [NaN, NaN]);
  });
}

Deno.test("saturated slopes keep their relative accuracy", () => {
  assertAlmostEquals(sigmoid.slope(100) / Math.exp(-100), 1, 1e-12);
  assertAlmostEquals(sigmoid.slope(-700) / Math.exp(-700), 1, 1e-12);
  assertAlmostEquals(tanh.slope(50) / (4 * Math.exp(-100)), 1, 1e-12);
});

Deno.test("slopes at zero, where they are greatest", () => {
  assertEquals([identity, sigmoid, tanh].map((a) => a.slope(0)), [1, 0.25, 1]);
  assertEquals([relu.slope(0), relu.slope(1e-300), leakyRelu(0.2).slope(-1)], [0, 1, 0.2]);
});

Deno.test("leakyRelu refuses what is no slope", () => {
  assertThrows(() => leakyRelu(NaN), RangeError, "leakyRelu: negativeSlope is NaN");
  assertThrows(() => leakyRelu(Infinity), RangeError, "negativeSlope is Infinity");
});
