import { assert, assertEquals } from "@std/assert";
import { log1p } from "../lib/log1p.ts";
import { Random } from "../lib/random.ts";

Deno.test("log1p is right to 1e-15 relatively, from 1e-300 to 1e300", () => {
  const random = new Random(1);
  for (let i = 0; i < 20_000; i++) {
    const u = 10 ** random.uniform(-300, i % 2 === 0 ? 300 : 1);
    assert(Math.abs(log1p(u) / Math.log1p(u) - 1) < 1e-15, `log1p(${u}) = ${log1p(u)}`);
    const negative = -(10 ** random.uniform(-20, -1e-3));
    assert(Math.abs(log1p(negative) / Math.log1p(negative) - 1) < 1e-15, `log1p(${negative})`);
  }
});

Deno.test("log1p at its special values", () => {
  assert(Object.is(log1p(-0), -0));
  assertEquals([0, 5e-324, -1, -2, Infinity, NaN].map(log1p), [
    0,
    5e-324,
    -Infinity,
    NaN,
    Infinity,
    NaN,
  ]);
});
