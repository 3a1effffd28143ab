import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { batches, shuffled, takeRows } from "../lib/batches.ts";
import { float32, Matrix } from "../lib/matrix.ts";
import { Random } from "../lib/random.ts";

Deno.test("every order is as likely as any other", () => {
  const seen = new Map<string, number>(), random = new Random(1), draws = 24_000;
  for (let i = 0; i < draws; i++) {
    const order = shuffled(4, random).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  assertEquals(seen.size, 24);
  for (const count of seen.values()) assertAlmostEquals(count, 1000, 150); // five deviations
  assertEquals([...shuffled(0, random), ...shuffled(1, random)], [0]);
});

Deno.test("batches go through all rows, the last of an epoch with what is left", () => {
  const source = batches(5, 2, 1), sizes: number[] = [], epochs: number[] = [];
  for (let i = 0; i < 6; i++) {
    const { rows, epoch } = source.next().value;
    sizes.push(rows.length);
    epochs.push(epoch);
  }
  assertEquals([sizes, epochs], [[2, 2, 1, 2, 2, 1], [0, 0, 0, 1, 1, 1]]);
});

Deno.test("rows are taken in the order asked for, in their precision", () => {
  const x = Matrix.from([[1, 2], [3, 4], [5, 6]], float32), taken = takeRows(x, [2, 0]);
  assertEquals([[...taken.data], taken.precision], [[5, 6, 1, 2], float32]);
  assertEquals(takeRows([7, 8, 9], [1, 1]), [8, 8]);
});

Deno.test("mistakes are named", () => {
  assertThrows(() => batches(5, 0, 1).next(), RangeError, "batches: size is 0");
  assertThrows(() => batches(0, 1, 1).next(), RangeError, "batches: rows is 0");
});
