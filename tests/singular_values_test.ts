import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { identity, tanh } from "../lib/activations.ts";
import { lecunNormal } from "../lib/initializers.ts";
import { batchNorm } from "../lib/layers/batch_norm.ts";
import { Matrix } from "../lib/matrix.ts";
import { matmul, matmulTA } from "../lib/products.ts";
import { mlp, Network } from "../lib/network.ts";
import { orthogonal } from "../lib/orthogonal.ts";
import { Random } from "../lib/random.ts";
import { inputOutputJacobian, singularValues } from "../lib/singular_values.ts";

const random = new Random(1);
const gaussian = (rows: number, columns: number) =>
  Matrix.generate(rows, columns, () => random.normal());

Deno.test("singular values by hand: signs, rank, one row, zeros", () => {
  const of = (rows: number[][]) => [...singularValues(Matrix.from(rows))];
  of([[3, 0], [0, -4]]).forEach((value, i) => assertAlmostEquals(value, 4 - i, 2e-15));
  assertEquals(of([[0, 0], [0, 0], [0, 0]]), [0, 0]);
  assertAlmostEquals(of([[3, 4]])[0], 5, 1e-15);
  const [first, second] = of([[1, 1], [1, 1]]); // of rank 1
  assertAlmostEquals(first, 2, 1e-15);
  assert(second < 1e-15);
  const golden = (1 + Math.sqrt(5)) / 2; // of [[1, 1], [0, 1]]
  const shear = of([[1, 1], [0, 1]]);
  assertAlmostEquals(shear[0], golden, 1e-15);
  assertAlmostEquals(shear[1], 1 / golden, 1e-15);
});

Deno.test("squares of singular values sum to the squares of the entries; the transpose has the same", () => {
  const a = gaussian(30, 12), s = singularValues(a);
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((t, v) => t + v * v, 0);
  assertAlmostEquals(sum(s), sum(a.data), 1e-11);
  assert(s.every((value, i) => i === 0 || value <= s[i - 1]), "largest first");
  const transposed = Matrix.generate(12, 30, (i, j) => a.at(j, i));
  singularValues(transposed).forEach((value, i) => assertAlmostEquals(value, s[i], 1e-13));
  // of aᵀa, the squares
  singularValues(matmulTA(a, a)).forEach((value, i) => assertAlmostEquals(value, s[i] ** 2, 1e-11));
});

Deno.test("known singular values come back, from 1 down to 1e-12, and at sizes of 1e-250", () => {
  const q = orthogonal().sample(12, 12, random), p = orthogonal().sample(12, 12, random);
  for (const size of [1, 1e-250]) {
    const scaled = Matrix.generate(12, 12, (i, j) => size * 10 ** -i * q.at(i, j));
    singularValues(matmul(p, scaled)).forEach((value, i) =>
      assertAlmostEquals(value / size, 10 ** -i, 1e-14)
    );
  }
});

const options = { inputs: 5, width: 8, outputs: 3, weights: lecunNormal, seed: 2 };

Deno.test("the Jacobian of a linear network is the product of its weights", () => {
  const network = mlp({ ...options, depth: 3, activation: identity });
  const product = network.weights.reduce(matmul); // inputs×outputs
  const jacobian = inputOutputJacobian(network, gaussian(1, 5));
  assertEquals(jacobian.shape, "3×5");
  jacobian.data.forEach((value, k) =>
    assertAlmostEquals(value, product.at(k % 5, Math.floor(k / 5)), 1e-14)
  );
});

for (const normalisation of [undefined, batchNorm]) {
  Deno.test(`the Jacobian agrees with differences${normalisation ? ", through batch norm" : ""}`, () => {
    const network = mlp({ ...options, depth: 2, activation: tanh, normalisation });
    network.forward(gaussian(20, 5)); // batch norm remembers
    const x = gaussian(1, 5), h = 1e-5;
    const jacobian = inputOutputJacobian(network, x);
    const at = (j: number, step: number) => {
      const moved = x.map((value, k) => k === j ? value + step : value);
      return network.forward(moved, { training: false, step: 0 }).output.data;
    };
    for (let j = 0; j < 5; j++) {
      const [above, below] = [at(j, h), at(j, -h)];
      for (let i = 0; i < 3; i++) {
        assertAlmostEquals(jacobian.at(i, j), (above[i] - below[i]) / (2 * h), 1e-8);
      }
    }
  });
}

Deno.test("the network is left as it was, gradients included; part of it has a Jacobian too", () => {
  const network = mlp({ ...options, depth: 2, activation: tanh });
  inputOutputJacobian(network, gaussian(1, 5));
  assert(network.parameters.every(({ gradient }) => gradient === null));
  const part = new Network(network.layers.slice(0, 2));
  assertEquals(inputOutputJacobian(part, gaussian(1, 5)).shape, "8×5");
});

Deno.test("singular values: mistakes are named", () => {
  assertThrows(() => singularValues(new Matrix(0, 3)), RangeError, "is 0×3");
  assertThrows(() => singularValues(Matrix.from([[1, NaN]])), RangeError, "NaN at row 0, column 1");
  assertThrows(() => singularValues([1] as unknown as Matrix), TypeError, "not a Matrix");
  const network = mlp({ ...options, depth: 1, activation: tanh });
  assertThrows(() => inputOutputJacobian(network, gaussian(2, 5)), TypeError, "x is 2×5");
});
