/** What theory expects of normalised runs, against runs. */
import { assertEquals, assertThrows } from "@std/assert";
import {
  type Activation,
  batchNorm,
  layerNorm,
  layerSignals,
  mlp,
  normedTheoryFor,
  randomPass,
  relu,
  type Run,
  scaledNormal,
  sigmoid,
  tanh,
} from "../lib/mod.ts";

const kinds = [batchNorm, layerNorm];

function run(activation: Activation, normalisation?: typeof batchNorm): Run {
  const shape = { inputs: 96, width: 192, outputs: 24, depth: 8, activation, seed: 2 };
  return randomPass(mlp({ ...shape, weights: scaledNormal(1.5), normalisation }), 256, 96, 2);
}

for (const normalisation of kinds) {
  for (const activation of [relu, tanh, sigmoid]) {
    Deno.test(`${normalisation.name}, ${activation.name}: signals as theory expects them`, () => {
      const found = run(activation, normalisation), signals = layerSignals(found);
      const theory = normedTheoryFor(found);
      assertEquals(theory.map(({ layer }) => layer), [1, 2, 3, 4, 5, 6, 7, 8]);
      theory.forEach((expected, l) => {
        near(signals[l].activation, expected.activation, 0.03, `activation ${l + 1}`);
        near(signals[l].delta, expected.delta, 0.1, `δ ${l + 1}`);
      });
    });
  }
}

Deno.test("normedTheoryFor refuses networks that it is not for", () => {
  assertThrows(() => normedTheoryFor(run(relu)), TypeError, "normalisation: batchNorm");
});

function near(measured: number, expected: number, relative: number, what: string) {
  if (Math.abs(measured / expected - 1) <= relative) return;
  throw new Error(`${what}: measured ${measured}, theory ${expected}`);
}
