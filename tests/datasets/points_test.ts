import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { circles, spirals, twoMoons, xor } from "../../lib/datasets/points.ts";
import type { Matrix } from "../../lib/matrix.ts";

const sets = { twoMoons, spirals, circles, xor };

/** How far row i lies from a point. */
const distance = (x: Matrix, i: number, px = 0, py = 0) =>
  Math.hypot(x.at(i, 0) - px, x.at(i, 1) - py);

for (const [name, make] of Object.entries(sets)) {
  Deno.test(`${name}: the seed decides the bits, the noise has its size`, () => {
    const options = { count: 2000, noise: 0.1, seed: 3 }, noisy = make(options);
    assertEquals(make(options), noisy);
    assert(make({ ...options, seed: 4 }).x.data[0] !== noisy.x.data[0]);
    const clean = make({ count: 2000, seed: 3 });
    assertEquals(clean.labels, noisy.labels);
    let squares = 0;
    for (let i = 0; i < 4000; i++) squares += (noisy.x.data[i] - clean.x.data[i]) ** 2;
    assertAlmostEquals(Math.sqrt(squares / 4000), 0.1, 4 * 0.1 / Math.sqrt(2 * 4000));
  });

  Deno.test(`${name}: every class has its share`, () => {
    for (const count of [2, 3, 4, 101]) {
      const { x, labels } = make({ count, seed: 0 });
      assertEquals([x.shape, labels.length], [`${count}×2`, count]);
      assertEquals(labels.filter((label) => label === 1).length, Math.floor(count / 2));
      assert(labels.every((label) => label < 2));
    }
  });

  Deno.test(`${name}: mistakes are named`, () => {
    for (const count of [0, 1, 2.5, 1e9, NaN]) {
      assertThrows(() => make({ count, seed: 1 }), RangeError, `${name}: count is ${count}`);
    }
    assertThrows(() => make({ count: 9, noise: -1, seed: 1 }), RangeError, `${name}: noise is -1`);
    assertThrows(() => make({ count: 9, seed: -1 }), RangeError, "seed is -1");
  });
}

Deno.test("the points lie on their curves", () => {
  const moons = twoMoons({ count: 100, seed: 1 }), rings = circles({ count: 100, seed: 1 });
  const arms = spirals({ count: 300, turns: 2, classes: 3, seed: 1 });
  const corners = xor({ count: 100, seed: 1 });
  for (let i = 0; i < 100; i++) {
    const lower = moons.labels[i] === 1;
    assertAlmostEquals(distance(moons.x, i, lower ? 1 : 0, lower ? 0.5 : 0), 1, 1e-15);
    assertEquals(moons.x.at(i, 1) < (lower ? 0.5 : 0), lower);
    assertAlmostEquals(distance(rings.x, i), rings.labels[i] === 1 ? 0.5 : 1, 1e-15);
    const [a, b] = [corners.x.at(i, 0), corners.x.at(i, 1)];
    assertEquals([Math.abs(a), Math.abs(b), a * b], [1, 1, corners.labels[i] === 1 ? -1 : 1]);
  }
  for (let i = 0; i < 300; i++) {
    const radius = distance(arms.x, i), angle = 2 * Math.PI * (2 * radius + arms.labels[i] / 3);
    assertAlmostEquals(arms.x.at(i, 0), radius * Math.cos(angle), 1e-13);
    assertAlmostEquals(arms.x.at(i, 1), radius * Math.sin(angle), 1e-13);
  }
  assertEquals(new Set(arms.labels).size, 3);
});

Deno.test("four points of xor are its four corners", () => {
  const { x, labels } = xor({ count: 4, seed: 1 });
  assertEquals([[...x.data], [...labels]], [[-1, -1, -1, 1, 1, 1, 1, -1], [0, 1, 0, 1]]);
});

Deno.test("their own options are checked", () => {
  assertThrows(() => spirals({ count: 9, turns: -1, seed: 1 }), RangeError, "turns is -1");
  assertThrows(() => spirals({ count: 9, classes: 1, seed: 1 }), RangeError, "classes is 1");
  assertThrows(() => circles({ count: 9, ratio: 2, seed: 1 }), RangeError, "ratio is 2");
});
