/**
 * Prints how many milliseconds the longest of 10,000 steps of a training takes, 50 layers of 32 units, once V8 has
 * compiled it: whether collecting garbage, or anything else, makes a learner wait.
 */
import { Matrix, mlp, sgd, sigmoid, softmaxCrossEntropy, train, xavierNormal } from "../lib/mod.ts";

const n = 32, shape = { inputs: n, width: n, depth: 50, outputs: 10, seed: 1 };
const network = mlp({ ...shape, activation: sigmoid, weights: xavierNormal });
const x = Matrix.generate(n, n, (i, j) => Math.sin(i * n + j));
const y = Array.from({ length: n }, (_, i) => i % 10);
const task = { x, y, loss: softmaxCrossEntropy, optimizer: sgd({ rate: 0.01 }) };

await train(network, { ...task, steps: 1000 });
let longest = 0, last = performance.now();
const clock = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
};
const onStep = Object.assign(clock, { forgets: true as const });
await train(network, { ...task, steps: 10_000, onStep });
console.log(longest);
