import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { BatchNorm } from "../../lib/layers/batch_norm.ts";
import { LayerNorm } from "../../lib/layers/layer_norm.ts";
import { evaluation, training } from "../../lib/layers/layer.ts";
import { float32, Matrix } from "../../lib/matrix.ts";
import { gradientError, normalMatrix, unsettle } from "./gradients.ts";

const transpose = (a: Matrix) => Matrix.generate(a.columns, a.rows, (i, j) => a.at(j, i));

Deno.test("each example gets mean β and deviation γ, by hand", () => {
  const layer = new LayerNorm(4, { epsilon: 0 });
  layer.gamma.value = Matrix.from([[3, 3, 3, 1]]);
  layer.beta.value = Matrix.from([[10, 10, 10, 0]]);
  const x = Matrix.from([[2, 2, 6, 6], [20, 60, 60, 20]]); // ẑ = −1, −1, 1, 1 and −1, 1, 1, −1
  assertEquals([...layer.forward(x).output.data], [7, 7, 13, 1, 7, 13, 13, -1]);
});

for (const [rows, units] of [[1, 2], [1, 7], [6, 3]]) {
  Deno.test(`gradients by finite differences at random γ and β: ${rows}×${units}`, () => {
    const layer = unsettle(new LayerNorm(units, { epsilon: 0.1 }));
    for (const mode of [training(), evaluation]) {
      assert(gradientError(layer, normalMatrix(rows, units), mode) < 1e-8);
    }
  });
}

Deno.test("layer norm is batch norm of the transposed batch", () => {
  const x = normalMatrix(5, 8), dy = normalMatrix(5, 8, 2);
  const layer = new LayerNorm(8).forward(x), batch = new BatchNorm(5);
  const turned = batch.forward(transpose(x), training());
  const near = (a: Matrix, b: Matrix) =>
    a.data.forEach((entry, i) => assertAlmostEquals(entry, b.data[i], 1e-14));
  near(layer.output, transpose(turned.output));
  near(layer.backward(dy), transpose(turned.backward(transpose(dy))));
});

Deno.test("an example's output does not depend on its neighbours", () => {
  const layer = unsettle(new LayerNorm(3)), x = normalMatrix(4, 3);
  const alone = layer.forward(new Matrix(1, 3, x.data.slice(3, 6))).output;
  assertEquals([...alone.data], [...layer.forward(x).output.data.slice(3, 6)]);
});

Deno.test("float32 throughout", () => {
  const layer = new LayerNorm(3, { precision: float32 }), x = normalMatrix(4, 3).to(float32);
  const step = layer.forward(x), dx = step.backward(x);
  for (const matrix of [step.output, dx, layer.gamma.gradient!, layer.beta.gradient!]) {
    assertEquals(matrix.precision, float32);
  }
});

Deno.test("mistakes are named", () => {
  assertThrows(() => new LayerNorm(1), RangeError, "one number has no spread to divide by");
  assertThrows(() => new LayerNorm(0), RangeError, "layer norm: units is 0");
  assertThrows(() => new LayerNorm(3, { epsilon: NaN }), RangeError, "epsilon is NaN");
  assertThrows(
    () => new LayerNorm(3, { name: "layer 4's layer norm" }).forward(Matrix.zeros(2, 5)),
    TypeError,
    "forward, layer 4's layer norm: the input is 2×5 and the layer has 3 units",
  );
});
