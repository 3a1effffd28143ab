/**
 * How near our products are to what one core can do with the deterministic instructions of WebAssembly: vectors
 * of 128 bits, a multiplication and an addition apart. And how long the loops take that no step of training can do
 * without, each alone: the weights' step w ← w − η·g, the activations, and ∂L/∂y ⊙ φ′.
 */
import { sigmoid } from "../lib/activations.ts";
import { add, assemble, Fn, i32, less, loop, PAGE, type } from "../lib/kernels/assembler.ts";
import { float32Lanes, float64Lanes, type Lanes, load, store } from "../lib/kernels/lanes.ts";
import { runActivation, runAddScaled, runProduct, runZip, times } from "../lib/kernels/run.ts";
import { Workspace } from "../lib/kernels/workspace.ts";
import { copyInto, float32, float64, Matrix, type Numbers, type Precision } from "../lib/matrix.ts";
import { type BenchNetwork, type Dtype, dtypes, weightCount } from "./networks.ts";
import { percent, table } from "./table.ts";

export interface Limit {
  readonly dtype: Dtype;
  /** Multiplications and additions that fit into a nanosecond (GFLOP/s). */
  readonly peak: number;
  /** The same for the three products of a dense layer together, by its width. */
  readonly products: ReadonlyMap<number, number>;
  /** Milliseconds a step for the weights' step, and for the activations there and back, in the least. */
  readonly loops: ReadonlyMap<BenchNetwork, number>;
}

/** Batch and width: as in the bars' networks. */
const SHAPES = [[32, 32], [64, 64], [128, 256]] as const;
/** At least so much of the peak is asked for at width 256. */
const SHARE = 0.75;
/** The fastest is looked for so long, because a neighbour on the same core slows us down for seconds. */
const MILLISECONDS = 10_000;
const SAMPLES = 40, SAMPLE_OPERATIONS = 1e8, SAMPLE_NUMBERS = 2e6;

/** A loop that touches no memory: nine sums s ← s + a·b, as many as fit into the registers beside a and b. */
function peakKernel(v: Lanes): Fn {
  const fn = new Fn(1), [steps] = fn.arguments, step = fn.local(type.i32);
  const [sums, as, bs] = [9, 3, 3].map((count) => fn.several(count, type.vector));
  const once = sums.map((sum, i) =>
    sum.set(v.add(sum.get, v.multiply(as[i % 3].get, bs[Math.floor(i / 3)].get)))
  );
  fn.body = [
    [...as, ...bs].map((vector, i) => vector.set(load(i32(16 * i)))),
    loop(less(step.get, steps.get), [Array(32).fill(once), step.set(add(step.get, i32(1)))]),
    sums.map((sum, i) => store(i32(1024 + 16 * i), sum.get)),
  ];
  return fn;
}

/** The most of GFLOP/s that each action reaches; they take turns. */
function fastest(actions: readonly { operations: number; run: (times: number) => void }[]) {
  const best = actions.map(() => 0), begun = performance.now();
  for (let sample = 0; performance.now() - begun < MILLISECONDS; sample++) {
    actions.forEach(({ operations, run }, i) => {
      const times = Math.ceil(SAMPLE_OPERATIONS / operations), start = performance.now();
      run(times);
      const rate = times * operations / (performance.now() - start) / 1e6;
      if (sample >= SAMPLES / 4) best[i] = Math.max(best[i], rate); // V8 has compiled it by then
    });
  }
  return best;
}

/** The three products of a dense layer, on matrices that lie where a training has them. */
function layer(batch: number, width: number, precision: Precision, workspace: Workspace) {
  const filled = (rows: number) =>
    copyInto(workspace, Matrix.generate(rows, width, (i, j) => (i + j) % 7 / 8, precision)).data;
  const rowByRow = (data: Numbers) => ({ data, row: width, column: 1 });
  const turned = (data: Numbers) => ({ data, row: 1, column: width });
  const [x, y, dx, dy] = [batch, batch, batch, batch].map(filled);
  const [W, dW] = [width, width].map(filled);
  return {
    operations: 3 * 2 * batch * width * width,
    run(times: number) {
      for (let i = 0; i < times; i++) {
        runProduct(batch, width, width, rowByRow(x), rowByRow(W), y);
        runProduct(width, batch, width, turned(x), rowByRow(dy), dW);
        runProduct(batch, width, width, rowByRow(dy), turned(W), dx);
      }
    },
  };
}

/** Milliseconds in which a loop over so many numbers is done at its fastest. */
function leastTime(numbers: number, run: () => void): number {
  const times = Math.ceil(SAMPLE_NUMBERS / numbers);
  let least = Infinity;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = performance.now();
    for (let i = 0; i < times; i++) run();
    least = Math.min(least, (performance.now() - start) / times);
  }
  return least;
}

/** All weights' step at once, into another place and back by turns as in a training; and each layer's activations. */
function loopsTime(network: BenchNetwork, precision: Precision): number {
  const { batch, width, depth } = network, weights = weightCount(network), units = batch * width;
  const workspace = new Workspace();
  workspace.begin();
  const filled = (count: number) => workspace.take(count, precision).fill(1);
  let [w, g, stepped] = [weights, weights, weights].map(filled);
  const [x, y, slopes, dy, dx] = [units, units, units, units, units].map(filled);
  const update = leastTime(weights, () => {
    runAddScaled(w, -0.01, g, stepped);
    [w, stepped] = [stepped, w];
  });
  const layer = leastTime(units, () => {
    runActivation(sigmoid.kernel!, x, y, slopes);
    runZip(times, dy, slopes, dx);
  });
  workspace.end();
  return update + depth * layer;
}

/** Measures peak, products and loops in both dtypes; half a minute. */
export function measureLimits(
  networks: readonly BenchNetwork[],
  tell: (line: string) => void,
): Limit[] {
  return dtypes.map((dtype) => {
    const [v, precision] = dtype === "float32"
      ? [float32Lanes, float32] as const
      : [float64Lanes, float64] as const;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = new WebAssembly.Module(assemble({ peak: peakKernel(v) }, PAGE, []));
    const { exports } = new WebAssembly.Instance(module, { kernels: { memory } });
    const peak = exports.peak as (steps: number) => void, workspace = new Workspace();
    workspace.begin();
    const [most, ...rates] = fastest([
      { operations: 32 * 9 * 2 * v.count, run: peak },
      ...SHAPES.map(([batch, width]) => layer(batch, width, precision, workspace)),
    ]);
    workspace.end();
    const products = new Map(SHAPES.map(([, width], i) => [width, rates[i]]));
    const shares = [...products].map(([width, rate]) => `${width}: ${percent(rate / most)}`);
    tell(`${dtype}: peak ${most.toFixed(1)} GFLOP/s; products at width ${shares.join(", ")}`);
    const loops = new Map(networks.map((one) => [one, loopsTime(one, precision)]));
    return { dtype, peak: most, products, loops };
  });
}

/** What the products reach, beside the peak. */
export function limitTable(limits: readonly Limit[]): string {
  const head = ["", "peak, GFLOP/s", ...SHAPES.map(([batch, width]) => `width ${width}, ${batch}`)];
  return table(
    head,
    limits.map(({ dtype, peak, products }) => [
      dtype,
      peak.toFixed(1),
      ...[...products].map(([width, rate]) => {
        const asked = width === 256 ? `, ≥ 75 % ${rate >= SHARE * peak ? "✓" : "✗"}` : "";
        return `${rate.toFixed(1)} (${percent(rate / peak)}${asked})`;
      }),
    ]),
  );
}
