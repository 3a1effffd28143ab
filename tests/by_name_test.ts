import { assertEquals, assertThrows } from "@std/assert";
import { byName, check, checkEach, relu, sigmoid } from "../lib/mod.ts";

Deno.test("byName: results stand under the names, in order", () => {
  assertEquals(byName([sigmoid, relu], ({ slope }) => slope(0)), { sigmoid: 0.25, ReLU: 0 });
  assertEquals(Object.entries(byName(["b", "a"], (text) => text + text)), [["b", "bb"], [
    "a",
    "aa",
  ]]);
  assertEquals(byName([5, 10], (depth) => 2 * depth), { "5": 10, "10": 20 });
});

Deno.test("byName: refuses two things of one name", () => {
  assertThrows(() => byName([relu, relu], () => 1), RangeError, '"ReLU"');
});

Deno.test("checkEach: each measurement against the theory of its name, seeds by their median", () => {
  const told: string[] = [], log = console.log;
  console.log = (line: string) => told.push(line);
  try {
    checkEach("factor", { a: [1, 2, 9], b: 4 }, { a: 2, b: 4.1 }, { relative: 0.03 });
    check("factor: a", 2, 2, { relative: 0.03 });
  } finally {
    console.log = log;
  }
  assertEquals(told[0], told[2]);
  assertEquals(told.length, 3);
});

Deno.test("checkEach: throws at the first that is off, and where a theory has no measurement", () => {
  assertThrows(
    () => checkEach("factor", { a: 3 }, { a: 2 }, { factor: 1.4 }),
    Error,
    "✗ factor: a",
  );
  assertThrows(() => checkEach("factor", { a: 3 }, { b: 2 }), RangeError, '"b"');
});
