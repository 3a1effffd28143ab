import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { constant, cosine, type Schedule, stepDecay, warmUp } from "../lib/schedules.ts";

const first = (schedule: Schedule, count: number) =>
  Array.from({ length: count }, (_, step) => schedule(step));

Deno.test("constant and staircase", () => {
  assertEquals(first(constant(0.1), 3), [0.1, 0.1, 0.1]);
  assertEquals(first(stepDecay({ rate: 8, factor: 0.5, every: 2 }), 7), [8, 8, 4, 4, 2, 2, 1]);
  const long = stepDecay({ rate: 1, factor: 0.9, every: 1 });
  for (const t of [1, 7, 100, 1000]) assertAlmostEquals(long(t) / 0.9 ** t, 1, 1e-13);
  assertEquals(long(1e15), 0);
});

Deno.test("cosine falls from the rate to the floor and stays there", () => {
  const schedule = cosine({ rate: 0.5, steps: 8, floor: 0.1 });
  for (let t = 0; t <= 8; t++) {
    assertAlmostEquals(schedule(t), 0.1 + 0.2 * (1 + Math.cos(Math.PI * t / 8)), 1e-15);
  }
  assertEquals([schedule(0), schedule(8), schedule(9), schedule(1e9)], [0.5, 0.1, 0.1, 0.1]);
  assertAlmostEquals(cosine({ rate: 1, steps: 2 })(1), 0.5, 1e-15);
});

Deno.test("warm-up rises to the schedule's first rate, then the schedule begins", () => {
  assertEquals(first(warmUp({ steps: 4, after: 2 }), 6), [0.5, 1, 1.5, 2, 2, 2]);
  const after = stepDecay({ rate: 1, factor: 0.1, every: 2 });
  assertEquals(first(warmUp({ steps: 2, after }), 6), [0.5, 1, 1, 1, 0.1, 0.1]);
});

Deno.test("mistakes are named", () => {
  const options = { rate: 1, factor: 0.5, every: 10 };
  assertThrows(() => constant(-1), RangeError, "constant: rate is -1");
  assertThrows(() => stepDecay({ ...options, every: 0 }), RangeError, "every is 0");
  assertThrows(() => stepDecay({ ...options, factor: 2 }), RangeError, "factor is 2");
  assertThrows(() => cosine({ rate: 1, steps: 1.5 }), RangeError, "cosine: steps is 1.5");
  assertThrows(() => cosine({ rate: 1, steps: 5, floor: 2 }), RangeError, "floor is 2");
  assertThrows(() => warmUp({ steps: -3, after: 1 }), RangeError, "warmUp: steps is -3");
  assertThrows(() => warmUp({ steps: 3, after: "x" as never }), TypeError, 'after is "x"');
});
