import { assertEquals, assertThrows } from "@std/assert";
import { mean, median } from "../lib/statistics.ts";

Deno.test("mean and median", () => {
  assertEquals([mean([1, 2, 6]), median([6, 1, 2]), median([10, 9, 1, 2])], [3, 2, 5.5]);
  assertEquals([mean([1, NaN]), median([1, NaN, 2])], [NaN, NaN]);
  assertThrows(() => mean([]), RangeError, "mean: there are no numbers");
  assertThrows(() => median([]), RangeError, "median: there are no numbers");
});
