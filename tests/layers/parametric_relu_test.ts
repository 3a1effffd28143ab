import { assert, assertEquals, assertThrows } from "@std/assert";
import { leakyRelu } from "../../lib/activations.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { ParametricRelu } from "../../lib/layers/parametric_relu.ts";
import { training } from "../../lib/layers/layer.ts";
import { float32, Matrix } from "../../lib/matrix.ts";
import { gradientError, normalMatrix, unsettle } from "./gradients.ts";

Deno.test("by hand: one slope for all, and one a unit", () => {
  const x = Matrix.from([[-4, 2], [8, -1]]), dy = Matrix.from([[1, 10], [100, 1000]]);
  const shared = new ParametricRelu(), step = shared.forward(x);
  assertEquals([...step.output.data], [-1, 2, 8, -0.25]);
  assertEquals([...step.backward(dy).data], [0.25, 10, 100, 250]);
  assertEquals([...shared.slope.gradient!.data], [-4 * 1 + -1 * 1000]);
  const each = new ParametricRelu({ units: 2, start: 0 });
  each.forward(x).backward(dy);
  assertEquals([...each.slope.gradient!.data], [-4 * 1, -1 * 1000]);
});

for (const units of [undefined, 4]) {
  Deno.test(`gradients by finite differences: ${units ? "a slope a unit" : "one slope"}`, () => {
    const layer = unsettle(new ParametricRelu({ units }));
    assert(gradientError(layer, normalMatrix(7, 4), training()) < 1e-8);
  });
}

Deno.test("with its slope held it is the Leaky ReLU, to the bit, also at 0 and NaN", () => {
  const x = Matrix.from([[-2, -0, 0, 3, NaN, 1e-320]]), dy = x.map(() => 5);
  const one = new ParametricRelu({ start: 0.3 }).forward(x);
  const other = new Activate(leakyRelu(0.3)).forward(x);
  assertEquals(one.output, other.output);
  assertEquals(one.backward(dy), other.backward(dy));
});

Deno.test("backward uses the slope of its own pass; float32 stays float32", () => {
  const layer = new ParametricRelu({ precision: float32 }), x = normalMatrix(3, 2).to(float32);
  const step = layer.forward(x), dx = step.backward(x);
  layer.slope.value = new Matrix(1, 1, Float32Array.of(9));
  assertEquals(step.backward(x), dx);
  for (const m of [step.output, dx, layer.slope.gradient!]) assertEquals(m.precision, float32);
});

Deno.test("mistakes are named", () => {
  assertThrows(() => new ParametricRelu({ units: 0 }), RangeError, "PReLU: units is 0");
  assertThrows(() => new ParametricRelu({ start: NaN }), RangeError, "PReLU: start is NaN");
  assertThrows(
    () => new ParametricRelu({ units: 3, name: "layer 2's PReLU" }).forward(Matrix.zeros(2, 4)),
    TypeError,
    "forward, layer 2's PReLU: the input is 2×4 and the layer has 3 units",
  );
});
