/** The networks that everybody trains, and the bar for ours on each. */

/** How the numbers of a training are stored. */
export type Dtype = "float32" | "float64";
export const dtypes: readonly Dtype[] = ["float32", "float64"];

/** A multi-layer perceptron: `depth` hidden layers of sigmoids, 10 outputs, the full batch a step. */
export interface BenchNetwork {
  /** As in `--only 50x64`. */
  readonly name: string;
  readonly inputs: number;
  readonly width: number;
  readonly depth: number;
  readonly batch: number;
  readonly batchNorm: boolean;
  /** The most that our step may take, in units of PyTorch's (eager, one thread, the same dtype). */
  readonly bar: Readonly<Record<Dtype, number>>;
}

export const OUTPUTS = 10;

function network(
  depth: number,
  width: number,
  batch: number,
  float32: number,
  float64: number,
  batchNorm = false,
): BenchNetwork {
  const inputs = width === 1000 ? 784 : width; // 5 × 1000 is Glorot & Bengio's, for digits
  const name = `${depth}x${width}${batchNorm ? "bn" : ""}`;
  return { name, inputs, width, depth, batch, batchNorm, bar: { float32, float64 } };
}

export const networks: readonly BenchNetwork[] = [
  network(50, 32, 32, 0.13, 0.25),
  network(100, 32, 32, 0.13, 0.25),
  network(10, 64, 64, 0.45, 0.60),
  network(30, 64, 64, 0.45, 0.60),
  network(50, 64, 64, 0.45, 0.60),
  network(100, 64, 64, 0.50, 0.65),
  network(50, 64, 64, 0.30, 0.45, true),
  network(30, 128, 128, 1.0, 1.0),
  network(50, 128, 64, 1.0, 1.0),
  network(30, 256, 128, 1.6, 1.5),
  network(5, 1000, 10, 0.6, 0.7),
];

/** "50 × 64, 64, batch norm": depth × width, batch. */
export function title({ depth, width, batch, batchNorm }: BenchNetwork): string {
  return `${depth} × ${width}, ${batch}${batchNorm ? ", batch norm" : ""}`;
}

/** The rows and columns of the weight matrices, first layer first. */
export function weightShapes({ inputs, width, depth }: BenchNetwork): [number, number][] {
  return Array.from({ length: depth + 1 }, (_, l) => [
    l === 0 ? inputs : width,
    l === depth ? OUTPUTS : width,
  ]);
}

export function weightCount(network: BenchNetwork): number {
  return weightShapes(network).reduce((sum, [from, to]) => sum + from * to, 0);
}

/** Multiplications of one forward pass, all examples of the batch. */
export function products(network: BenchNetwork): number {
  return network.batch * weightCount(network);
}

/** Multiplications that no step can do without: forward, for the weights, and back to the first hidden layer. */
export function leastProducts(network: BenchNetwork): number {
  return 3 * products(network) - network.batch * network.inputs * network.width;
}

/** The widest network where we shall be within `JAX_BAR` of JAX; JavaScript shall take `JAVASCRIPT_BAR` times as long. */
export const NARROW = 64, JAX_BAR = 1.2, JAVASCRIPT_BAR = 10;
/** The network, and the dtype, for which turbo has a bar. */
export const TURBO = { network: "30x256", dtype: "float32", bar: 0.8 };
