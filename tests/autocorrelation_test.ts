import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { autocorrelation } from "../lib/autocorrelation.ts";
import { Random } from "../lib/random.ts";

Deno.test("autocorrelation of a short signal, by hand", () => {
  // Mean 2, deviations −1 1 −1 1: sums of products 4, −3, 2, −1.
  const r = autocorrelation([1, 3, 1, 3], 3);
  [1, -0.75, 0.5, -0.25].forEach((value, lag) => assertAlmostEquals(r[lag], value, 1e-15));
});

Deno.test("white noise stays within 1.96/√n in about 95 of 100 lags; a random walk does not", () => {
  const random = new Random(3), noise = Float64Array.from({ length: 1000 }, () => random.normal());
  const r = autocorrelation(noise, 100), bound = 1.96 / Math.sqrt(1000);
  const inside = r.subarray(1).filter((value) => Math.abs(value) < bound).length;
  assert(inside >= 90 && inside <= 100, `${inside}`);
  let at = 0;
  const walk = noise.map((step) => at += step);
  assert(autocorrelation(walk, 1)[1] > 0.95);
});

Deno.test("the size of the signal does not matter, down to 1e-300 and up to 1e300", () => {
  const values = [1, 5, 2, -3, 0.5], r = autocorrelation(values, 4);
  for (const size of [1e-300, 1e300]) {
    const scaled = autocorrelation(values.map((value) => value * size), 4);
    r.forEach((value, lag) => assertAlmostEquals(scaled[lag], value, 1e-14));
  }
});

Deno.test("autocorrelation: mistakes are named", () => {
  assertThrows(() => autocorrelation([2, 2, 2], 1), RangeError, "all 3 values are 2");
  assertThrows(() => autocorrelation([1, NaN, 2], 1), RangeError, "value 1 is NaN");
  assertThrows(() => autocorrelation([1, 2], 2), RangeError, "lags is 2");
  assertThrows(() => autocorrelation([1], 0), RangeError, "has 1 values");
});
