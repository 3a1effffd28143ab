import { assertAlmostEquals, assertThrows } from "@std/assert";
import { deltaFactor, deltaRatio, Matrix, mlp, Random, relu, theoryFor } from "../lib/mod.ts";
import { xavierNormal } from "../lib/mod.ts";

function run(depth: number) {
  const random = new Random(1), x = Matrix.generate(8, 16, () => random.normal());
  const shape = { inputs: 16, width: 16, depth, outputs: 1, seed: 1 };
  const run = mlp({ ...shape, activation: relu, weights: xavierNormal }).forward(x);
  run.backward(run.output.map(() => 1));
  return run;
}

Deno.test("deltaFactor: one factor for each step between hidden layers, as deltaRatio has it", () => {
  assertAlmostEquals(deltaFactor(run(5)) ** 4, deltaRatio(run(5)));
  assertAlmostEquals(deltaFactor(theoryFor(run(5))), Math.SQRT1_2);
});

Deno.test("deltaFactor: a single hidden layer has none", () => {
  assertThrows(() => deltaFactor(run(1)), RangeError, "two hidden");
});
