/** Formulas written out as JavaScript give the bits of formulas as nested functions. */
import { assert, assertEquals } from "@std/assert";
import { activation, Random, symbolic } from "../../lib/mod.ts";
import { writtenOut } from "../../lib/symbolic/code.ts";

const FORMULAS = [
  "x / (1 + abs(x))",
  "x * tanh(log(1 + exp(x)))",
  "x > 0 ? x : exp(x) - 1",
  "max(0, x, x^3 - 2) + min(-1.5, x)",
  "1 / (1 + exp(-x))",
  "x * (1 + erf(x / sqrt(2))) / 2 - sech(x) ^ 2 * sin(x) / cosh(x / 9) + cos(atan(x)) * sinh(x / 50)",
  "x <= 1 ? (x < -1 ? sign(x) : x ^ 1.5 * 0 + x) : (x >= 3 ? 3 : x)",
];

/** As on a page whose rules forbid code that is made on the fly. */
function withoutCode<T>(make: () => T): T {
  const original = globalThis.Function;
  globalThis.Function = class {
    constructor() {
      throw new EvalError("refused");
    }
  } as unknown as FunctionConstructor;
  try {
    return make();
  } finally {
    globalThis.Function = original;
  }
}

Deno.test("a formula's code gives the same bits as its nested functions", () => {
  const random = new Random(1), places = [0, -0, 1, -1, 1e-300, 750, -750, Infinity, NaN];
  for (let i = 0; i < 2000; i++) places.push(random.normal() * 10 ** (i % 4 - 1));
  for (const text of FORMULAS) {
    const fast = symbolic(text), slow = withoutCode(() => symbolic(text));
    const [bend, slowBend] = [fast.derivative("x"), withoutCode(() => slow.derivative("x"))];
    for (const x of places) {
      assert(Object.is(fast.at({ x }), slow.at({ x })), `${text} at ${x}`);
      assert(Object.is(bend.at({ x }), slowBend.at({ x })), `the slope of ${text} at ${x}`);
    }
  }
});

Deno.test("where code made on the fly is forbidden, formulas work nevertheless", () => {
  assertEquals(withoutCode(() => writtenOut(() => "0")), null);
  assertEquals(withoutCode(() => activation("x / (1 + abs(x))")).f(-3), -0.75);
});

Deno.test("nothing of a formula's text gets into its code", () => {
  const texts = ["values", "numbers * 2", "t0 + 1", "add ^ 2"];
  for (const text of texts) {
    const name = text.split(" ")[0];
    assert(Number.isFinite(symbolic(text).at({ [name]: 2 })), text);
  }
});
