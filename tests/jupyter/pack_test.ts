import { assert, assertEquals, assertThrows } from "@std/assert";
import { packArray, packTrace, plainLayout } from "lib/jupyter/pack.ts";

function unpack(packed: unknown): Float64Array {
  const { dtype, bdata } = packed as { dtype: string; bdata: string };
  assertEquals(dtype, "f8");
  return new Float64Array(Uint8Array.fromBase64(bdata).buffer);
}

Deno.test("a float64 arrives bit for bit, special values included", () => {
  const numbers = Float64Array.of(0.1, -0, 5e-324, 1e-200, NaN, Infinity, -Infinity, 2 ** 53 - 1);
  const arrived = unpack((packTrace({ y: numbers }) as { y: unknown }).y);
  for (let i = 0; i < numbers.length; i++) assert(Object.is(arrived[i], numbers[i]), `${i}`);
});

Deno.test("each kind of typed array has Plotly's name for it", () => {
  const names = [
    [new Int8Array(1), "i1"],
    [new Uint8Array(1), "u1"],
    [new Uint8ClampedArray(1), "u1c"],
    [new Int16Array(1), "i2"],
    [new Uint16Array(1), "u2"],
    [new Int32Array(1), "i4"],
    [new Uint32Array(1), "u4"],
    [new Float32Array(1), "f4"],
    [new Float64Array(1), "f8"],
  ] as const;
  for (const [array, name] of names) assertEquals(packArray(array).dtype, name);
});

Deno.test("64-bit integers are refused, with what to do", () => {
  assertThrows(() => packTrace({ y: new BigInt64Array(2) }), TypeError, "make it a Float64Array");
});

Deno.test("a view on part of a buffer packs that part", () => {
  const part = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
  assertEquals(unpack(packArray(part)), Float64Array.of(2, 3));
});

Deno.test("a short finite list stays text; a long one, or one with NaN, is packed", () => {
  assertEquals(packTrace({ x: [1, 2, 3] }), { x: [1, 2, 3] });
  const { y, z } = packTrace({ y: new Array(40).fill(0.5), z: [1, NaN] }) as Record<
    string,
    unknown
  >;
  assertEquals(unpack(y), new Float64Array(40).fill(0.5));
  assertEquals(unpack(z), Float64Array.of(1, NaN));
});

Deno.test("rows of numbers become one packed matrix with its shape", () => {
  const { z } = packTrace({ z: [Float64Array.of(1, 2, 3), [4, 5, 6]] }) as Record<string, unknown>;
  assertEquals((z as { shape: string }).shape, "2,3");
  assertEquals(unpack(z), Float64Array.of(1, 2, 3, 4, 5, 6));
});

Deno.test("ragged rows, text, and nested objects keep their form", () => {
  const trace = { z: [[1, 2], [3]], text: ["a", "b"], line: { color: "red" }, gap: [1, null] };
  assertEquals(packTrace(trace), trace);
});

Deno.test("a layout holds plain lists only", () => {
  assertEquals(plainLayout({ xaxis: { range: Float64Array.of(0, 1) } }), {
    xaxis: { range: [0, 1] },
  });
});
