/**
 * Prints how many seconds the trainability map of lesson 4 takes at its full size: 20 depths × 20 σ_w × 3 seeds,
 * that is 1,200 networks of 64 units, 150 steps each, on all cores.
 */
import {
  adam,
  digits,
  float32,
  mean,
  mlp,
  scaledNormal,
  softmaxCrossEntropy,
  sweep,
  tanh,
  train,
} from "../lib/mod.ts";

const n = 20, seed = [1, 2, 3];
const row = (from: number, by: number) =>
  [...Array(n).keys()].map((i) => from * by ** (i / (n - 1)));
const scale = row(0.5, 6), depth = row(2, 24).map((d, i) => Math.max(i + 2, Math.round(d)));
const { x, labels } = (await digits({ train: 512, test: 10, size: 14, seed: 1 })).train;
const ink = x.map((v) => (v - 0.13) / 0.28).to(float32);

const start = performance.now();
await sweep({ depth, scale, seed }, async ({ depth, scale, seed }) => {
  const size = { inputs: 196, width: 64, outputs: 10, activation: tanh, precision: float32 };
  const network = mlp({ ...size, depth, weights: scaledNormal(scale), seed });
  const loop = { optimizer: adam({ rate: 0.001 }), steps: 150, batchSize: 16, seed };
  const { loss } = await train(network, { x: ink, y: labels, loss: softmaxCrossEntropy, ...loop });
  return mean(loss.slice(-20));
}, { shared: { ink, labels } });
console.log((performance.now() - start) / 1000);
