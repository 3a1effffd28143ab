import { assert, assertEquals } from "@std/assert";
import {
  elu,
  gelu,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../../lib/activations.ts";
import { activation } from "../../lib/activations/from_formula.ts";
import { meanSquareSlope } from "../../lib/theory.ts";
import { tooSteepToAverage } from "../../lib/theory/too_steep.ts";

Deno.test("E[φ′²] of every activation of the lib, and of gentle formulas, can be averaged", () => {
  const all = [sigmoid, tanh, relu, leakyRelu(), elu(), selu, gelu, silu, softplus, hardSigmoid];
  const own = ["z^2", "z^3", "tanh(20 z)", "exp(-100 z^2)", "max(0, z - 0.33)", "3 + 1e-9 z"].map((
    one,
  ) => activation(one));
  for (const one of [...all, identity, ...own]) assert(!tooSteepToAverage(one), one.name);
});

Deno.test("E[φ′²] of a step, or of what is nearly one, cannot", () => {
  const steep = ["tanh(100 z)", "tanh(1000 z)", "tanh(1e9 z)", "atan(100 z)", "z > 0.33 ? 1 : 0"];
  for (const one of [...steep, "tanh(1e9 (z - 1)) - tanh(1e9 (z + 1))"]) {
    assert(tooSteepToAverage(activation(one)), one);
  }
});

Deno.test("what can be averaged of tanh(k·z) is right to 1 %, for any k", () => {
  let averaged = 0;
  for (let k = 1; k < 1e6; k *= 1.05) {
    const steep = {
      ...tanh,
      slope: (z: number) => k * tanh.slope(k * z),
      f: (z: number) => tanh.f(k * z),
    };
    if (tooSteepToAverage(steep)) continue;
    averaged++;
    // ∫ k²·sech⁴(k·z)·N(z) dz with u = k·z, by the midpoint rule
    let sum = 0;
    for (let u = -20; u < 20; u += 1 / 64) {
      sum += tanh.slope(u) ** 2 * Math.exp(-((u / k) ** 2) / 2) / 64;
    }
    const truth = k * sum / Math.sqrt(2 * Math.PI), found = meanSquareSlope(steep);
    assert(Math.abs(found / truth - 1) < 0.01, `k = ${k}: ${found}, not ${truth}`);
  }
  assertEquals(averaged > 60, true, `${averaged}`);
});
