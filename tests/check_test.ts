import { assert, assertEquals, assertThrows } from "@std/assert";
import { check, exercise, seal } from "../lib/check.ts";
import { wholeNumber } from "../lib/errors.ts";

/** The lines that an action prints. */
function printed(action: () => void): string[] {
  const lines: string[] = [], original = console.log;
  console.log = (...values: unknown[]) => lines.push(values.join(" "));
  try {
    action();
  } finally {
    console.log = original;
  }
  return lines;
}

Deno.test("check prints one line when the statement holds", () => {
  assertEquals(printed(() => check("a", 0.1 + 0.2, 0.3)), ["✓ a: 0.3, expected 0.3"]);
  assertEquals(printed(() => check("b", 98, 100, { relative: 0.05 })), [
    "✓ b: 98, expected 100 ± 5 %",
  ]);
  assertEquals(printed(() => check("c", 1e-9, 0, { absolute: 1e-6 })), [
    "✓ c: 1e-9, expected 0 ± 1e-6",
  ]);
  assertEquals(printed(() => check("f", 3e-12, 2e-12, { factor: 2 })), [
    "✓ f: 3e-12, expected 2e-12, within a factor of 2",
  ]);
  assertEquals(printed(() => check("d", 2 > 1)), ["✓ d"]);
  assertEquals(printed(() => check("e", Infinity, Infinity)), ["✓ e: Infinity, expected Infinity"]);
});

Deno.test("check throws when it does not hold", () => {
  assertThrows(() => check("a", 94, 100, { relative: 0.05 }), Error, "✗ a: 94, expected 100 ± 5 %");
  assertThrows(() => check("a", 106, 100, { relative: 0.05 }), Error, "✗ a");
  assertThrows(() => check("b", 1e-300, 2e-300), Error, "✗ b"); // no absolute tolerance to hide in
  assertThrows(() => check("c", 1e-300, 0), Error, "✗ c");
  assertThrows(() => check("d", NaN, 1, { absolute: Infinity }), Error, "✗ d");
  assertThrows(() => check("d", NaN, 1, { relative: 0.1 }), Error, "✗ d");
  assertThrows(() => check("h", 4.1e-12, 2e-12, { factor: 2 }), Error, "✗ h");
  assertThrows(() => check("h", 0.9e-12, 2e-12, { factor: 2 }), Error, "✗ h");
  assertThrows(() => check("h", -1, 1, { factor: 2 }), Error, "✗ h");
  assertThrows(() => check("h", NaN, 1, { factor: 2 }), Error, "✗ h");
  assertThrows(() => check("e", 1 > 2), Error, "✗ e: this does not hold");
  assertThrows(() => check("f", "1" as unknown as number, 1), TypeError, 'got "1" and 1');
  assertThrows(() => check("g", undefined as unknown as number, 1), TypeError, "got undefined");
});

Deno.test("exercise never throws, and tells missing, wrong and right apart", () => {
  const even = (n: number) => n % 2 === 0, sealed = seal("1", 5);
  const cases: [number | undefined, string | typeof even, string][] = [
    [undefined, sealed, "○ Exercise 1: not answered yet. Put your answer in place of undefined."],
    ["5" as unknown as number, sealed, '○ Exercise 1: a number is needed, but this is "5".'],
    [
      Promise.resolve(5) as unknown as number,
      sealed,
      "○ Exercise 1: a number is needed, but this is a value of type Promise; put await before it.",
    ],
    [NaN, even, "○ Exercise 1: a number is needed, but this is NaN."],
    [3, even, "○ Exercise 1: 3 is not right yet. Try again."],
    [4, even, "✓ Exercise 1: 4 is right."],
    [
      -3,
      (n) => wholeNumber("test", "n", n, 0, 9) === n,
      "○ Exercise 1: -3 is not right yet. Try again.",
    ],
    [5.1, sealed, "○ Exercise 1: 5.1 is not right yet. Try again, with three digits."],
    [0.016, even, "○ Exercise 1: 0.016 is not right yet. Try again, with three digits."],
    [71, even, "○ Exercise 1: 71 is not right yet. Try again."],
    [17_000, sealed, "○ Exercise 1: 17000 is not right yet. Try again, with three digits."],
    [4.91, sealed, "○ Exercise 1: 4.91 is not right yet. Try again."],
    [-5, sealed, "○ Exercise 1: -5 is not right yet. Try again."],
    [5.02, sealed, "✓ Exercise 1: 5.02 is right."],
    [4.98, sealed, "✓ Exercise 1: 4.98 is right."],
    [0, seal("1", 0), "✓ Exercise 1: 0 is right."],
    [1, seal("1", 0), "○ Exercise 1: 1 is not right yet. Try again."],
  ];
  for (const [answer, right, line] of cases) {
    assertEquals(printed(() => exercise("1", answer, right)), [line]);
  }
});

Deno.test("a seal belongs to one exercise and gives nothing away", () => {
  assert(seal("1", 5) !== seal("2", 5));
  assert(/^[0-9a-f]{8}$/.test(seal("1", 1e-300)));
});
