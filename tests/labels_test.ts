import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { labelEntropy } from "../lib/labels.ts";

Deno.test("the entropy of labels: ln n for n classes alike, 0 for one class", () => {
  assertAlmostEquals(labelEntropy([0, 0, 1, 1]), Math.LN2, 1e-15);
  assertAlmostEquals(labelEntropy(Uint8Array.from({ length: 100 }, (_, i) => i % 10)), Math.LN10);
  assertAlmostEquals(labelEntropy([3, 3, 3, 5]), 0.5623351446188083, 1e-14);
  assertEquals(labelEntropy([7, 7]), 0);
  assertThrows(() => labelEntropy([]), RangeError, "no labels");
});
