import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { backpropagate, corners, curvatures, descend, errorOver } from "lib/linear_model.ts";
import { descentSteps } from "lib/theory.ts";
import { Matrix } from "lib/matrix.ts";

Deno.test("corners: mean 0, no correlation, the two sizes, and the sum to be found", () => {
  const { x, y } = corners(0.5, 3);
  assertEquals([...x.data], [0.5, 3, 0.5, -3, -0.5, 3, -0.5, -3]);
  assertEquals([...y.data], [3.5, -2.5, 2.5, -3.5]);
  assertThrows(() => corners(0, 1), RangeError, "first");
});

Deno.test("curvatures: 2·s² for each input of a rectangle, and 2 for the bias", () => {
  const found = curvatures(corners(0.1, 3).x);
  [18, 2, 0.02].forEach((expected, i) => assertAlmostEquals(found[i], expected, 1e-13 * expected));
});

Deno.test("curvatures: one input of mean m and size s has the eigenvalues of [[m²+s², m], [m, 1]]", () => {
  const [m, s] = [5, 2], trace = 2 * (m * m + s * s + 1), determinant = 4 * s * s;
  const [steep, flat] = curvatures(Matrix.from([[m + s], [m - s]].concat([[m + s], [m - s]])));
  assertAlmostEquals(steep + flat, trace, 1e-12 * trace);
  assertAlmostEquals(steep * flat, determinant, 1e-10 * determinant);
});

Deno.test("curvatures: fewer examples than parameters are refused", () => {
  assertThrows(() => curvatures(Matrix.zeros(2, 2)), RangeError, "more examples than inputs");
});

Deno.test("descend: each weight's distance shrinks by 1 − η·2s² a step", () => {
  const rate = 0.3, { weights, loss } = descend(corners(0.2, 1), { rate, steps: 5 });
  for (let n = 0; n <= 5; n++) {
    const left = [0.2, 1].map((s) => (1 - 2 * rate * s * s) ** n);
    left.forEach((part, i) => assertAlmostEquals(weights[n][i], 1 - part, 1e-14));
    assertAlmostEquals(loss[n], 0.04 * left[0] ** 2 + left[1] ** 2, 1e-14);
  }
});

Deno.test("descend: at the best rate it takes as many steps as theory says", () => {
  const { weights } = descend(corners(0.1, 1), { rate: 1 / 1.01, steps: 400 });
  const near = (w: readonly number[]) => w.every((entry) => Math.abs(entry - 1) <= 1e-3);
  assertEquals(weights.findIndex(near), descentSteps(100, 1e-3));
});

Deno.test("descend: too large a rate is let run to Infinity", () => {
  const { loss } = descend(corners(0.1, 1), { rate: 1e9, steps: 40 });
  assertEquals(Number.isFinite(loss[40]), false);
});

Deno.test("backpropagate: Σ δ·x for each weight, which is 2·s²·(w − 1) for a rectangle", () => {
  const { loss, delta, gradient } = backpropagate(corners(0.1, 2), [3, 0.5]);
  assertAlmostEquals(gradient[0], 2 * 0.01 * 2, 1e-14);
  assertAlmostEquals(gradient[1], 2 * 4 * -0.5, 1e-14);
  assertAlmostEquals(loss, 0.01 * 4 + 4 * 0.25, 1e-14);
  assertAlmostEquals(delta[0], 2 / 4 * (0.1 * 2 + 2 * -0.5), 1e-14);
  assertEquals(errorOver(corners(0.1, 2))(3, 0.5), loss);
  assertThrows(() => backpropagate(corners(1, 1), [1]), TypeError, "one for each input");
});

Deno.test("descend: the path is that of the first two weights", () => {
  const { path, weights } = descend(corners(0.3, 1), { rate: 0.2, steps: 3 });
  assertEquals(path.map(([w1, w2]) => [w1, w2]), weights.map((w) => [...w]));
});
