/**
 * Backpropagation against finite differences, over random networks: every layer, activation, loss and
 * builder, in random shapes and at random parameters. What fails is shrunk to a small recipe, which
 * `build(…)` of random_network.ts turns into the network again.
 */
import { assert } from "@std/assert";
import fc from "fast-check";
import { compare } from "./finite_differences.ts";
import { activations, build, type Recipe, recipes } from "./random_network.ts";

const NETWORKS = 2000;
const TOLERANCE = 1e-7;

/** A comparison that finite differences can make: not at a corner, not in a bend too sharp for them. */
const DOUBT = TOLERANCE / 4;

Deno.test(`finite differences: ${NETWORKS} random networks`, () => {
  let networks = 0, numbers = 0, worst = 0, corner = 0, sharp = 0;
  fc.assert(
    fc.property(recipes, (recipe) => {
      const { error, doubt, count } = compare(build(recipe));
      if (Number.isNaN(doubt)) corner++;
      else if (doubt > DOUBT) sharp++;
      fc.pre(doubt <= DOUBT);
      requireRight(recipe, error);
      networks++;
      numbers += count;
      worst = Math.max(worst, error);
    }),
    { numRuns: NETWORKS, seed: 3, maxSkipsPerRun: 5 },
  );
  console.log(
    `${networks} networks, ${numbers} slopes; worst relative error ${worst.toExponential(1)}; ` +
      `left out: ${corner} at a corner, ${sharp} in too sharp a bend`,
  );
});

function requireRight(recipe: Recipe, error: number): void {
  assert(error <= TOLERANCE, `relative error ${error} in build(${JSON.stringify(recipe)})`);
}

Deno.test("finite differences notice a wrong slope, and shrink it to one layer", () => {
  const { sigmoid } = activations;
  if (!("slope" in sigmoid)) throw new TypeError("sigmoid is a function");
  activations.sigmoid = { ...sigmoid, slope: (z) => 1.001 * sigmoid.slope(z) };
  try {
    const found = fc.check(
      fc.property(recipes, (recipe) => {
        const { error, doubt } = compare(build(recipe));
        fc.pre(doubt <= DOUBT);
        requireRight(recipe, error);
      }),
      { numRuns: NETWORKS, seed: 4 },
    );
    assert(found.failed && found.counterexample !== null);
    const [{ depth, width, activation }] = found.counterexample;
    assert(depth === 1 && width === 1 && activation === "sigmoid");
  } finally {
    activations.sigmoid = sigmoid;
  }
});
