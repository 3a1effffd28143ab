import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type Activation,
  elu,
  gelu,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../../lib/activations.ts";
import { activationFacts } from "../../lib/activations/facts.ts";
import { activation } from "../../lib/activations/from_formula.ts";
import { gradientCheck } from "../../lib/check.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";

const same: [string, Activation][] = [
  ["x", identity],
  ["1/(1+exp(-x))", sigmoid],
  ["1 / (1 + e^-t)", sigmoid],
  ["tanh(u)", tanh],
  ["max(0, x)", relu],
  ["x > 0 ? x : 0.01x", leakyRelu()],
  ["max(x, 0.01 * x)", leakyRelu()],
  ["(y >= 0) ? y : exp(y) - 1", elu()],
  ["log(1 + exp(σ))", softplus],
  ["x / (1 + exp(-x))", silu],
  ["x * (1 + erf(x / sqrt(2))) / 2", gelu],
  ["min(1, max(0, x / 6 + 0.5))", hardSigmoid],
];
for (const [formula, ours] of same) {
  Deno.test(`activation("${formula}") is ${ours.name}, saturated too`, () => {
    const made = activation(formula);
    for (const z of [-1e6, -1000, -700, -500, -40, -20, -3.3, -1, -1e-9, 1e-9, 0.7, 4, 30, 900]) {
      const near = (own: number, known: number, what: string) =>
        assert(
          Math.abs(own - known) <=
            1e-12 * Math.abs(known) + (ours === gelu ? 1e-16 : 0) * Math.abs(z),
          `${what}(${z}) = ${own}, not ${known}`,
        );
      near(made.f(z), ours.f(z), "f");
      near(made.slope(z), ours.slope(z), "slope");
    }
    assertEquals([made.f(NaN), ours === identity ? NaN : made.slope(NaN)], [NaN, NaN]);
  });
}

Deno.test("names and formulas of what a learner made", () => {
  const mish = activation("x * tanh(log(1 + exp(x)))");
  assertEquals(mish.name, "x * tanh(log(1 + exp(x)))");
  assertEquals(mish.formula, "z * tanh(log(1 + exp(z)))");
  assertEquals(activation("exp(-ex^2)*ex + 1e-3ex").formula, "exp(-z^2)*z + 1e-3z");
  assertEquals(activation("x^2", "square").name, "square");
  assertAlmostEquals(mish.f(1), 0.8650983882673103, 1e-15); // published
  assertEquals(mish.slope(0), 0.6); // tanh(ln 2)
});

Deno.test("a formula of nearly 200 characters without spaces can be read again, and has its facts", () => {
  const sum = "x/9" + "+x/9".repeat(21);
  const made = activation(`(${sum})+(${sum})`); // 179 of them; 355 with a space around each sign
  assertEquals(activation(made.formula).f(2), made.f(2));
  assertAlmostEquals(activationFacts(made).slopeAtZero, 44 / 9, 1e-13);
});

Deno.test("a network of a learner's activation has right gradients", () => {
  const random = new Random(1);
  const x = Matrix.generate(5, 3, () => random.normal());
  const y = Matrix.generate(5, 1, () => random.normal());
  for (const formula of ["x * tanh(log(1 + exp(x)))", "x + sin(x)^2", "x / (1 + abs(x))"]) {
    const network = mlp({
      inputs: 3,
      width: 6,
      depth: 3,
      outputs: 1,
      activation: activation(formula),
      weights: xavierNormal,
      seed: 2,
    });
    assert(gradientCheck(network, x, y, meanSquaredError) < 1e-7, formula);
  }
});

/** The formula, and in the lines under the message what the carets point at. */
const refused: [
  string,
  typeof SyntaxError | typeof RangeError | typeof TypeError,
  RegExp,
  string?,
][] = [
  ["config({})", SyntaxError, /"config" is not a function here; use exp, log/, "config"],
  ["import(x)", SyntaxError, /"import" is not a function/, "import"],
  ["constructor", SyntaxError, /"constructor" has no place/, "constructor"],
  ["x.constructor", SyntaxError, /"\." has no place/, "."],
  ["x['a']", SyntaxError, /"\[" has no place/, "["],
  ["99999999!", SyntaxError, /"!" has no place/, "!"],
  ["x = 3", SyntaxError, /"=" has no place/, "="],
  ["x == 3 ? 1 : 2", SyntaxError, /"=" has no place/, "="],
  ["f(x) = x", SyntaxError, /"f" is not a function/, "f"],
  ['"text"', SyntaxError, /has no place/, '"'],
  ["[1, 2] * x", SyntaxError, /has no place/, "["],
  ["{a: x}", SyntaxError, /has no place/, "{"],
  ["x; x", SyntaxError, /";" has no place/, ";"],
  ["x % 2", SyntaxError, /"%" has no place/, "%"],
  ["x mod 2", SyntaxError, /"mod" has no place/, "mod"],
  ["x to cm", SyntaxError, /"to" has no place/, "to"],
  ["x and x", SyntaxError, /"and" has no place/, "and"],
  ["not x", SyntaxError, /"not" has no place/, "not"],
  ["true * x", SyntaxError, /"true" has no place/, "true"],
  ["Infinity * x", SyntaxError, /"Infinity" has no place/, "Infinity"],
  ["__proto__", SyntaxError, /"_" has no place/, "_"],
  ["eval(x)", SyntaxError, /"eval" is not a function/, "eval"],
  ["hasOwnProperty(x)", SyntaxError, /is not a function/, "hasOwnProperty"],
  ["x / (1 + expp(-x))", SyntaxError, /"expp" is not a function/, "expp"],
  ["x + x(2)", SyntaxError, /x is no function; for a product write x \* /, "x"],
  ["sin x", SyntaxError, /sin needs its argument in parentheses: sin\(x\)/, "sin"],
  ["x * y + 1", SyntaxError, /"y" is a second variable beside "x"; use one/, "y"],
  ["sqrt(-1)", SyntaxError, /has no variable/],
  ["3 + pi", SyntaxError, /has no variable/],
  ["", SyntaxError, /the formula is empty/],
  ["x +", SyntaxError, /"x \+" is not a formula: Unexpected end/],
  ["(x", SyntaxError, /Parenthesis \) expected/],
  ["x + * 2)", SyntaxError, /is not a formula: Value expected/],
  ["max(x)", SyntaxError, /max takes two arguments or more/],
  ["log(x, 2)", SyntaxError, /log takes one argument/],
  ["x > 0", SyntaxError, /a comparison has its place in/],
  ["0 < x < 1 ? x : 2", SyntaxError, /a comparison has its place in/],
  ["x ? 1 : 2", SyntaxError, /a comparison has its place in/],
  ["1e999 * x", SyntaxError, /1e999 is too large/, "1e999"],
  ["x".padEnd(201), SyntaxError, /201 characters; the most is 200/],
  ["exp(".repeat(39) + "x" + ")".repeat(39), SyntaxError, /nested more than 30 levels/],
  ["x^".repeat(99) + "x", SyntaxError, /nested more than 30 levels/],
  [3 as unknown as string, TypeError, /the formula is 3; give it as text/],
  [{ toString: () => "x" } as unknown as string, TypeError, /of type Object; give it as text/],
  ["2 + 1 / x", RangeError, /1 \/ x is Infinity at x = 0; give a formula that is finite/, "1 / x"],
  ["x * log(x) + 1", RangeError, /log\(x\) is -Infinity at x = 0/, "log(x)"],
  ["x * sqrt(x - 5)", RangeError, /sqrt\(x - 5\) is NaN at x = 0/, "sqrt(x - 5)"],
  ["x * (1 + x)^2.5", RangeError, /is NaN at x = -2/, "(1 + x)^2.5"],
  ["exp(x)", RangeError, /exp\(x\) is Infinity at x = 1000/, "exp(x)"],
  ["sqrt(abs(x))", RangeError, /the slope of this formula is NaN at x = 0/, "sqrt(abs(x))"],
  ["9^9^9^9^9 + x", RangeError, /9\^9\^9 is Infinity at x = 0/, "9^9^9"],
  ["sin(10000000 * x)", RangeError, /changes too fast/],
];
Deno.test("formulas are refused in milliseconds, pointing at the offending part", () => {
  for (const [formula, type, message, part] of refused) {
    const start = performance.now();
    const error = assertThrows(() => activation(formula), type) as Error;
    const milliseconds = performance.now() - start;
    assert(message.test(error.message), error.message);
    assert(milliseconds < 500, `${formula}: ${milliseconds} ms`);
    const [, line, marks] = error.message.split("\n");
    if (part === undefined) continue;
    assertEquals(line.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1), part);
  }
});

Deno.test("the slowest formula of 200 characters that is let through takes under a second", () => {
  const slow = [
    "tanh(x*".repeat(14) + "x" + ")".repeat(14),
    "max(x,".repeat(24) + "x" + ")".repeat(24),
    "1/(2+".repeat(14) + "x^2" + ")".repeat(14),
  ];
  for (const formula of slow) {
    const start = performance.now();
    activation(formula);
    assert(performance.now() - start < 2000, `${formula}: ${performance.now() - start} ms`);
  }
});
