import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { evaluation, training } from "../../lib/layers/layer.ts";
import { sumRows } from "../../lib/broadcast.ts";
import { float32, Matrix, zip } from "../../lib/matrix.ts";
import { rootMeanSquare } from "../../lib/magnitude.ts";
import { Random } from "../../lib/random.ts";
import { gradientError, normalMatrix, unsettle } from "./gradients.ts";

const product = (a: Matrix, b: Matrix) => zip(a, b, (a, b) => a * b);

Deno.test("training output has mean β and deviation γ, by hand", () => {
  const layer = new BatchNorm(1, { epsilon: 0 });
  layer.gamma.value = Matrix.from([[3]]);
  layer.beta.value = Matrix.from([[10]]);
  // Mean 4, deviation 2: ẑ = −1, −1, 1, 1.
  const { output } = layer.forward(Matrix.from([[2], [2], [6], [6]]), training());
  assertEquals([...output.data], [7, 7, 13, 13]);
});

Deno.test("the running statistics follow the batch: momentum 0.1, unbiased variance", () => {
  const layer = new BatchNorm(1), x = Matrix.from([[2], [2], [6], [6]]);
  layer.forward(x, training());
  assertAlmostEquals(layer.runningMean.at(0, 0), 0.9 * 0 + 0.1 * 4, 1e-15);
  assertAlmostEquals(layer.runningVariance.at(0, 0), 0.9 * 1 + 0.1 * 16 / 3, 1e-15);
  layer.forward(x, training());
  assertAlmostEquals(layer.runningMean.at(0, 0), 0.9 * 0.4 + 0.1 * 4, 1e-15);
});

Deno.test("evaluation uses the running statistics and changes nothing", () => {
  const layer = new BatchNorm(1, { epsilon: 0, momentum: 1 });
  layer.forward(Matrix.from([[2], [4], [6]]), training()); // mean 4, unbiased variance 4
  const before = [layer.runningMean, layer.runningVariance];
  const { output } = layer.forward(Matrix.from([[8]]), evaluation); // one example is enough here
  assertEquals([...output.data], [2]);
  assert(layer.runningMean === before[0] && layer.runningVariance === before[1]);
});

Deno.test("a pass makes new running statistics and leaves those it found alone", () => {
  const layer = new BatchNorm(2), before = layer.runningMean;
  layer.forward(normalMatrix(5, 2), training());
  assertEquals([...before.data], [0, 0]);
  assert(layer.runningMean !== before);
});

for (const mode of [training(), evaluation]) {
  for (const [rows, units] of [[2, 1], [3, 4], [17, 5]]) {
    const what = `${mode.training ? "training" : "evaluation"}, ${rows}×${units}`;
    Deno.test(`gradients by finite differences at random γ and β: ${what}`, () => {
      const layer = unsettle(new BatchNorm(units, { epsilon: 0.1 }));
      layer.forward(normalMatrix(9, units, 7), training());
      assert(gradientError(layer, normalMatrix(rows, units), mode) < 1e-8);
    });
  }
}

Deno.test("the gradient is free of mean and of ẑ, and its norm is the closed form", () => {
  const units = 4, m = 12, layer = unsettle(new BatchNorm(units, { epsilon: 0 }));
  const x = normalMatrix(m, units), dy = normalMatrix(m, units, 5);
  const step = layer.forward(x, training()), dx = step.backward(dy);
  const plain = new BatchNorm(units, { epsilon: 0, momentum: 1 });
  const z = plain.forward(x, training()).output; // γ = 1, β = 0
  for (let j = 0; j < units; j++) {
    const column = (a: Matrix) => Array.from({ length: m }, (_, i) => a.at(i, j));
    const dot = (a: number[], b: number[]) => a.reduce((sum, entry, i) => sum + entry * b[i], 0);
    const [ds, zs, gs] = [dx, z, dy].map(column);
    const variance = plain.runningVariance.at(0, j) * (m - 1) / m;
    const gamma = layer.gamma.value.at(0, j), mean = dot(gs, gs.map(() => 1)) / m;
    assertAlmostEquals(dot(ds, ds.map(() => 1)), 0, 1e-14); //   Σdx = 0
    assertAlmostEquals(dot(ds, zs), 0, 1e-14); //                 dx·ẑ = 0
    const norm = gamma ** 2 / variance * (dot(gs, gs) - m * mean ** 2 - dot(gs, zs) ** 2 / m);
    assertAlmostEquals(dot(ds, ds) / norm, 1, 1e-13); // ‖dx‖² = γ²/σ²·(‖dy‖² − m·mean² − (dy·ẑ)²/m)
  }
});

Deno.test("the size of the input does not matter: BN(a·x) = BN(x), its gradient scales by 1/a", () => {
  const x = normalMatrix(8, 3),
    dy = normalMatrix(8, 3, 5),
    layer = new BatchNorm(3, { epsilon: 0 });
  const one = layer.forward(x, training());
  const large = layer.forward(x.map((entry) => 1024 * entry), training()); // a power of 2: exact
  assertEquals(large.output, one.output);
  assertEquals(large.backward(dy), one.backward(dy).map((d) => d / 1024));
});

Deno.test("the same for every example adds nothing: BN(x + b) = BN(x)", () => {
  const x = normalMatrix(8, 3), layer = new BatchNorm(3);
  const moved = layer.forward(x.map((entry) => entry + 0.5), training()).output;
  const error = zip(moved, layer.forward(x, training()).output, (a, b) => a - b);
  assert(rootMeanSquare(error) < 1e-15);
});

Deno.test("γ and β: the sums by hand", () => {
  const layer = new BatchNorm(2), x = normalMatrix(6, 2), dy = normalMatrix(6, 2, 5);
  const step = layer.forward(x, training());
  step.backward(dy);
  assertEquals(layer.beta.gradient, sumRows(dy));
  assertEquals(layer.gamma.gradient, sumRows(product(dy, step.output))); // output = ẑ here
});

Deno.test("backward uses the γ of its own pass", () => {
  const layer = new BatchNorm(2), x = normalMatrix(6, 2), dy = normalMatrix(6, 2, 5);
  const step = layer.forward(x, training()), before = step.backward(dy);
  layer.gamma.value = Matrix.from([[9, 9]]);
  layer.forward(x.map((entry) => entry * entry), training());
  assertEquals(step.backward(dy), before);
});

Deno.test("float32 throughout", () => {
  const layer = new BatchNorm(2, { precision: float32 }), x = normalMatrix(6, 2).to(float32);
  const step = layer.forward(x, training()), dx = step.backward(x);
  const all = [step.output, dx, layer.gamma.gradient!, layer.beta.gradient!, layer.runningMean];
  for (const matrix of [...all, layer.runningVariance]) assertEquals(matrix.precision, float32);
});

Deno.test("mistakes are named", () => {
  const layer = new BatchNorm(3, { name: "layer 2's batch norm" });
  assertThrows(
    () => layer.forward(Matrix.zeros(1, 3), training()),
    RangeError,
    "forward, layer 2's batch norm: the batch has 1 example, and one number has no spread",
  );
  assertThrows(
    () => layer.forward(Matrix.zeros(4, 2), evaluation),
    TypeError,
    "the input is 4×2 and the layer has 3 units. Give an input with 3 columns",
  );
  assertThrows(
    () => layer.forward([1] as unknown as Matrix, training()),
    TypeError,
    "not a Matrix",
  );
  assertThrows(() => new BatchNorm(0), RangeError, "batch norm: units is 0");
  assertThrows(() => new BatchNorm(3, { epsilon: -1 }), RangeError, "epsilon is -1");
  assertThrows(() => new BatchNorm(3, { momentum: 1.5 }), RangeError, "momentum is 1.5");
});

Deno.test("NaN in the data goes through, in its own column only", () => {
  const x = normalMatrix(4, 2);
  x.data[0] = NaN;
  const { output } = new BatchNorm(2).forward(x, training());
  assert(Number.isNaN(output.at(3, 0)) && Number.isFinite(output.at(3, 1)));
});

Deno.test("a unit that is the same for all gives β and no NaN", () => {
  const layer = new BatchNorm(1), step = layer.forward(Matrix.from([[7], [7]]), training());
  assertEquals([...step.output.data], [0, 0]);
  const random = new Random(3);
  const dx = step.backward(Matrix.generate(2, 1, () => random.normal()));
  assert(dx.data.every(Number.isFinite));
});
