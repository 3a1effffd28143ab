import { assertEquals, assertThrows } from "@std/assert";
import type { Figure } from "../../lib/figures/figure.ts";
import { gradientFlow } from "../../lib/figures/gradient_flow.ts";
import { assertSnapshot, differences } from "./snapshot.ts";

const figure: Figure = gradientFlow([
  { layer: 1, delta: 1e-12, activation: 0.5, weightGradient: 2e-13 },
  { layer: 2, delta: 1e-6, activation: 0.5, weightGradient: 2e-7 },
  { layer: 3, delta: 0.1, activation: 0.5, weightGradient: 0.02 },
]);
const updating = Deno.env.get("UPDATE_SNAPSHOTS") === "1";

Deno.test("a figure is what its snapshot says, typed arrays included", () => {
  assertSnapshot("gradient_flow_of_three_layers", figure);
  const packed = { ...figure.data[0], y: Float64Array.from(figure.data[0].y as number[]) };
  assertSnapshot("gradient_flow_of_three_layers", {
    ...figure,
    data: [packed, ...figure.data.slice(1)],
  });
});

Deno.test({
  name: "a changed figure fails and says where; so does one without a snapshot",
  ignore: updating,
  fn() {
    const changed = structuredClone(figure) as Figure & { data: { y: number[] }[] };
    changed.data[0].y[1] = NaN;
    assertThrows(
      () => assertSnapshot("gradient_flow_of_three_layers", changed),
      Error,
      'figure.data[0].y[1]: 0.000001 → "NaN"',
    );
    assertThrows(() => assertSnapshot("no_such_figure", figure), Error, "has no snapshot");
    assertThrows(() => assertSnapshot("../escape", figure), RangeError, "lower-case letters");
  },
});

Deno.test("differences are named by their place; what came and what went too", () => {
  assertEquals(differences("f", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), []);
  assertEquals(differences("f", { a: [1, { b: 2 }], c: null }, { a: [1, { b: 3 }, 4], d: {} }), [
    "f.a[1].b: 2 → 3",
    "f.a[2]: nothing → 4",
    "f.c: null → nothing",
    "f.d: nothing → {}",
  ]);
  assertEquals(differences("f", [], {}), ["f: [] → {}"]);
});
