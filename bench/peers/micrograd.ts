/**
 * A scalar autograd in the manner of Karpathy's micrograd: one object for each number. The graph of a
 * whole batch would not fit into memory, so it goes example by example and adds up the gradients, which
 * is the same step.
 */
import { type Problem, serve, stepByStep, type Training } from "./protocol.ts";
import { Scalar } from "./scalar.ts";

interface Neuron {
  readonly weights: readonly Scalar[];
  readonly bias: Scalar;
}

function output({ weights, bias }: Neuron, inputs: readonly Scalar[]): Scalar {
  return inputs.reduce((sum, input, i) => sum.plus(weights[i].times(input)), bias);
}

/** −ln softmax(z)[label], shifted so that no power overflows. */
function crossEntropy(z: readonly Scalar[], label: number): Scalar {
  const top = new Scalar(-Math.max(...z.map(({ value }) => value))), minus = new Scalar(-1);
  const powers = z.map((value) => value.plus(top).exp());
  const sum = powers.reduce((a, b) => a.plus(b));
  return sum.log().plus(z[label].plus(top).times(minus));
}

function begin({ inputs, batch, x, labels, rate, layers }: Problem): Training {
  const net = layers.map(({ from, to, weights }) =>
    Array.from({ length: to }, (_, j): Neuron => ({
      weights: Array.from({ length: from }, (_, i) => new Scalar(weights[i * to + j])),
      bias: new Scalar(0),
    }))
  );
  const parameters = net.flat().flatMap(({ weights, bias }) => [...weights, bias]);
  const example = (row: number) => {
    let h = Array.from(x.subarray(row * inputs, (row + 1) * inputs), (value) => new Scalar(value));
    net.forEach((layer, l) => {
      const z = layer.map((neuron) => output(neuron, h));
      h = l < net.length - 1 ? z.map((value) => value.sigmoid()) : z;
    });
    return crossEntropy(h, labels[row]);
  };
  return stepByStep(() => {
    for (const parameter of parameters) parameter.gradient = 0;
    let mean = 0;
    for (let row = 0; row < batch; row++) {
      const loss = example(row);
      loss.backward(1 / batch);
      mean += loss.value / batch;
    }
    for (const parameter of parameters) parameter.value -= rate * parameter.gradient;
    return mean;
  });
}

await serve({ version: "our own", dtypes: ["float64"], batchNorm: false }, begin);
