import { assert, assertEquals } from "@std/assert";
import { Random } from "../lib/random.ts";
import { cos, sin } from "../lib/trigonometry.ts";

/** Units in the last place between two numbers. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  return Math.abs(a - b) / 2 ** (Math.floor(Math.log2(Math.abs(b))) - 52);
}

for (const range of [1e-3, 1, 10, 1000, 1e5]) {
  Deno.test(`sin and cos are within 2 units in the last place on ±${range}`, () => {
    const random = new Random(3);
    for (let i = 0; i < 20_000; i++) {
      const x = random.uniform(-range, range);
      assert(ulps(sin(x), Math.sin(x)) <= 2, `sin(${x}) = ${sin(x)}, not ${Math.sin(x)}`);
      assert(ulps(cos(x), Math.cos(x)) <= 2, `cos(${x}) = ${cos(x)}, not ${Math.cos(x)}`);
    }
  });
}

Deno.test("sin and cos keep their relative accuracy at their zeros", () => {
  for (let k = -400; k <= 400; k++) {
    const x = k * Math.PI / 2;
    assert(ulps(sin(x), Math.sin(x)) <= 2, `sin(${x}) = ${sin(x)}, not ${Math.sin(x)}`);
    assert(ulps(cos(x), Math.cos(x)) <= 2, `cos(${x}) = ${cos(x)}, not ${Math.cos(x)}`);
  }
});

Deno.test("the special values, and the largest numbers there are", () => {
  assert(Object.is(sin(-0), -0));
  assertEquals([sin(0), cos(0), sin(5e-324), cos(5e-324)], [0, 1, 5e-324, 1]);
  for (const f of [sin, cos]) {
    assertEquals([f(NaN), f(Infinity), f(-Infinity)], [NaN, NaN, NaN]);
    for (const x of [1e6, -1e15, 1e308, Number.MAX_VALUE]) assert(Math.abs(f(x)) <= 1);
  }
});

Deno.test("the bits are those of every other machine", () => {
  const random = new Random(11), values = new Float64Array(2000);
  for (let i = 0; i < 2000; i += 2) {
    values[i] = sin(random.uniform(-50, 50));
    values[i + 1] = cos(random.uniform(-50, 50));
  }
  assertEquals(fingerprint(values), GOLDEN);
});

/** Fowler, Noll and Vo's hash of the bytes: one changed bit changes it. */
function fingerprint(values: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Changes only when a formula changes; then data sets change too. */
const GOLDEN = 1499719173;
