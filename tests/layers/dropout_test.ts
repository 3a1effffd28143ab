import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Dropout } from "../../lib/layers/dropout.ts";
import { evaluation, training } from "../../lib/layers/layer.ts";
import { float32, Matrix } from "../../lib/matrix.ts";
import { gradientError, normalMatrix } from "./gradients.ts";

const ones = new Matrix(200, 100).map(() => 1);

Deno.test("the share that is dropped is the rate, and what stays keeps the mean", () => {
  for (const rate of [0.1, 0.5, 0.8]) {
    const { data } = new Dropout(rate, { seed: 1 }).forward(ones, training()).output;
    const dropped = data.filter((entry: number) => entry === 0).length / data.length;
    assertAlmostEquals(dropped, rate, 4 * Math.sqrt(rate * (1 - rate) / data.length));
    assertEquals(new Set(data), new Set([0, 1 / (1 - rate)]));
  }
});

Deno.test("the same seed and step drop the same, another seed or step others", () => {
  const out = (seed: number, step: number) =>
    new Dropout(0.5, { seed }).forward(ones, training(step)).output;
  assertEquals(out(1, 3), out(1, 3));
  const { data } = out(1, 3);
  for (const other of [out(1, 4), out(2, 3)]) {
    const same = other.data.filter((entry: number, i: number) => entry === data[i]);
    assertAlmostEquals(same.length / data.length, 0.5, 0.02); // independent masks
  }
});

Deno.test("in evaluation, and in training that keeps all, nothing happens", () => {
  for (const mode of [evaluation, { ...training(3), keepsAll: true }]) {
    const step = new Dropout(0.5, { seed: 1 }).forward(ones, mode);
    assertEquals(step.output, ones);
    assertEquals(step.backward(ones), ones);
  }
});

Deno.test("gradients by finite differences; the way back uses the mask of its own pass", () => {
  const layer = new Dropout(0.3, { seed: 5 }), x = normalMatrix(6, 5), mode = training(7);
  assert(gradientError(layer, x, mode) < 1e-8);
  const step = layer.forward(ones, mode), dx = step.backward(ones);
  layer.forward(ones, training(8));
  assertEquals(step.backward(ones), dx);
  assertEquals(dx, step.output);
});

Deno.test("rate 0 keeps everything; float32 stays float32", () => {
  assertEquals(new Dropout(0, { seed: 1 }).forward(ones, training()).output, ones);
  const step = new Dropout(0.5, { seed: 1 }).forward(ones.to(float32), training());
  assertEquals(step.output.precision, float32);
  assertEquals(step.backward(ones.to(float32)).precision, float32);
});

Deno.test("mistakes are named", () => {
  for (const rate of [1, -0.1, NaN, 2, "0.5" as unknown as number]) {
    assertThrows(() => new Dropout(rate, { seed: 1 }), RangeError, "give the share to drop");
  }
  assertThrows(() => new Dropout(0.5, { seed: -1 }), RangeError, "dropout: seed is -1");
  const bad = [1] as unknown as Matrix;
  assertThrows(() => new Dropout(0.5, { seed: 1 }).forward(bad, evaluation), TypeError, "Matrix");
});
