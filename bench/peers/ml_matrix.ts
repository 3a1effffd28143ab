/** ml-matrix: the rules of the backward pass by hand, with the library's matrices. */
import { Matrix } from "ml-matrix";
import { type Problem, serve, stepByStep, type Training } from "./protocol.ts";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** A matrix of the library from numbers row by row. */
function matrix(rows: number, columns: number, data: Float64Array): Matrix {
  return Matrix.from1DArray(rows, columns, [...data]);
}

function map(m: Matrix, f: (value: number) => number): Matrix {
  const result = Matrix.zeros(m.rows, m.columns);
  for (let i = 0; i < m.rows; i++) {
    for (let j = 0; j < m.columns; j++) result.set(i, j, f(m.get(i, j)));
  }
  return result;
}

/** Softmax cross-entropy and its gradient. */
function crossEntropy(z: Matrix, labels: Uint8Array): { loss: number; gradient: Matrix } {
  const gradient = Matrix.zeros(z.rows, z.columns);
  let loss = 0;
  for (let i = 0; i < z.rows; i++) {
    const row = z.getRow(i), top = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - top));
    const sum = powers.reduce((a, b) => a + b);
    loss += (Math.log(sum) + top - row[labels[i]]) / z.rows;
    powers.forEach((power, j) =>
      gradient.set(i, j, (power / sum - Number(j === labels[i])) / z.rows)
    );
  }
  return { loss, gradient };
}

function begin({ inputs, batch, labels, rate, ...problem }: Problem): Training {
  const x = matrix(batch, inputs, problem.x), last = problem.layers.length - 1;
  const layers = problem.layers.map(({ from, to, weights }) => ({
    w: matrix(from, to, weights),
    b: Matrix.zeros(1, to),
  }));
  return stepByStep(() => {
    const h = [x];
    layers.forEach(({ w, b }, l) => {
      const z = h[l].mmul(w).addRowVector(b);
      h.push(l < last ? map(z, sigmoid) : z);
    });
    const { loss, gradient } = crossEntropy(h.pop()!, labels);
    let delta = gradient;
    for (let l = last; l >= 0; l--) {
      const { w, b } = layers[l];
      const dw = h[l].transpose().mmul(delta), db = delta.sum("column");
      if (l > 0) delta = delta.mmul(w.transpose()).mul(map(h[l], (a) => a * (1 - a)));
      w.sub(dw.mul(rate));
      b.subRowVector(db.map((sum) => sum * rate));
    }
    return loss;
  });
}

await serve({ version: "6.15.1", dtypes: ["float64"], batchNorm: false }, begin);
