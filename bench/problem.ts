import { join } from "node:path";
import { sigmoid } from "../lib/activations.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { mlp } from "../lib/network.ts";
import { Random } from "../lib/random.ts";
import { type BenchNetwork, OUTPUTS } from "./networks.ts";

const SEED = 7;

/**
 * Writes what everybody starts from to a folder: `50x64.json` says the sizes, and `50x64.bin` holds, as
 * little-endian float64, row by row and one after another,
 *
 *     x (batch × inputs),   the labels (batch),   the weights of each dense layer (from × to)
 *
 * Biases start at 0, batch norm at γ = 1 and β = 0. A float32 training rounds what it reads.
 */
export async function writeProblem(network: BenchNetwork, folder: string): Promise<void> {
  const { name, inputs, width, depth, batch } = network;
  const random = new Random(SEED, 2 ** 40); // a stream that no layer draws from
  const x = Array.from({ length: batch * inputs }, () => random.normal());
  const labels = Array.from({ length: batch }, () => random.below(OUTPUTS));
  const { weights } = mlp({
    ...{ inputs, width, depth, outputs: OUTPUTS },
    ...{ activation: sigmoid, weights: xavierNormal, seed: SEED },
  });
  const numbers = [x, labels, ...weights.map(({ data }) => data)];
  const bytes = new DataView(new ArrayBuffer(8 * numbers.reduce((sum, a) => sum + a.length, 0)));
  let at = 0;
  for (const array of numbers) {
    for (const value of array) {
      bytes.setFloat64(at, value, true);
      at += 8;
    }
  }
  const sizes = { ...network, outputs: OUTPUTS, rate: 0.01 };
  await Deno.writeTextFile(join(folder, `${name}.json`), JSON.stringify(sizes));
  await Deno.writeFile(join(folder, `${name}.bin`), new Uint8Array(bytes.buffer));
}
