import { assert, assertEquals, assertRejects } from "@std/assert";
import { steps } from "lib/jupyter/mod.ts";

Deno.test("steps counts from 0", async () => {
  const seen: number[] = [];
  for await (const step of steps(4, "counting")) seen.push(step);
  assertEquals(seen, [0, 1, 2, 3]);
});

Deno.test("steps refuses a count that is none", async () => {
  for (const count of [-1, 1.5, NaN, Infinity]) {
    await assertRejects(() => steps(count, "x").next(), RangeError, `was ${count}`);
  }
});

Deno.test("steps gives the event loop its turn, in a loop that never awaits anything else", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const end = performance.now() + 200;
  for await (const _ of steps(1e9, "spinning")) if (performance.now() > end) break;
  clearInterval(timer);
  assert(turns >= 4, `${turns} turns in 200 ms`);
});
