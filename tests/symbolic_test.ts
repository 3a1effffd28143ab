import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { symbolic } from "../lib/symbolic.ts";

Deno.test("a formula is evaluated, differentiated and typeset", () => {
  const square = symbolic("x^2 + pi");
  assertEquals(square.at({ x: 3 }), 9 + Math.PI);
  assertEquals(square.derivative("x").text, "2 * x");
  assertEquals(square.tex, "{ x}^{2}+\\pi");
  const sigma = symbolic("1 / (1 + exp(-z))").derivative("z");
  assertAlmostEquals(sigma.at({ z: 0 }), 0.25, 1e-15);
});

Deno.test("what is no formula, or has no value, is named", () => {
  assertThrows(() => symbolic("1 + "), SyntaxError, 'symbolic: "1 + " is not a formula');
  assertThrows(
    () => symbolic(3 as unknown as string),
    TypeError,
    "the formula is 3; give it as text",
  );
  assertThrows(() => symbolic("x * y").at({ x: 1 }), RangeError, "y has no value");
});
