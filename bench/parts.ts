/**
 * What a step of ours is made of, found by leaving out: the same training where some kernels do nothing, beside
 * the whole one, in turns. What it computes then means nothing; how much less time it takes does.
 */
import { sigmoid } from "../lib/activations.ts";
import { xavierNormal } from "../lib/initializers.ts";
import { type Kernel, type Machine, makeMachine } from "../lib/kernels/module.ts";
import { replaceKernels } from "../lib/kernels/workspace.ts";
import { batchNorm } from "../lib/layers/batch_norm.ts";
import { softmaxCrossEntropy } from "../lib/losses.ts";
import { float32, float64, Matrix } from "../lib/matrix.ts";
import { mlp } from "../lib/network.ts";
import { sgd } from "../lib/optimizers.ts";
import { Random } from "../lib/random.ts";
import { median } from "../lib/statistics.ts";
import { train } from "../lib/train.ts";
import { clock } from "./clock.ts";
import { type BenchNetwork, type Dtype, dtypes, OUTPUTS, title } from "./networks.ts";
import { percent, table } from "./table.ts";

/** Parts of our step's time. */
export interface Parts {
  readonly network: BenchNetwork;
  readonly dtype: Dtype;
  readonly products: number;
  readonly activations: number;
  /** All other loops over numbers. */
  readonly loops: number;
  /** What is left without any loop. */
  readonly javascript: number;
}

const PRODUCTS = ["product", "productTA", "transpose"], ACTIVATIONS = ["sigmoid"];
/** What is left out, in the order of the shares. */
const VARIANTS: readonly ((kernel: string) => boolean)[] = [
  () => false,
  (kernel) => PRODUCTS.includes(kernel),
  (kernel) => ACTIVATIONS.includes(kernel),
  (kernel) => !PRODUCTS.includes(kernel) && !ACTIVATIONS.includes(kernel),
  () => true,
];
const WARM_MILLISECONDS = 300, ROUND_MILLISECONDS = 100;

/** Kernels in a memory of their own, some of which do nothing but say that all is well. */
function without(leftOut: (kernel: string) => boolean): Machine {
  const { buffer, float64, float32 } = makeMachine()!;
  const some = (kernels: Readonly<Record<string, Kernel>>) =>
    Object.fromEntries(
      Object.entries(kernels).map(([name, kernel]) => [name, leftOut(name) ? () => 1 : kernel]),
    );
  return { buffer, float64: some(float64), float32: some(float32) };
}

/** The milliseconds of a step, by the median of so many. */
function training(network: BenchNetwork, dtype: Dtype): (steps: number) => Promise<number> {
  const { inputs, width, depth, batch } = network;
  const precision = dtype === "float32" ? float32 : float64, random = new Random(1);
  const x = Matrix.generate(batch, inputs, () => random.normal(), precision);
  const y = Array.from({ length: batch }, (_, i) => i % OUTPUTS);
  const learner = mlp({
    ...{ inputs, width, depth, outputs: OUTPUTS, precision },
    ...{ activation: sigmoid, weights: xavierNormal, seed: 1 },
    normalisation: network.batchNorm ? batchNorm : undefined,
  });
  const loop = { x, y, loss: softmaxCrossEntropy, optimizer: sgd({ rate: 0.01 }) };
  return async (steps) => {
    const { onStep, milliseconds } = clock();
    await train(learner, { ...loop, steps, onStep });
    return median(milliseconds);
  };
}

async function partsOf(network: BenchNetwork, dtype: Dtype, rounds: number): Promise<Parts> {
  const runners = VARIANTS.map((leftOut) => ({
    machine: without(leftOut),
    run: training(network, dtype),
    steps: 3,
  }));
  const times: number[][] = [];
  for (let round = 0; round <= rounds; round++) {
    times[round] = [];
    for (const runner of runners) {
      replaceKernels(runner.machine);
      if (round === 0) await runner.run(Math.ceil(WARM_MILLISECONDS / await runner.run(3)));
      const time = await runner.run(runner.steps);
      if (round === 0) runner.steps = Math.max(3, Math.ceil(ROUND_MILLISECONDS / time));
      times[round].push(time);
    }
  }
  replaceKernels(null);
  const share = (variant: number) => median(times.slice(1).map((time) => time[variant] / time[0]));
  const [, products, activations, loops, all] = VARIANTS.map((_, variant) => 1 - share(variant));
  return { network, dtype, products, activations, loops, javascript: 1 - all };
}

/** Measures the parts of every network's step; a minute or two for all. */
export async function measureParts(
  networks: readonly BenchNetwork[],
  rounds: number,
  tell: (line: string) => void,
): Promise<Parts[]> {
  const all: Parts[] = [];
  for (const network of networks) {
    for (const dtype of dtypes) all.push(await partsOf(network, dtype, rounds));
    tell(`${title(network)}: the parts of our step are measured`);
  }
  return all;
}

/** The parts, as shares of the whole step. */
export function partsTable(parts: readonly Parts[]): string {
  const head = ["depth × width, batch", "dtype", "products", "activations", "other loops"]
    .concat("JavaScript");
  const rows = parts.map(({ network, dtype, products, activations, loops, javascript }) => {
    const shares = [products, activations, loops, javascript];
    return [title(network), dtype, ...shares.map((share) => percent(Math.max(0, share)))];
  });
  return rows.length === 0 ? "" : table(head, rows);
}
