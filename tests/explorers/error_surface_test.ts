import { assertAlmostEquals, assertEquals } from "@std/assert";
import errorSurface, { twoInputDescent } from "lib/explorers/error_surface.ts";
import { firstFigure, startValues } from "lib/explorers/explorer.ts";
import { corners, descend } from "lib/linear_model.ts";

Deno.test("the explorer's descent is that of the network", () => {
  const { weights } = descend(corners(0.2, 1), { rate: 0.95, steps: 30 });
  twoInputDescent([0.2, 1], 0.95, 30).forEach((point, n) => {
    point.forEach((w, i) => assertAlmostEquals(w, weights[n][i], 1e-12));
  });
});

Deno.test("a rate above the limit diverges, one below it does not, whatever the sizes", () => {
  for (const [first, second] of [[0.1, 2], [2, 0.1], [1, 1]]) {
    const at = { ...startValues(errorSurface), first, second, steps: 200 };
    const loss = (rate: number) =>
      Number(firstFigure(errorSurface, { ...at, rate }).alt.match(/L is ([\d.e+-]+)\./)![1]);
    assertEquals(loss(0.99) < first * first + second * second, true);
    assertEquals(loss(1.1) > 1e6, true);
  }
});

Deno.test("the sentence carries κ, and one step is one step", () => {
  const { alt } = firstFigure(errorSurface, { ...startValues(errorSurface), steps: 1 });
  assertEquals(alt.includes("κ is 25."), true);
  assertEquals(alt.includes("w₂ is 1.9 after 1 step;"), true);
});

Deno.test("running it goes on from the start that was chosen, and ends at the best weights", () => {
  const animation = errorSurface.animation!;
  const at = { ...startValues(errorSurface), first: 1, rate: 0.5, w1: 2.4, w2: -0.4, steps: 0 };
  let state = animation.begin(at);
  assertEquals(state.path, [[2.4, -0.4]]);
  state = animation.advance(state);
  assertAlmostEquals(state.path[1][0], 1, 1e-12); // κ = 1 and η = 1/λ: one step arrives
  assertEquals(animation.ended(state), true);
});
