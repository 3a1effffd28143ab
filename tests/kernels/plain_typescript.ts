/**
 * Prints the bits that small trainings end with. With the word `plain` there is no WebAssembly, as in an
 * old browser, so that all of it is computed in plain TypeScript.
 */
if (Deno.args[0] === "plain") Reflect.deleteProperty(globalThis, "WebAssembly");

const { fingerprint, trainSmall } = await import("../proof/small_training.ts");
const { train } = await import("../../lib/train.ts");
const { float32, float64, Matrix } = await import("../../lib/matrix.ts");
const { Random } = await import("../../lib/random.ts");
const { meanSquaredError } = await import("../../lib/losses.ts");
const { leakyRelu, relu, sigmoid, tanh } = await import("../../lib/activations.ts");
const { xavierNormal } = await import("../../lib/initializers.ts");
const { adam, sgd } = await import("../../lib/optimizers.ts");
const { mlp } = await import("../../lib/network.ts");
const { batchNorm } = await import("../../lib/layers/batch_norm.ts");

const random = new Random(1);
console.log(await fingerprint(trainSmall()));
for (const precision of [float64, float32]) {
  const x = Matrix.generate(33, 6, () => random.normal(), precision);
  const y = Matrix.generate(33, 2, () => random.normal(), precision);
  for (const activation of [sigmoid, tanh, relu, leakyRelu()]) {
    const shape = { inputs: 6, width: 19, depth: 4, outputs: 2, seed: 3 };
    const norm = { normalisation: batchNorm, precision };
    const network = mlp({ ...shape, ...norm, activation, weights: xavierNormal });
    const optimizer = activation === tanh
      ? adam({ rate: 0.01, weightDecay: 1e-3 })
      : sgd({ rate: 0.1, momentum: 0.9, weightDecay: 1e-3 });
    const { loss } = await train(network, { x, y, loss: meanSquaredError, optimizer, steps: 30 });
    const all = network.parameters.flatMap(({ value }) => [...value.data]);
    console.log(activation.name, await fingerprint(Float64Array.from([...loss, ...all])));
  }
}
