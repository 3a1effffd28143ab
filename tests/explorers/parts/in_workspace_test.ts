import { assertEquals, assertThrows } from "@std/assert";
import { relu } from "lib/activations.ts";
import { inWorkspace } from "lib/explorers/parts/in_workspace.ts";
import { heNormal } from "lib/initializers.ts";
import { batchNorm } from "lib/layers/batch_norm.ts";
import { layerSignals } from "lib/monitor.ts";
import { mlp } from "lib/network.ts";
import { randomPass } from "lib/random_pass.ts";

const network = () =>
  mlp({
    inputs: 8,
    width: 12,
    depth: 4,
    outputs: 3,
    activation: relu,
    weights: heNormal,
    normalisation: batchNorm,
    seed: 1,
  });

Deno.test("inWorkspace: the bits of randomPass", () => {
  const alone = layerSignals(randomPass(network(), 16, 8, 1));
  for (let times = 0; times < 3; times++) {
    assertEquals(inWorkspace((pass) => layerSignals(pass(network(), 16, 8, 1))), alone);
  }
});

Deno.test("inWorkspace: what is not taken along as numbers is gone, and says so", () => {
  const run = inWorkspace((pass) => pass(network(), 16, 8, 1));
  assertThrows(() => run.output.at(0, 0), RangeError, "training step that is over");
});
