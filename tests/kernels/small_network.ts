import { sigmoid } from "../../lib/activations.ts";
import { xavierNormal } from "../../lib/initializers.ts";
import { batchNorm } from "../../lib/layers/batch_norm.ts";
import { Matrix } from "../../lib/matrix.ts";
import { mlp } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";

/** A small task, and a network for it that begins anew each time. */
const random = new Random(1);
export const x = Matrix.generate(32, 5, () => random.normal());
export const y = Matrix.generate(32, 1, (row) => x.at(row, 0) * x.at(row, 1));
export const network = () =>
  mlp({
    ...{ inputs: 5, width: 20, depth: 3, outputs: 1, seed: 7 },
    ...{ activation: sigmoid, normalisation: batchNorm, weights: xavierNormal },
  });
