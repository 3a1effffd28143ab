import { assert, assertEquals } from "@std/assert";
import { type Activation, leakyRelu, relu, sigmoid, tanh } from "../../lib/activations.ts";
import { apply } from "../../lib/activations/apply.ts";
import {
  minus,
  over,
  plus,
  residuals,
  scaleAndShift,
  sumProducts,
  sumRows,
  times,
  zipRow,
} from "../../lib/broadcast.ts";
import { indexNotFinite } from "../../lib/finite.ts";
import { inFloat32 } from "../../lib/kernels/float32.ts";
import { float32Lanes, float64Lanes } from "../../lib/kernels/lanes.ts";
import { instance } from "../../lib/kernels/module.ts";
import { product } from "../../lib/kernels/reference.ts";
import { runProduct } from "../../lib/kernels/run.ts";
import { MORE_ROWS } from "../../lib/kernels/tiling.ts";
import { kernels, Workspace } from "../../lib/kernels/workspace.ts";
import {
  addScaled,
  copyInto,
  float32,
  float64,
  Matrix,
  type Precision,
  scaled,
  zip,
} from "../../lib/matrix.ts";
import { matmulTA } from "../../lib/products.ts";
import { Random } from "../../lib/random.ts";

const precisions = { float64, float32 };

/** Numbers of all sizes, at an address that is a multiple of 8 but not of 16; here and there others. */
function numbers(random: Random, count: number, precision = float64, others: number[] = []) {
  const data = new precision(count + 1).subarray(1);
  for (let i = 0; i < count; i++) {
    data[i] = random.normal() * 10 ** (random.below(9) - 4);
    if (others.length > 0 && random.below(50) === 0) data[i] = others[random.below(others.length)];
  }
  return data;
}

Deno.test("the kernels are there: all of the following compares them with plain TypeScript", () => {
  assert(kernels() !== null);
});

/** φ and φ′ one number at a time. */
function plainly(activation: Activation, precision: Precision) {
  if (precision === float64) return { value: activation.f, slope: activation.slope };
  const { name, parameter = 0 } = activation.kernel!, { value, slope } = inFloat32[name];
  return { value: (z: number) => value(z, parameter), slope: (z: number) => slope(z, parameter) };
}

Deno.test("in float32 the activations are within 4 units in the last place of their true values", () => {
  const random = new Random(4);
  for (let i = 0; i < 20_000; i++) {
    const z = Math.fround(random.normal() * 2 ** (random.below(12) - 6));
    for (const activation of [sigmoid, tanh, relu, leakyRelu(0.1)]) {
      const { value, slope } = plainly(activation, float32);
      for (const [found, exact] of [[value(z), activation.f(z)], [slope(z), activation.slope(z)]]) {
        const unit = Math.max(2 ** (Math.floor(Math.log2(Math.abs(exact))) - 23), 2 ** -149);
        if (Math.abs(exact) < 2.5e-38 && found === 0) continue; // it may be lost where float32 ends
        assert(
          Math.abs(found - exact) <= 4 * unit,
          `${activation.name} at ${z}: ${found}, ${exact}`,
        );
      }
    }
  }
});

for (const [name, precision] of Object.entries(precisions)) {
  Deno.test(`${name}: products of 300 random shapes, to the last bit`, () => {
    const random = new Random(1), size = () => 1 + random.below(random.below(2) ? 300 : 40);
    let run = 0;
    for (let round = 0; round < 300; round++) {
      const m = size(), n = size(), p = size();
      const others = round % 3 ? [] : [NaN, Infinity, -Infinity, 0, -0, 1e-310];
      const plain = (rows: number, columns: number) => ({
        data: numbers(random, rows * columns, precision, others),
        row: columns,
        column: 1,
      });
      const flipped = (rows: number, columns: number) => {
        const { data } = plain(rows, columns);
        return { data, row: 1, column: rows };
      };
      const a = round % 2 ? plain(m, n) : flipped(m, n);
      const b = round % 4 < 2 ? plain(n, p) : flipped(n, p);
      const expected = new precision(m * p), found = new precision(m * p);
      product(m, n, p, a, b, expected);
      if (!runProduct(m, n, p, a, b, found)) continue;
      run++;
      assertEquals(found, expected, `${m}×${n}·${n}×${p}, round ${round}`);
      const row = numbers(random, p, precision, others);
      runProduct(m, n, p, a, b, found, row);
      assertEquals(found, expected.map((sum, i) => sum + row[i % p]), `${m}×${n}·${n}×${p} + row`);
    }
    assert(run > 250, `only ${run} products were large enough for the kernel`);
  });

  Deno.test(`${name}: products in tiles of four rows, to the last bit`, () => {
    const lanes = precision === float64 ? float64Lanes : float32Lanes, size = lanes.size;
    const memory = new WebAssembly.Memory({ initial: 64 }), from = 2 ** 20;
    const wide = instance(lanes, memory, { thread: 0, rows: MORE_ROWS }), random = new Random(6);
    for (let round = 0; round < 100; round++) {
      const [m, n, p] = [1, 2, 3].map(() => 1 + random.below(90)), turned = round % 2 === 1;
      const a = numbers(random, m * n, precision), b = numbers(random, n * p, precision);
      const view = new precision(memory.buffer as ArrayBuffer, from);
      const [A, B, C] = [0, 10_000, 20_000];
      view.set(a, A);
      view.set(b, B);
      const at = (index: number) => from + size * index;
      const step = size * (turned ? m : n);
      const kernel = turned ? wide.productTA : wide.product;
      kernel(m, n, p, at(A), step, at(B), p * size, size, 0, at(C), p * size);
      const strided = turned ? { row: 1, column: m } : { row: n, column: 1 };
      const expected = new precision(m * p);
      product(m, n, p, { data: a, ...strided }, { data: b, row: p, column: 1 }, expected);
      assertEquals(view.slice(C, C + m * p), expected, `${m}×${n}·${n}×${p}, round ${round}`);
    }
  });

  Deno.test(`${name}: products of a transposed matrix with long rows, to the last bit`, () => {
    const random = new Random(5), workspace = new Workspace();
    workspace.begin();
    for (
      const [m, n, p] of [[256, 64, 40], [288, 4, 9], [320, 100, 17], [257, 64, 5], [256, 7, 33]]
        .concat([[64, 64, 64], [32, 32, 32], [80, 16, 3]])
    ) {
      const make = (rows: number, columns: number) =>
        copyInto(workspace, new Matrix(rows, columns, numbers(random, rows * columns, precision)));
      const a = make(n, m), b = make(n, p), expected = new precision(m * p);
      const flipped = { data: a.data, row: 1, column: m };
      product(m, n, p, flipped, { data: b.data, row: p, column: 1 }, expected);
      assertEquals(matmulTA(a, b).data.slice(), expected, `${m}×${n}·${n}×${p}`);
    }
    workspace.end();
  });

  Deno.test(`${name}: a product leaves what stands beside its result`, () => {
    const workspace = new Workspace();
    workspace.begin();
    for (const [m, n, p] of [[3, 40, 11], [1, 100, 17], [33, 31, 9], [2, 500, 1], [40, 40, 3]]) {
      const a = copyInto(workspace, Matrix.generate(m, n, (i, j) => i + j, precision));
      const b = copyInto(workspace, Matrix.generate(n, p, (i, j) => i - j, precision));
      const before = new Uint8Array(kernels()!.buffer, a.data.byteOffset, 2 ** 19).slice();
      const c = new Matrix(m, p, workspace.take(m * p, precision));
      assert(
        runProduct(
          m,
          n,
          p,
          { data: a.data, row: n, column: 1 },
          { data: b.data, row: p, column: 1 },
          c.data,
        ),
      );
      const from = c.data.byteOffset - a.data.byteOffset;
      const after = new Uint8Array(kernels()!.buffer, a.data.byteOffset, 2 ** 19).slice();
      after.set(before.subarray(from, from + c.data.byteLength), from);
      assertEquals(after, before);
    }
    workspace.end();
  });

  Deno.test(`${name}: values and slopes of the activations, to the last bit, also at the edges`, () => {
    const random = new Random(2);
    const edges = [0, -0, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, -5e-324, 1e-8, -1e-8]
      .concat([709.7, 709.8, 710.1, -745.1, -745.2, -746, -747, 20, -20, 20.1, -20.1, 37, 38, 0.5]);
    for (const count of [64, 65, 66, 67, 5000]) {
      const x = new Matrix(1, count, numbers(random, count, precision));
      x.data.set(edges);
      for (const activation of [sigmoid, tanh, relu, leakyRelu(0.1), leakyRelu(-2)]) {
        const { values, slopes } = apply(activation, x);
        const { value, slope } = plainly(activation, precision);
        assertEquals(values, x.map(value), activation.name);
        assertEquals(slopes(), x.map(slope), activation.name);
      }
    }
  });

  Deno.test(`${name}: loops over entries and rows, to the last bit, for every shape`, () => {
    const random = new Random(3), workspace = new Workspace();
    workspace.begin();
    for (let round = 0; round < 200; round++) {
      const rows = 1 + random.below(20), columns = 1 + random.below(20);
      const make = (rows: number) =>
        new Matrix(
          rows,
          columns,
          numbers(random, rows * columns, precision, [NaN, Infinity, -0, 0]),
        );
      const x = make(rows), y = make(rows), row = make(1), s = random.normal();
      const [X, Y, ROW] = [x, y, row].map((matrix) => copyInto(workspace, matrix));
      for (const f of [plus, minus, times, over]) {
        const slow = (a: number, b: number) => f(a, b); // no kernel knows it
        assertEquals(zip(X, Y, f).data, zip(x, y, slow).data);
        assertEquals(zipRow(X, ROW, f).data, zipRow(x, row, slow).data);
      }
      assertEquals(addScaled(X, s, Y).data, addScaled(x, s, y).data);
      assertEquals(scaled(s, X).data, scaled(s, x).data);
      assertEquals(sumRows(X).data, sumRows(x).data);
      assertEquals(sumProducts(X, Y).data, sumProducts(x, y).data);
      const other = make(1), OTHER = copyInto(workspace, other);
      assertEquals(scaleAndShift(X, ROW, OTHER).data, scaleAndShift(x, row, other).data);
      assertEquals(residuals(X, Y, ROW, OTHER).data, residuals(x, y, row, other).data);
      assertEquals(indexNotFinite(X), indexNotFinite(x));
      assert(
        addScaled(X, s, Y).data.buffer === kernels()!.buffer,
        "a result lies with its operands",
      );
    }
    workspace.end();
  });
}
