import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Matrix } from "../lib/matrix.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { matmul, matmulTA, matmulTB } from "../lib/products.ts";
import { orthogonal } from "../lib/orthogonal.ts";
import { Random } from "../lib/random.ts";

const worstFromIdentity = (m: Matrix, diagonal: number) =>
  Math.max(...m.data.map((x, at) => Math.abs(x - (at % (m.columns + 1) === 0 ? diagonal : 0))));

Deno.test("columns of tall and rows of wide matrices are at right angles, of length gain", () => {
  for (const [fanIn, fanOut] of [[1, 1], [5, 5], [40, 7], [7, 40], [1, 3], [120, 120]]) {
    const w = orthogonal(1.5).sample(fanIn, fanOut, new Random(1));
    assertEquals(w.shape, `${fanIn}×${fanOut}`);
    const products = fanIn >= fanOut ? matmulTA(w, w) : matmulTB(w, w);
    assert(worstFromIdentity(products, 2.25) < 1e-14, `${w.shape}`);
    const meanSquare = rootMeanSquare(w) ** 2;
    assertAlmostEquals(meanSquare, orthogonal(1.5).variance(fanIn, fanOut), 1e-14);
  }
});

Deno.test("a hundred of them keep the length of every vector to 7e-14; normal ones give 10^24", () => {
  const random = new Random(2);
  let v = Matrix.from([[1, -2, 0.5, 3]]);
  const before = rootMeanSquare(v);
  for (let l = 0; l < 100; l++) v = matmul(v, orthogonal().sample(4, 4, random));
  assertAlmostEquals(rootMeanSquare(v) / before, 1, 7e-14);
});

Deno.test("every rotation is equally likely", () => {
  // Of a random rotation in 3 dimensions the trace has mean 0 and mean square 1, every entry mean
  // square 1/3 and mean fourth power 1/5, and det = ±1 with equal chances. QR without the sign
  // convention has a diagonal that is never positive, so its trace has not mean 0.
  const random = new Random(3), count = 6000;
  let trace = 0, traceSquare = 0, positive = 0;
  const fourth = new Float64Array(9);
  for (let i = 0; i < count; i++) {
    const [a, b, c, d, e, f, g, h, k] = orthogonal().sample(3, 3, random).data;
    trace += (a + e + k) / count;
    traceSquare += (a + e + k) ** 2 / count;
    if (a * (e * k - f * h) - b * (d * k - f * g) + c * (d * h - e * g) > 0) positive++;
    [a, b, c, d, e, f, g, h, k].forEach((x, at) => fourth[at] += x ** 4 / count);
  }
  assertAlmostEquals(trace, 0, 4 / Math.sqrt(count));
  assertAlmostEquals(traceSquare, 1, 6 / Math.sqrt(count));
  assertAlmostEquals(positive / count, 0.5, 2 / Math.sqrt(count));
  for (const x of fourth) assertAlmostEquals(x, 0.2, 1.2 / Math.sqrt(count));
});

Deno.test("the same seed gives the same matrix; wrong gains and sizes are named", () => {
  const sample = () => orthogonal().sample(6, 4, new Random(8));
  assertEquals(sample(), sample());
  assertThrows(() => orthogonal(-1), RangeError, "orthogonal: gain is -1");
  assertThrows(() => orthogonal().variance(0, 3), RangeError, "initializer orthogonal: fanIn is 0");
});
