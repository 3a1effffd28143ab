import { assert, assertEquals } from "@std/assert";
import { relu, tanh } from "../../lib/activations.ts";
import { gaussianTeacher } from "../../lib/datasets/regression.ts";
import { diagnose } from "../../lib/diagnose.ts";
import { type Build, buildOf } from "../../lib/diagnose/build.ts";
import { examine } from "../../lib/diagnose/examine.ts";
import { kinds } from "../../lib/diagnose/kinds.ts";
import { prescribe } from "../../lib/diagnose/prescribe.ts";
import { networkOf, optimizerOf, type Recipe } from "../../lib/diagnose/recipe.ts";
import { normalise } from "../../lib/diagnose/remedies.ts";
import { heNormal, heUniform, scaledNormal, xavierNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import type { Network } from "../../lib/network.ts";

const { x, y } = gaussianTeacher({ count: 64, inputs: 8, seed: 1 });
const base = {
  ...{ inputs: 8, width: 32, depth: 6, outputs: 1, seed: 3 },
  ...{ activation: relu, weights: heNormal },
};
const { depth: _, ...shared } = base;
const of = (network: Recipe["network"], more: Partial<Recipe> = {}): Recipe => ({
  ...{ network, x, y, rate: 0.05 },
  ...more,
});
const asked = (recipe: Recipe) =>
  diagnose(networkOf(recipe), { ...recipe, loss: meanSquaredError, rate: undefined });
const names = (recipe: Recipe) => asked(recipe).remedies.map(({ name }) => name);

/** Everything by which two recipes differ; √2 and He's gain by quadrature are one. */
function made(recipe: Recipe): string {
  const { layers, parameters } = networkOf(recipe), { rate, x } = recipe;
  const rounded = (w: number) => w.toPrecision(6);
  const values = parameters.map(({ value: { shape, data } }) => [
    shape,
    ...Array.from(data.slice(0, 4), rounded),
  ]);
  const scales = layers.map((layer) => "scale" in layer ? layer.scale : layer.name);
  return JSON.stringify([scales, values, optimizerOf(recipe).name, rate, x.shape, ...x.data]);
}

const narrow = of({ ...base, width: 3, seed: 3 });
const broken = of(base, {
  start: ({ parameters: [first] }: Network) => {
    first.value = first.value.map((w, i) => i === 0 ? NaN : w);
  },
});
const sick: readonly Recipe[] = [
  narrow,
  broken,
  of({ ...base, depth: 60, normalisation: batchNorm }), // exploding
  of({ ...base, depth: 20, normalisation: batchNorm }), // shattered
  of({ ...shared, blocks: 40 }), // exploding
  of({ ...shared, blocks: 40, normalisation: batchNorm, weights: scaledNormal(1e-5) }),
  of({ ...base, depth: 40, weights: xavierNormal }), // vanishing
  of({ ...base, activation: tanh, weights: scaledNormal(20) }), // saturated
];

Deno.test("no remedy is prescribed that leaves the network and its training as they are", () => {
  for (const recipe of sick) {
    const { kind, remedies } = asked(recipe);
    assert(remedies.length > 0, kind.name);
    for (const { name, apply } of remedies) {
      assert(apply === undefined || made(apply(recipe)) !== made(recipe), `${kind.name}: ${name}`);
    }
  }
});

Deno.test("born dead by chance, with He's weights: more units help first, not He's weights", () => {
  assertEquals(asked(narrow).kind, kinds.bornDead);
  assertEquals(names(narrow)[0], "four times as many units a layer");
  assertEquals(asked(asked(narrow).remedies[0].apply!(narrow)).kind, kinds.fine);
});

Deno.test("blocks whose branches are small already are not prescribed again", () => {
  const vanishes = { kind: kinds.vanishing, layer: 1, region: null, evidence: [] };
  const names = (blocks: number, scale: number) => {
    const network = networkOf(of({ ...shared, blocks, scale }));
    const { examination, build } = examine(network, { x, y, loss: meanSquaredError });
    return prescribe(vanishes, examination, build).map(({ name }) => name);
  };
  const skips = "residual connections, y = x + F(x)/√L for L blocks";
  assertEquals(names(16, 1), [skips, normalise.name]);
  assertEquals(names(16, 0.25), [normalise.name]);
});

Deno.test("a weight that is no number is replaced; a shorter gradient does not help", () => {
  assertEquals(names(broken).length, 1);
  assertEquals(asked(asked(broken).remedies[0].apply!(broken)).kind, kinds.fine);
});

Deno.test("what the network has: weights that suit, norm, skips, and scaled ones", () => {
  const built = (network: Recipe["network"]): Build => buildOf(networkOf(of(network)).forward(x));
  for (const weights of [heNormal, heUniform]) assert(built({ ...base, weights }).suited);
  for (const weights of [xavierNormal, scaledNormal(2)]) {
    assert(!built({ ...base, weights }).suited, weights.name);
  }
  const negative = {
    ...heNormal,
    sample: (...sizes: Parameters<typeof heNormal.sample>) =>
      heNormal.sample(...sizes).map((w) => -Math.abs(w)),
  };
  assert(!built({ ...base, weights: negative }).suited, "their mean is not 0");
  assert(built({ ...base, activation: tanh, weights: xavierNormal }).suited);
  const gentle = (scale: number) => built({ ...shared, blocks: 16, scale }).gentle;
  assertEquals([1, 0.26, 0.25, 0.1].map(gentle), [false, false, true, true]);
  assertEquals(built(base).gentle, false);
});
