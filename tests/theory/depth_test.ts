import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Activation, gelu, identity, relu, sigmoid, tanh } from "../../lib/activations.ts";
import { heNormal, scaledNormal } from "../../lib/initializers.ts";
import { Matrix, zip } from "../../lib/matrix.ts";
import { matmul, matmulTB } from "../../lib/products.ts";
import { Random } from "../../lib/random.ts";
import { mean, median } from "../../lib/statistics.ts";
import {
  batchNormGrowth,
  batchNormReluGrowth,
  bornDeadProbability,
  correlationMap,
  correlationSlope,
  finiteWidthMedian,
  finiteWidthSquare,
  layerNormGrowth,
  residualCorrelation,
  residualGrowth,
} from "../../lib/theory.ts";

const normal = (rows: number, columns: number, random: Random) =>
  Matrix.generate(rows, columns, () => random.normal());
const meanSquare = ({ data }: Matrix) => mean(data.map((x) => x * x));

Deno.test("residual growth: as published, and of real stacks of linear branches", () => {
  assertAlmostEquals(residualGrowth(50, 1), 2 ** 50, 1);
  assertAlmostEquals(residualGrowth(50, 1 / Math.sqrt(50)), 2.69, 5e-3);
  assertAlmostEquals(residualGrowth(50, 1 / 50), 1.02, 5e-3);
  assertEquals(residualGrowth(50, 0), 1);
  for (const [alpha, activation, gain] of [[0.3, identity, 1], [0.5, relu, 0.5]] as const) {
    const random = new Random(3), blocks = 12, width = 200, growths: number[] = [];
    for (let seed = 0; seed < 5; seed++) {
      let h = normal(4, width, random);
      const start = meanSquare(h);
      for (let l = 0; l < blocks; l++) { // x + α·φ(x·W₁)·W₂: x and the branch add in squares
        const hidden = matmul(h, scaledNormal(1).sample(width, width, random)).map(activation.f);
        const branch = matmul(hidden, scaledNormal(1).sample(width, width, random));
        h = zip(h, branch, (x, b) => x + alpha * b);
      }
      growths.push(meanSquare(h) / start);
    }
    // Five seeds of width 200 scatter by 4 %; (1 + α)² a block, or α² forgotten, is far outside.
    assertAlmostEquals(median(growths) / residualGrowth(blocks, alpha, gain), 1, 0.12);
  }
});

/** One growth a layer of ‖δ‖² in a plain net of (weights, batch norm, φ), the layers next to the ends left out. */
function measuredBatchNormGrowth(phi: Activation, batch: number, scale: number): number {
  const random = new Random(1), width = 192, depth = 10;
  let h = normal(batch, width, random);
  const layers = Array.from({ length: depth }, () => {
    const W = scaledNormal(scale).sample(width, width, random), z = matmul(h, W);
    const m = columns(z, (column) => mean(column));
    const s = columns(z, (column, j) => Math.sqrt(mean(column.map((x) => (x - m[j]) ** 2))));
    const normed = z.map((x, i) => (x - m[i % width]) / s[i % width]);
    h = normed.map(phi.f);
    return { W, s, normed };
  });
  const sizes: number[] = [];
  let delta = normal(batch, width, random);
  for (const { W, s, normed } of layers.toReversed()) {
    const d = zip(delta, normed, (d, x) => d * phi.slope(x));
    const sum = columns(d, (column) => mean(column));
    const along = columns(zip(d, normed, (d, x) => d * x), (column) => mean(column));
    const dz = d.map((d, i) => {
      const j = i % width;
      return (d - sum[j] - normed.data[i] * along[j]) / s[j];
    });
    sizes.push(meanSquare(dz));
    delta = matmulTB(dz, W);
  }
  return (sizes[depth - 2] / sizes[1]) ** (1 / (depth - 3));
}

function columns(x: Matrix, f: (column: Float64Array, j: number) => number): number[] {
  return Array.from({ length: x.columns }, (_, j) => {
    const column = new Float64Array(x.rows);
    for (let i = 0; i < x.rows; i++) column[i] = x.data[i * x.columns + j];
    return f(column, j);
  });
}

Deno.test("batch norm's growth: π/(π − 1) for ReLU, whatever σ_w; 1 for a linear net", () => {
  assertAlmostEquals(batchNormGrowth(relu), Math.PI / (Math.PI - 1), 1e-13);
  assertAlmostEquals(batchNormGrowth(identity), 1, 1e-13);
  for (const phi of [tanh, gelu]) assert(batchNormGrowth(phi) > 1.05); // Poincaré
  for (const [phi, scale] of [[relu, 1], [relu, 3], [identity, 1], [tanh, 1]] as const) {
    const measured = measuredBatchNormGrowth(phi, 320, scale);
    assertAlmostEquals(measured / batchNormGrowth(phi), 1, 0.05, `${phi.name}: ${measured}`);
  }
});

Deno.test("batch norm's growth for ReLU at a small batch: by hand at 8, and at infinity", () => {
  const c = -1 / 7, both = 1 / 4 + Math.asin(c) / (2 * Math.PI);
  const shared = (Math.sqrt(1 - c * c) + c * (Math.PI - Math.acos(c))) / (2 * Math.PI);
  const byHand = 8 / 5 * ((7 / 16 + both / 8) / (1 / 2 - shared) - 1 / 8);
  assertAlmostEquals(batchNormReluGrowth(8), byHand, 1e-11);
  assertAlmostEquals(batchNormReluGrowth(1e7), batchNormGrowth(relu), 1e-5);
  assertThrows(() => batchNormReluGrowth(3), RangeError, "batch is 3");
});

Deno.test("layer norm's growth: 1 for ReLU and a linear net, far below for the sigmoid", () => {
  assertAlmostEquals(layerNormGrowth(relu), 1, 1e-13);
  assertAlmostEquals(layerNormGrowth(identity), 1, 1e-13);
  assertAlmostEquals(layerNormGrowth(sigmoid), 0.1528, 1e-4);
});

Deno.test("finite width: median and mean square of M in He-initialised ReLU nets", () => {
  assertAlmostEquals(finiteWidthMedian(50, 10), 0.607, 5e-4);
  assertAlmostEquals(finiteWidthMedian(100, 50), 0.287, 5e-4);
  const random = new Random(5), width = 30, depth = 12, sizes: number[] = [];
  for (let seed = 0; seed < 1500; seed++) {
    let h = normal(1, width, random);
    const start = meanSquare(h);
    for (let l = 0; l < depth; l++) {
      h = matmul(h, heNormal.sample(width, width, random)).map(relu.f);
    }
    sizes.push(meanSquare(h) / start);
  }
  // ln M has deviation √(5·12/30) = 1.4: 1,500 draws give its median to 0.045. Hanin's e^(−5L/2n).
  const middle = median(sizes), expected = finiteWidthMedian(width, depth);
  assert(Math.abs(Math.log(middle / expected)) < 0.15, `median ${middle}, theory ${expected}`);
});

Deno.test("finite width: one layer multiplies E[M²] by exactly 1 + 5/n", () => {
  const random = new Random(6), width = 10, count = 60_000;
  let squares = 0;
  for (let i = 0; i < count; i++) { // one layer on a fixed input: n terms max(0, z)²·2, z normal
    let m = 0;
    for (let j = 0; j < width; j++) m += 2 * relu.f(random.normal()) ** 2 / width;
    squares += m * m / count;
  }
  assertAlmostEquals(squares / finiteWidthSquare(width, 1), 1, 0.02);
  assertAlmostEquals(finiteWidthSquare(10, 3), 1.5 ** 3, 1e-14);
});

Deno.test("born dead: as published, and counted", () => {
  assertAlmostEquals(bornDeadProbability(2, 10), 0.9437, 5e-5);
  assertAlmostEquals(bornDeadProbability(5, 20), 0.4701, 5e-5);
  assertAlmostEquals(bornDeadProbability(60, 10) / (10 * 2 ** -60), 1, 1e-12);
  assertAlmostEquals(bornDeadProbability(10, 50), 0.0477, 5e-5);
  const random = new Random(7), count = 4000;
  for (const [width, depth] of [[2, 3], [3, 8], [4, 20]]) {
    let deadHere = 0, deadEverywhere = 0;
    for (let net = 0; net < count; net++) {
      let h = Matrix.from([[1], [-1]]); // of one number: every other input is a multiple of these
      for (let l = 0; l < depth; l++) {
        h = matmul(h, heNormal.sample(h.columns, width, random)).map(relu.f);
      }
      const [one, other] = [h.data.slice(0, width), h.data.slice(width)].map((x) => Math.max(...x));
      if (one === 0) deadHere++;
      if (one === 0 && other === 0) deadEverywhere++;
    }
    const p = bornDeadProbability(width, depth), error = 4 * Math.sqrt(p * (1 - p) / count);
    assertAlmostEquals(deadHere / count, p, error, `width ${width}, depth ${depth}`);
    assert(deadEverywhere / count < p, "the bound");
  }
});

Deno.test("depths and widths that are none", () => {
  assertThrows(() => residualGrowth(-1, 1), RangeError, "blocks is -1");
  assertThrows(() => residualGrowth(3, NaN), RangeError, "scale is NaN");
  assertThrows(() => finiteWidthMedian(0, 1), RangeError, "width is 0");
  assertThrows(() => finiteWidthSquare(1.5, 1), RangeError, "width is 1.5");
  assertThrows(() => bornDeadProbability(2, -1), RangeError, "depth is -1");
});

Deno.test("correlation of δ: by the maps of mean field theory, block by block", () => {
  const he = { weights: Math.SQRT2 };
  for (const [blocks, p] of [[0, 1], [3, 1], [5, 0.5], [4, 0.2]] as const) {
    let c = 0, rho = 1;
    for (const part of [...Array<number>(blocks).fill(p), 1]) {
      rho *= 1 - part + part * correlationSlope(relu, he, 1, c);
      c = (1 - part) * c + part * correlationMap(relu, he, 1, c);
    }
    assertAlmostEquals(residualCorrelation(blocks, p), rho, 1e-10);
  }
  assertAlmostEquals(residualCorrelation(0, 1), 0.5, 1e-15);
  assertAlmostEquals(residualCorrelation(1000, 0), 0.5, 1e-12); // only the last ReLU parts them
  assert(residualCorrelation(50, 1) < 0.01);
  assertThrows(() => residualCorrelation(5, 2), RangeError, "residualCorrelation: part is 2");
});
