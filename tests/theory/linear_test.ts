import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { conditionNumber, descentRate, descentSteps, twoLayerLinear } from "../../lib/theory.ts";

/** Gradient descent on ½·(λ₁e₁² + λ₂e₂²) at the best rate, from e = (1, 1) in the scale of the loss. */
function countedSteps(small: number, large: number, reduction: number): number {
  const rate = 2 / (small + large);
  let first = 1, second = 1, steps = 0;
  while (Math.max(Math.abs(first), Math.abs(second)) > reduction) {
    first -= rate * small * first;
    second -= rate * large * second;
    steps++;
  }
  return steps;
}

Deno.test("steps of the two-input model: 1, 346, 34,539, and counted", () => {
  assertEquals([1, 100, 1e4].map((condition) => descentSteps(condition, 1e-3)), [1, 346, 34539]);
  for (const [s1, s2] of [[1, 3], [2, 0.5], [1, 10], [0.1, 10]]) {
    const condition = conditionNumber(s1, s2);
    const steps = countedSteps(Math.min(s1, s2) ** 2, Math.max(s1, s2) ** 2, 1e-3);
    assertAlmostEquals(descentSteps(condition, 1e-3), steps, 0.5);
  }
  assertEquals([conditionNumber(1, 10), conditionNumber(10, 1), descentRate(3)], [100, 100, 0.5]);
  assertEquals(descentSteps(7, 1), 0);
});

Deno.test("the two-layer linear net learns along Saxe's curve", () => {
  const strength = 3, start = 1e-4, rate = 1e-3;
  let first = Math.sqrt(start), second = Math.sqrt(start), worst = 0;
  for (let step = 0; step <= 4000; step++) {
    worst = Math.max(
      worst,
      Math.abs(first * second - twoLayerLinear(step * rate, strength, start)),
    );
    const error = strength - first * second;
    [first, second] = [first + rate * error * second, second + rate * error * first];
  }
  // Steps of 1e-3 instead of a flow cost 9e-3; halving the exponent would cost 3.
  assertAlmostEquals(worst, 9e-3, 2e-3);
  assertAlmostEquals(twoLayerLinear(0, strength, start), start, 1e-18);
  assertEquals(twoLayerLinear(1e6, strength, start), strength);
});

Deno.test("linear theory refuses what is out of range", () => {
  assertThrows(() => conditionNumber(0, 1), RangeError, "first is 0");
  assertThrows(() => conditionNumber(1, -1), RangeError, "second is -1");
  assertThrows(() => descentRate(0.5), RangeError, "condition is 0.5");
  assertThrows(() => descentSteps(2, 0), RangeError, "reduction is 0");
  assertThrows(() => twoLayerLinear(-1, 1, 1), RangeError, "time is -1");
  assertThrows(() => twoLayerLinear(1, NaN, 1), RangeError, "strength is NaN");
});
