import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { exp, log, tanh } from "../lib/elementary.ts";
import { symbolic } from "../lib/symbolic.ts";

Deno.test("a formula is evaluated, differentiated and typeset", () => {
  const square = symbolic("x^2 + pi");
  assertEquals(square.at({ x: 3 }), 9 + Math.PI);
  assertEquals(square.derivative("x").text, "2 * x");
  assertEquals(square.tex, "{ x}^{2}+\\pi");
  const sigma = symbolic("1 / (1 + exp(-z))").derivative("z");
  assertAlmostEquals(sigma.at({ z: 0 }), 0.25, 1e-15);
  assert(symbolic("erf(x)").tex.startsWith("\\operatorname{erf}"));
  assertEquals(symbolic("1.0507009873554805 * x + 0.044715").tex, "1.0507\\cdot x+0.044715");
  assertEquals(symbolic("x + -2").tex, " x-2");
  assertEquals(symbolic("a * exp(b) + pi * e - a").variables, ["a", "b"]);
});

Deno.test("what is no formula, or has no value, is named", () => {
  assertThrows(() => symbolic("1 + "), SyntaxError, 'symbolic: "1 + " is not a formula');
  assertThrows(
    () => symbolic(3 as unknown as string),
    TypeError,
    "the formula is 3; give it as text",
  );
  assertThrows(() => symbolic("x * y").at({ x: 1 }), RangeError, "y has no value");
  assertThrows(() => symbolic("toString + x").at({ x: 1 }), RangeError, "toString has no value");
  assertThrows(() => symbolic("config({})"), SyntaxError, '"config" is not a function here');
});

Deno.test("values have the bits of this lib's own functions", () => {
  for (let x = -5.3; x < 6; x += 0.1) {
    assertEquals(symbolic("exp(x) + tanh(x)").at({ x }), exp(x) + tanh(x));
    assertEquals(symbolic("log(x^2)").at({ x }), log(x * x));
  }
});

Deno.test("what overflows or underflows on the way is right in the end", () => {
  const cases: [string, number, number][] = [
    ["exp(x) / exp(x - 1)", 1000, Math.E],
    ["exp(-x) * exp(x + 2)", 1e5, Math.exp(2)],
    ["log(exp(x) + exp(x))", 2000, 2000 + Math.LN2],
    ["sqrt(exp(x)) / exp(x / 2)", 3001, 1],
    ["(exp(x) - exp(-x)) / (exp(x) + exp(-x))", 1e6, 1],
    ["x^100 / x^99", 1e8, 1e8],
    ["exp(-x^2) * exp(x^2 + 1)", 40, Math.E],
    ["cosh(x) / sinh(x) + sech(x) * cosh(x)", 5000, 2],
    ["log(1 + exp(-x)) * exp(x)", 800, 1],
    ["(exp(exp(-x)) - 1) * exp(x)", 900, 1],
    ["tanh(exp(-x)) * exp(x) + sin(exp(-x)) * exp(x) + atan(exp(-x)) * exp(x)", 800, 3],
    ["erf(exp(-x)) * exp(x)", 800, 2 / Math.sqrt(Math.PI)],
    ["abs(-exp(x)) / max(exp(x), 1)", 720, 1],
    ["exp(x)^2.5 / exp(2.5 x)", 900, 1],
    ["exp(x)^-3 * exp(3 x)", 900, 1],
    ["exp(x) > 1 ? exp(x) / exp(x) : 7", 900, 1],
    ["x * 1e-300 * 1e-300 * 1e300 * 1e300", 3, 3],
    ["exp(x)", 1000, Infinity],
    ["-exp(x)", 1000, -Infinity],
    ["exp(-x)", 1000, 0],
    ["1 / x", 0, Infinity],
    ["x / x", 0, NaN],
    ["log(-x)", 1, NaN],
    ["exp(x) - exp(x)", 1000, 0],
    ["1 / (1 + exp(-5 x))", 1e18, 1],
    ["1 / (1 + exp(-5 x))", -1e18, 0],
    ["5 exp(-5 x) / (1 + exp(-5 x))^2", -1e18, 0],
    ["exp(-1.7 x)", 1.7e308, 0],
    ["exp(x) * exp(-x / 2)", 1e300, Infinity],
  ];
  for (const [text, x, value] of cases) {
    const at = symbolic(text).at({ x });
    assert(
      Object.is(at, value) || Math.abs(at / value - 1) < 3e-12,
      `${text} at ${x}: ${at}, not ${value}`,
    );
  }
});

Deno.test("derivatives of parts that mathjs does not know", () => {
  const cases: [string, number, number][] = [
    ["abs(x^3)", -2, -12],
    ["max(x, x^2, 3)", 4, 8],
    ["max(x, x^2, 3)", 1.5, 0],
    ["min(x, x^2, 3)", 0.5, 1],
    ["max(x^2, abs(x)) * sin(min(x, 1))", 0.5, Math.sin(0.5) + 0.5 * Math.cos(0.5)],
    ["erf(2 x)", 0, 4 / Math.sqrt(Math.PI)],
    ["sign(x) * x", 3, 1],
    ["x < 1 ? x^2 : 2 x - 1", 0.5, 1],
    ["x < 1 ? x^2 : 2 x - 1", 5, 2],
    ["exp(x >= 0 ? x : -x)", -1, -Math.E],
    ["(x <= 0 ? 0 : x)^3", 2, 12],
  ];
  for (const [text, x, slope] of cases) {
    assertAlmostEquals(symbolic(text).derivative("x").at({ x }), slope, 1e-13, text);
  }
});

/** Formulas made at random of everything that is allowed and smooth enough between −2 and 2. */
const formulas = fc.letrec<{ formula: string }>((tie) => {
  const part = tie("formula"), one = (name: string) => part.map((a) => `${name}(${a})`);
  return {
    formula: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom("x", "x", "1", "0.5", "2", "pi"),
      fc.constantFrom("tanh", "sin", "cos", "atan", "erf", "sech", "abs").chain(one),
      part.map((a) => `exp(-(${a})^2)`),
      part.map((a) => `log(1 + exp(sin(${a})))`),
      part.map((a) => `sqrt(1 + (${a})^2)`),
      part.map((a) => `sinh(tanh(${a})) / cosh(tanh(${a}))`),
      fc.tuple(part, part).map(([a, b]) => `(${a} + ${b})`),
      fc.tuple(part, part).map(([a, b]) => `(${a} - ${b})`),
      fc.tuple(part, part).map(([a, b]) => `(${a}) * (${b})`),
      fc.tuple(part, part).map(([a, b]) => `(${a}) / (2 + (${b})^2)`),
      fc.tuple(part, part).map(([a, b]) => `max(${a}, ${b})`),
      fc.tuple(part, part).map(([a, b]) => `min(${a}, ${b})`),
      fc.tuple(part, part, part).map(([a, b, c]) => `((${a}) > ${c} ? ${a} : ${b})`),
    ),
  };
}).formula.filter((text) => text.length <= 200);

Deno.test("500 random formulas: the derivative is the slope wherever there is one", () => {
  let compared = 0;
  fc.assert(
    fc.property(formulas, fc.double({ min: -2, max: 2, noNaN: true }), (text, x) => {
      const f = symbolic(text), slope = f.derivative("x");
      const difference = (h: number) => (f.at({ x: x + h }) - f.at({ x: x - h })) / (2 * h);
      const wide = difference(1e-5), narrow = difference(2e-6);
      if (!(Math.abs(wide - narrow) < 1e-6 * (1 + Math.abs(wide)))) return; // a corner, or a step
      const bend = f.at({ x: x + 1e-5 }) + f.at({ x: x - 1e-5 }) - 2 * f.at({ x });
      if (Math.abs(bend) > 1e-7) return; // a corner just here
      compared++;
      const exact = slope.at({ x });
      assert(
        Math.abs(exact - wide) < 1e-5 * (1 + Math.abs(wide)),
        `${text} at ${x}: ${exact}, ${wide}`,
      );
    }),
    { numRuns: 500, seed: 1 },
  );
  assert(compared > 400, `${compared} compared`);
});
