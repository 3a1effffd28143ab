import { assertAlmostEquals, assertEquals } from "@std/assert";
import { relu } from "../lib/activations.ts";
import { heNormal } from "../lib/initializers.ts";
import { rootMeanSquare } from "../lib/magnitude.ts";
import { mlp } from "../lib/network.ts";
import { batchNorm } from "../lib/layers/batch_norm.ts";
import { evaluation } from "../lib/layers/layer.ts";
import { passGradient, passInput, randomPass } from "../lib/random_pass.ts";

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

Deno.test("a random pass: the bits of forward and backward by hand, and all of it stays", () => {
  const shape = { inputs: 8, width: 12, depth: 4, outputs: 3, activation: relu, seed: 1 };
  const make = () => mlp({ ...shape, weights: heNormal, normalisation: batchNorm });
  const [network, other] = [make(), make()], run = randomPass(network, 16, 8, 1);
  const alone = other.forward(passInput(16, 8, 1)), gradient = passGradient(16, 3, 1);
  alone.backward(gradient);
  randomPass(make(), 16, 8, 2); // would write over what was not kept
  const numbers = ({ input, inputGradient, records }: typeof run, { parameters }: typeof network) =>
    [
      ...[input, inputGradient!, ...records.flatMap((r) => [r.output, r.delta!])],
      ...parameters.flatMap((p) => [p.value, p.gradient!]),
    ].map((matrix) => Array.from(matrix.data));
  assertEquals(numbers(run, network), numbers(alone, other));
  run.backward(gradient); // and once more
  assertEquals(numbers(run, network), numbers(alone, other));
  const [now, then] = [network, other].map((one) => one.forward(passInput(16, 8, 3), evaluation));
  assertEquals(now.output.data, then.output.data); // the running averages stay too
});
