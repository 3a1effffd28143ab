import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { identity, sigmoid, tanh } from "lib/activations.ts";
import chain, { chainBound, chainGradients } from "lib/explorers/chain.ts";
import { startValues } from "lib/explorers/explorer.ts";
import { toDisplay } from "lib/jupyter/display.ts";
import { explorer } from "lib/jupyter/mod.ts";

Deno.test("the chain's gradients are the product of slopes and weights", () => {
  for (const activation of [sigmoid, tanh, identity]) {
    const [depth, weight] = [12, 1.7];
    const slopes: number[] = [];
    for (let h = 1, layer = 0; layer < depth; layer++) {
      slopes.push(activation.slope(weight * h));
      h = activation.f(weight * h);
    }
    const gradients = chainGradients(depth, weight, activation);
    for (let layer = 0; layer < depth; layer++) {
      const product = slopes.slice(layer).reduce((a, b) => a * b) * weight ** (depth - layer - 1);
      assertAlmostEquals(gradients[layer] / product, 1, 1e-12);
    }
  }
});

Deno.test("no gradient exceeds its bound, and the bound of ten sigmoids is 0.25¹⁰", () => {
  assertEquals(chainBound(10, 1, sigmoid)[0], 0.25 ** 10);
  for (const weight of [0.1, 1, 4, 8]) {
    const bound = chainBound(50, weight, sigmoid);
    chainGradients(50, weight, sigmoid).forEach((gradient, i) => {
      assertEquals(gradient <= bound[i] * (1 + 1e-12), true);
    });
  }
});

Deno.test("the sentence carries the figure's numbers", () => {
  const { alt } = chain.figure({ ...startValues(chain), depth: 10, weight: 1 });
  const [first] = chainGradients(10, 1, sigmoid);
  assertEquals(alt.includes(first.toExponential(2)), true);
  assertEquals(alt.includes("9.54e-7"), true);
});

Deno.test("start values are checked against the controls", () => {
  assertThrows(() => startValues(chain, { depth: 1000 }), RangeError, "a number from 1 to 100");
  assertThrows(() => startValues(chain, { activation: "sine" as "tanh" }), RangeError, "one of");
  const wrong = { width: 3 } as Record<string, number>;
  assertThrows(() => startValues(chain, wrong), RangeError, 'no control "width"');
});

Deno.test("an explorer's output is the same bytes each time, and safe inside a page", async () => {
  const [once, again] = [await display(), await display()];
  assertEquals(once, again);
  assertEquals(String(once["text/html"]).match(/<\/script/g)?.length, 2);
  async function display() {
    return await explorer("chain", { depth: 30 })[toDisplay]();
  }
});

Deno.test("an unknown explorer: the error lists those there are", async () => {
  await assertRejects(async () => await explorer("chains")[toDisplay](), RangeError, "chain");
});
