/** TensorFlow.js as its guide trains: variables, a loss, `optimizer.minimize`. First argument: cpu or wasm. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { type Problem, serve, stepByStep, type Training } from "./protocol.ts";

function begin(problem: Problem): Training {
  tf.disposeVariables();
  const { inputs, outputs, batch, labels, rate } = problem;
  const x = tf.tensor2d(Float32Array.from(problem.x), [batch, inputs]);
  const y = tf.cast(tf.oneHot(tf.tensor1d([...labels], "int32"), outputs), "float32");
  const layers = problem.layers.map(({ from, to, weights }) => ({
    w: tf.variable(tf.tensor2d(Float32Array.from(weights), [from, to])),
    b: tf.variable(tf.zeros([to])),
  }));
  const optimizer = tf.train.sgd(rate);
  const loss = () => {
    let h: tf.Tensor = x;
    layers.forEach(({ w, b }, l) => {
      const z = tf.add(tf.matMul(h, w), b);
      h = l < layers.length - 1 ? tf.sigmoid(z) : z;
    });
    return tf.losses.softmaxCrossEntropy(y, h) as tf.Scalar;
  };
  return stepByStep(() => {
    const value = optimizer.minimize(loss, true)!;
    const number = value.dataSync()[0];
    value.dispose();
    return number;
  });
}

await tf.setBackend(Deno.args[0]);
await tf.ready();
await serve({ version: tf.version.tfjs, dtypes: ["float32"], batchNorm: false }, begin);
