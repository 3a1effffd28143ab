/**
 * One contract for `@std/assert` and for our stand-in: the same cases, so that a test means the
 * same wherever it runs. The real one is tried wherever the test task could reach JSR.
 */
import * as standIn from "../tools/assert/mod.ts";

type Assertions = typeof standIn;
type Case = (t: Assertions) => unknown;

const reached = import.meta.resolve("@std/assert").startsWith("jsr:");
const implementations: [string, Assertions][] = [["the stand-in", standIn]];
if (reached) implementations.push(["@std/assert", await import("@std/assert") as never]);

class Point {
  constructor(readonly x: number) {}
}
class Rate {
  #value: number;
  constructor(value: number) {
    this.#value = value;
  }
  get value() {
    return this.#value;
  }
}
const shared = { x: 1 };
const loop = (): object => {
  const node: Record<string, unknown> = { name: "loop" };
  node.self = node;
  return node;
};
const bare = Object.assign(Object.create(null), { x: 1 });

/** Pairs that are equal, and pairs that are not. */
const equalPairs: [string, unknown, unknown][] = [
  ["0 and −0", 0, -0],
  ["NaN", NaN, NaN],
  ["text", "a", "a"],
  ["big integers", 10n, 10n],
  ["nested objects, keys in any order", { a: [1, { b: 2 }], c: 3 }, { c: 3, a: [1, { b: 2 }] }],
  ["a bare object and a plain one", bare, { x: 1 }],
  ["typed arrays", new Float64Array([1, NaN, 0]), new Float64Array([1, NaN, -0])],
  ["buffers", new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2]).buffer],
  ["dates", new Date(5), new Date(5)],
  ["invalid dates", new Date(NaN), new Date(NaN)],
  ["expressions", /a+/g, /a+/g],
  ["addresses", new URL("file:///a"), new URL("file:///a")],
  ["sets in any order", new Set([1, 2, NaN]), new Set([NaN, 2, 1])],
  ["sets of objects", new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  ["maps in any order", new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  ["maps with object keys", new Map([[{ k: 1 }, [1]]]), new Map([[{ k: 1 }, [1]]])],
  ["instances of a class", new Point(1), new Point(1)],
  ["instances with a private field", new Rate(1), new Rate(1)],
  ["symbol keys", { [Symbol.iterator]: 1 }, { [Symbol.iterator]: 1 }],
  ["structures that contain themselves", loop(), loop()],
];
const differentPairs: [string, unknown, unknown][] = [
  ["a number and its text", 1, "1"],
  ["a number and a big integer", 1, 1n],
  ["null and undefined", null, undefined],
  ["null and an object", null, {}],
  ["nested numbers", { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }],
  ["a missing key and an undefined one", { a: 1 }, { a: 1, b: undefined }],
  ["undefined under different keys", { a: undefined }, { b: undefined }],
  ["lengths", [1, 2], [1, 2, 3]],
  ["a hole and undefined", [, 1], [undefined, 1]],
  ["orders of an array", [1, 2], [2, 1]],
  ["an array and an object like it", [1], { 0: 1 }],
  ["typed arrays of different kinds", new Float64Array([1]), new Float32Array([1])],
  ["typed arrays of different values", new Float64Array([1, 2]), new Float64Array([1, 3])],
  ["typed arrays of different lengths", new Uint8Array(2), new Uint8Array(3)],
  ["a typed array and an array", new Float64Array([1]), [1]],
  ["dates", new Date(5), new Date(6)],
  ["an invalid date and a valid one", new Date(NaN), new Date(0)],
  ["expressions with other flags", /a/g, /a/i],
  ["sets", new Set([1, 2]), new Set([1, 3])],
  ["sets of objects", new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 1 }, { a: 3 }])],
  ["sizes of sets", new Set([1]), new Set([1, 2])],
  ["values of a map", new Map([["a", 1]]), new Map([["a", 2]])],
  ["keys of a map", new Map([["a", 1]]), new Map([["b", 1]])],
  ["a missing key of a map", new Map([["a", undefined]]), new Map([["b", undefined]])],
  ["an instance and an object like it", new Point(1), { x: 1 }],
  ["private fields seen through a getter", new Rate(1), new Rate(2)],
  ["symbol keys", { [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }],
  ["functions", () => 1, () => 1],
];

const failing = () => {
  throw new RangeError("3×2 does not fit");
};
const rejecting = () => Promise.reject(new RangeError("3×2 does not fit"));

const holds: [string, Case][] = [
  ["assert", (t) => t.assert("text")],
  ["assertFalse", (t) => t.assertFalse("")],
  ["assertStrictEquals: the same object", (t) => t.assertStrictEquals(shared, shared)],
  ["assertStrictEquals: NaN", (t) => t.assertStrictEquals(NaN, NaN)],
  ["assertAlmostEquals: within |expected|·1e-7", (t) => t.assertAlmostEquals(-5.0000004, -5)],
  ["assertAlmostEquals: tiny numbers", (t) => t.assertAlmostEquals(1.00000001e-200, 1e-200)],
  ["assertAlmostEquals: at the tolerance", (t) => t.assertAlmostEquals(1.5, 1, 0.5)],
  ["assertAlmostEquals: 0 and −0", (t) => t.assertAlmostEquals(0, -0)],
  ["assertAlmostEquals: infinities", (t) => t.assertAlmostEquals(Infinity, Infinity)],
  ["assertAlmostEquals: NaN", (t) => t.assertAlmostEquals(NaN, NaN)],
  ["assertGreater", (t) => t.assertGreater(2, 1)],
  ["assertGreaterOrEqual", (t) => t.assertGreaterOrEqual(1, 1)],
  ["assertLess", (t) => t.assertLess(1, 2)],
  ["assertLessOrEqual", (t) => t.assertLessOrEqual(1, 1)],
  ["assertStringIncludes", (t) => t.assertStringIncludes("abc", "bc")],
  ["assertMatch", (t) => t.assertMatch("abc", /b./)],
  ["assertNotMatch", (t) => t.assertNotMatch("abc", /^b/)],
  ["assertExists: 0", (t) => t.assertExists(0)],
  ["assertInstanceOf", (t) => t.assertInstanceOf(new RangeError(), Error)],
  ["assertThrows: anything", (t) => t.assertThrows(failing)],
  ["assertThrows: a thing that is no error", (t) =>
    t.assertThrows(() => {
      throw "text";
    })],
  ["assertThrows: class and text", (t) => t.assertThrows(failing, RangeError, "3×2")],
  ["assertThrows: a parent class", (t) => t.assertThrows(failing, Error)],
  ["assertThrows returns the error", (t) => {
    t.assertStringIncludes(t.assertThrows(failing, RangeError).message, "does not fit");
  }],
  ["assertRejects: anything", (t) => t.assertRejects(rejecting)],
  ["assertRejects: class and text", (t) => t.assertRejects(rejecting, RangeError, "3×2")],
  ["assertRejects returns the error", async (t) => {
    t.assertStringIncludes((await t.assertRejects(rejecting, Error)).message, "does not fit");
  }],
];

const fails: [string, Case][] = [
  ["assert", (t) => t.assert(0)],
  ["assertFalse", (t) => t.assertFalse(1)],
  ["assertStrictEquals: equal objects", (t) => t.assertStrictEquals({ x: 1 }, { x: 1 })],
  ["assertStrictEquals: 0 and −0", (t) => t.assertStrictEquals(0, -0)],
  ["assertAlmostEquals: beyond |expected|·1e-7", (t) => t.assertAlmostEquals(-5.000001, -5)],
  ["assertAlmostEquals: tiny numbers", (t) => t.assertAlmostEquals(1.1e-200, 1e-200)],
  ["assertAlmostEquals: nothing is near 0", (t) => t.assertAlmostEquals(1e-300, 0)],
  ["assertAlmostEquals: beyond the tolerance", (t) => t.assertAlmostEquals(1.6, 1, 0.5)],
  ["assertAlmostEquals: NaN and a number", (t) => t.assertAlmostEquals(NaN, 1)],
  ["assertAlmostEquals: both infinities", (t) => t.assertAlmostEquals(-Infinity, Infinity)],
  ["assertAlmostEquals: a number, infinity", (t) => t.assertAlmostEquals(1, Infinity)],
  ["assertGreater: the same", (t) => t.assertGreater(1, 1)],
  ["assertGreater: NaN", (t) => t.assertGreater(NaN, 1)],
  ["assertGreaterOrEqual", (t) => t.assertGreaterOrEqual(1, 2)],
  ["assertLess: the same", (t) => t.assertLess(1, 1)],
  ["assertLessOrEqual", (t) => t.assertLessOrEqual(2, 1)],
  ["assertLessOrEqual: NaN", (t) => t.assertLessOrEqual(NaN, 1)],
  ["assertStringIncludes", (t) => t.assertStringIncludes("abc", "cb")],
  ["assertMatch", (t) => t.assertMatch("abc", /^b/)],
  ["assertNotMatch", (t) => t.assertNotMatch("abc", /b/)],
  ["assertExists: null", (t) => t.assertExists(null)],
  ["assertExists: undefined", (t) => t.assertExists(undefined)],
  ["assertInstanceOf", (t) => t.assertInstanceOf({}, Error)],
  ["assertThrows: nothing thrown", (t) => t.assertThrows(() => 1)],
  ["assertThrows: another class", (t) => t.assertThrows(failing, TypeError)],
  ["assertThrows: another text", (t) => t.assertThrows(failing, RangeError, "2×3")],
  ["assertThrows: a promise that rejects", (t) => {
    t.assertThrows(() => void rejecting().catch(() => {}));
  }],
  ["assertThrows: no error, but a class wanted", (t) =>
    t.assertThrows(() => {
      throw "text";
    }, Error)],
  ["assertRejects: a promise that resolves", (t) => t.assertRejects(() => Promise.resolve(1))],
  ["assertRejects: another class", (t) => t.assertRejects(rejecting, TypeError)],
  ["assertRejects: another text", (t) => t.assertRejects(rejecting, Error, "2×3")],
  ["assertRejects: throws at once", (t) => t.assertRejects(failing)],
  ["fail", (t) => t.fail("here")],
  ["unreachable", (t) => t.unreachable()],
];

for (const [name, left, right] of equalPairs) {
  holds.push([`assertEquals: ${name}`, (t) => t.assertEquals(left, right)]);
  holds.push([`assertEquals: ${name}, swapped`, (t) => t.assertEquals(right, left)]);
  fails.push([`assertNotEquals: ${name}`, (t) => t.assertNotEquals(left, right)]);
}
for (const [name, left, right] of differentPairs) {
  fails.push([`assertEquals: ${name}`, (t) => t.assertEquals(left, right)]);
  fails.push([`assertEquals: ${name}, swapped`, (t) => t.assertEquals(right, left)]);
  holds.push([`assertNotEquals: ${name}`, (t) => t.assertNotEquals(left, right)]);
}

// The judge of these cases must not be one of the judged: plain throws only.
for (const [implementation, t] of implementations) {
  Deno.test(`the contract of @std/assert holds for ${implementation}`, async () => {
    const broken: string[] = [];
    for (const [name, run] of holds) {
      const error = await outcome(run, t);
      if (error !== undefined) broken.push(`${name}: should hold, but threw ${error}`);
    }
    for (const [name, run] of fails) {
      const error = await outcome(run, t);
      if (!(error instanceof t.AssertionError)) {
        broken.push(`${name}: should throw AssertionError, but gave ${error}`);
      }
    }
    if (broken.length > 0) throw new Error(broken.join("\n"));
  });
}

Deno.test("a failed assertEquals shows where the values differ, and little else", () => {
  const numbers = Array.from({ length: 500 }, (_, i) => i);
  const error = standIn.assertThrows(
    () => standIn.assertEquals(numbers, numbers.with(250, -1), "the 250th"),
    standIn.AssertionError,
  );
  const lines = error.message.split("\n");
  if (!lines.includes("-   250,") || !lines.includes("+   -1,") || lines.length > 15) throw error;
  if (!lines[0].includes("the 250th")) throw error;
});

async function outcome(run: Case, t: Assertions): Promise<unknown> {
  try {
    await run(t);
  } catch (error) {
    return error;
  }
}
