/** Prints by how many bytes the process grows in ten thousand steps of a training, after the first thousand. */
import { sigmoid } from "../../lib/activations.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { meanSquaredError } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { sgd } from "../../lib/optimizers.ts";
import { Random } from "../../lib/random.ts";
import { train } from "../../lib/train.ts";

const random = new Random(1);
const x = Matrix.generate(32, 5, () => random.normal());
const y = Matrix.generate(32, 1, (row) => x.at(row, 0) * x.at(row, 1));
const network = mlp({
  ...{ inputs: 5, width: 20, depth: 3, outputs: 1, seed: 7 },
  ...{ activation: sigmoid, normalisation: batchNorm, weights: xavierNormal },
});
const setting = { x, y, loss: meanSquaredError, optimizer: sgd({ rate: 0.01 }) };
await train(network, { ...setting, steps: 1000 });
const before = Deno.memoryUsage();
await train(network, { ...setting, steps: 10_000 });
const after = Deno.memoryUsage();
console.log(
  JSON.stringify({ rss: after.rss - before.rss, external: after.external - before.external }),
);
