import { assertAlmostEquals, assertEquals } from "@std/assert";
import { relu } from "../lib/activations.ts";
import { heNormal } from "../lib/initializers.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { mlp } from "../lib/network.ts";
import { randomPass } from "../lib/random_pass.ts";

Deno.test("a random pass: of size 1 both ways, and the same for the same seed", () => {
  const shape = { inputs: 40, width: 8, depth: 2, outputs: 50, activation: relu, seed: 1 };
  const network = mlp({ ...shape, weights: heNormal });
  const [run, again, other] = [1, 1, 2].map((seed) => randomPass(network, 100, 40, seed));
  assertEquals([run.input.shape, run.output.shape], ["100×40", "100×50"]);
  assertAlmostEquals(rootMeanSquare(run.input), 1, 0.05);
  assertAlmostEquals(rootMeanSquare(run.records.at(-1)!.delta!), 1, 0.05);
  assertEquals(run.inputGradient!.data, again.inputGradient!.data);
  assertEquals(run.input.data[0] === other.input.data[0], false);
});
