import { assert, assertEquals } from "@std/assert";
import { relu } from "lib/activations.ts";
import { KeptNormals } from "lib/explorers/parts/kept_normals.ts";
import { heNormal, type Initializer, scaledNormal } from "lib/initializers.ts";
import { mlp } from "lib/network.ts";
import { residualMlp } from "lib/residual_mlp.ts";

const shape = { inputs: 4, outputs: 3, activation: relu, seed: 5 };
const plain = (weights: Initializer, width: number, depth: number) =>
  mlp({ ...shape, weights, width, depth }).weights;

Deno.test("kept normals: the bits of weights drawn anew, as a network grows and shrinks", () => {
  const kept = new KeptNormals();
  for (const [width, depth] of [[8, 3], [2, 5], [16, 2], [8, 9], [16, 9]]) {
    for (const weights of [heNormal, scaledNormal(0.3)]) {
      assertEquals(plain(kept.behind(weights), width, depth), plain(weights, width, depth));
      const blocks = (weights: Initializer) =>
        residualMlp({ ...shape, weights, width, blocks: depth }).weights;
      assertEquals(blocks(kept.behind(weights)), blocks(weights));
    }
  }
});

Deno.test("kept normals: a network that changes its weights spoils nothing", () => {
  const kept = new KeptNormals(), [first] = plain(kept.behind(heNormal), 8, 1);
  first.data.fill(0);
  const [second] = plain(kept.behind(heNormal), 8, 1);
  assertEquals(second, plain(heNormal, 8, 1)[0]);
  assert(first !== second);
});
