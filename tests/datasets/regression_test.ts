import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tanh } from "../../lib/activations.ts";
import { gaussianTeacher, grid1d } from "../../lib/datasets/regression.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { evaluation } from "../../lib/layers/layer.ts";
import { zip } from "../../lib/matrix.ts";
import { rootMeanSquare } from "../../lib/magnitude.ts";
import { mlp } from "../../lib/network.ts";

Deno.test("a linear teacher: normal inputs, answers of variance 1, noise of its size", () => {
  const options = { count: 4000, inputs: 200, outputs: 5, seed: 1 };
  const { x, y } = gaussianTeacher(options), noisy = gaussianTeacher({ ...options, noise: 0.3 });
  assertEquals([x.shape, y.shape], ["4000×200", "4000×5"]);
  assertAlmostEquals(rootMeanSquare(x), 1, 0.005);
  assertAlmostEquals(rootMeanSquare(y), 1, 0.1); // 1,000 weights: four times √(1/2000)
  assertEquals(noisy.x, x);
  const noise = rootMeanSquare(zip(noisy.y, y, (a, b) => a - b));
  assertAlmostEquals(noise, 0.3, 4 * 0.3 / Math.sqrt(2 * 20_000));
  assertEquals(gaussianTeacher({ count: 3, inputs: 2, seed: 1 }).y.shape, "3×1");
});

Deno.test("the answers are linear in the inputs, and more examples begin with the same ones", () => {
  const few = gaussianTeacher({ count: 10, inputs: 1, seed: 5 });
  const many = gaussianTeacher({ count: 20, inputs: 1, seed: 5 });
  const slope = few.y.data[0] / few.x.data[0];
  many.y.data.forEach((y, i) => assertAlmostEquals(y, slope * many.x.data[i], 1e-15));
  assertEquals(many.y.data.slice(0, 10), few.y.data);
});

Deno.test("a network can be the teacher", () => {
  const shape = { inputs: 3, width: 4, depth: 2, outputs: 2, seed: 1 };
  const teacher = mlp({ ...shape, activation: tanh, weights: xavierNormal });
  const { x, y } = gaussianTeacher({ count: 7, inputs: 3, teacher, seed: 2 });
  assertEquals(y, teacher.forward(x, evaluation).output);
});

Deno.test("a grid goes evenly from one end to the other", () => {
  const { x, y } = grid1d({ count: 5, low: -1, high: 3, f: (x) => x * x });
  assertEquals([[...x.data], [...y.data]], [[-1, 0, 1, 2, 3], [1, 0, 1, 4, 9]]);
  const plain = grid1d({ count: 256 });
  assertEquals([plain.x.data[0], plain.x.data[255], plain.x.shape], [-2, 2, "256×1"]);
  assertEquals(plain.y, plain.x);
  assert(plain.x.data.every((entry, i, all) => i === 0 || entry > all[i - 1]));
});

Deno.test("mistakes are named", () => {
  const teacher = { count: 9, inputs: 2, seed: 1 };
  assertThrows(() => gaussianTeacher({ ...teacher, count: 0 }), RangeError, "count is 0");
  assertThrows(() => gaussianTeacher({ ...teacher, inputs: 1.5 }), RangeError, "inputs is 1.5");
  assertThrows(() => gaussianTeacher({ ...teacher, outputs: 0 }), RangeError, "outputs is 0");
  assertThrows(() => gaussianTeacher({ ...teacher, noise: NaN }), RangeError, "noise is NaN");
  assertThrows(() => grid1d({ count: 1 }), RangeError, "grid1d: count is 1");
  assertThrows(() => grid1d({ count: 5, low: 3 }), RangeError, "grid1d: high is 2");
});
