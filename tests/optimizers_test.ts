import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { clipNorm, clipValue, gradientNorm } from "../lib/clipping.ts";
import type { Parameter } from "../lib/layers/layer.ts";
import { float32, Matrix } from "../lib/matrix.ts";
import { adam, adamW, type Optimizer, rmsProp, sgd } from "../lib/optimizers.ts";
import { stepDecay } from "../lib/schedules.ts";

const parameter = (...values: number[]): Parameter => ({
  name: "weights",
  value: Matrix.from([values]),
  gradient: null,
});

/** Twenty gradients of both signs and many sizes, 1e-6 to 1e2. */
const gradients = Array.from({ length: 20 }, (_, t) => Math.sin(3 * t + 1) * 10 ** (t % 9 - 6));

/** Where 20 steps of an optimiser bring a weight that starts at 0.7. */
function after20(optimizer: Optimizer): number {
  const w = parameter(0.7);
  for (const g of gradients) {
    w.gradient = Matrix.from([[g]]);
    optimizer.step([w]);
  }
  return w.value.data[0];
}

/** The same by a rule for one number, written out as PyTorch's documentation does. */
function reference(step: (w: number, g: number, t: number) => number): number {
  return gradients.reduce((w, g, t) => step(w, g, t + 1), 0.7);
}

const rate = 0.03;

Deno.test("gradient descent: plain, momentum, Nesterov, weight decay", () => {
  assertAlmostEquals(after20(sgd({ rate })), reference((w, g) => w - rate * g), 1e-14);
  const withMomentum = (nesterov: boolean, decay: number) => {
    let b = 0;
    return reference((w, gradient, t) => {
      const g = gradient + decay * w;
      b = t > 1 ? 0.9 * b + g : g;
      return w - rate * (nesterov ? g + 0.9 * b : b);
    });
  };
  for (const nesterov of [false, true]) {
    for (const weightDecay of [0, 0.1]) {
      const measured = after20(sgd({ rate, momentum: 0.9, nesterov, weightDecay }));
      assertAlmostEquals(measured / withMomentum(nesterov, weightDecay), 1, 1e-13);
    }
  }
});

Deno.test("RMSProp", () => {
  for (const weightDecay of [0, 0.1]) {
    let v = 0;
    const expected = reference((w, gradient) => {
      const g = gradient + weightDecay * w;
      v = 0.95 * v + 0.05 * g ** 2;
      return w - rate * g / (Math.sqrt(v) + 1e-7);
    });
    const measured = after20(rmsProp({ rate, decay: 0.95, epsilon: 1e-7, weightDecay }));
    assertAlmostEquals(measured / expected, 1, 1e-12);
  }
});

Deno.test("Adam and AdamW", () => {
  const expected = (beside: boolean, decay: number, b1: number, b2: number, epsilon: number) => {
    let m = 0, v = 0;
    return reference((w, gradient, t) => {
      if (beside) w -= rate * decay * w;
      const g = beside ? gradient : gradient + decay * w;
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g ** 2;
      return w - rate * (m / (1 - b1 ** t)) / (Math.sqrt(v / (1 - b2 ** t)) + epsilon);
    });
  };
  assertAlmostEquals(after20(adam({ rate })) / expected(false, 0, 0.9, 0.999, 1e-8), 1, 1e-12);
  assertAlmostEquals(after20(adamW({ rate })) / expected(true, 0.01, 0.9, 0.999, 1e-8), 1, 1e-12);
  const own = { rate, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.2 };
  assertAlmostEquals(after20(adam(own)) / expected(false, 0.2, 0.8, 0.9, 1e-3), 1, 1e-12);
  assertEquals(after20(adamW({ rate, weightDecay: undefined })), after20(adamW({ rate })));
  assertAlmostEquals(after20(adamW(own)) / expected(true, 0.2, 0.8, 0.9, 1e-3), 1, 1e-12);
});

Deno.test("Adam's first step is the rate, whatever the size of the gradient", () => {
  for (const g of [1e-4, 1, -1e6]) {
    const w = parameter(0);
    w.gradient = Matrix.from([[g]]);
    adam({ rate: 0.001, epsilon: 0 }).step([w]);
    assertAlmostEquals(w.value.data[0] / (-0.001 * Math.sign(g)), 1, 1e-12);
  }
});

Deno.test("every parameter has its own memory, every optimiser too", () => {
  const make = [
    () => sgd({ rate: stepDecay({ rate, factor: 0.5, every: 3 }), momentum: 0.9 }),
    () => rmsProp({ rate }),
    () => adam({ rate }),
  ];
  for (const optimizer of make) {
    const one = optimizer(), alone = after20(one);
    assertEquals(after20(one), alone); // a new parameter begins anew
    assertEquals(after20(optimizer()), alone);
    const a = parameter(0.7), b = parameter(0.7, 5), both = optimizer();
    for (const g of gradients) {
      a.gradient = Matrix.from([[g]]);
      b.gradient = Matrix.from([[-g, g * g]]);
      both.step([b, a]);
    }
    assertEquals(a.value.data[0], alone);
  }
});

Deno.test("a step makes new matrices and keeps the precision", () => {
  for (const optimizer of [sgd({ rate, momentum: 0.5 }), rmsProp({ rate }), adamW({ rate })]) {
    const w = parameter(1, 2, 3);
    w.value = w.value.to(float32);
    w.gradient = Matrix.from([[1, 1, 1]], float32);
    const { value, gradient } = w, before = [...value.data];
    clipNorm(0.5, optimizer).step([w]);
    assert(w.value !== value && w.value.precision === float32);
    assertEquals([...value.data], before);
    assertEquals([...gradient.data], [1, 1, 1]);
    assert(w.value.data.every((entry, i) => entry < before[i]));
  }
});

Deno.test("a schedule gives each step's rate", () => {
  const w = parameter(0), optimizer = sgd({ rate: (step) => 10 ** step });
  for (let step = 0; step < 3; step++) {
    w.gradient = Matrix.from([[-1]]);
    optimizer.step([w]);
  }
  assertEquals(w.value.data[0], 111);
});

Deno.test("clipNorm shortens all gradients together and keeps their direction", () => {
  const a = parameter(0, 0), b = parameter(0);
  const step = (most: number, x: number, y: number, z: number) => {
    [a.gradient, b.gradient] = [Matrix.from([[x, y]]), Matrix.from([[z]])];
    clipNorm(most, sgd({ rate: 1 })).step([a, b]);
    return [...a.gradient.data, ...b.gradient.data];
  };
  const [x, y, z] = step(1, 2, 3, 6); // of length 7
  [2, 3, 6].forEach((g, i) => assertAlmostEquals([x, y, z][i], g / (7 + 1e-6), 1e-15));
  assertEquals([...a.value.data, ...b.value.data], [-x, -y, -z]); // and these were used
  assertEquals(step(8, 2, 3, 6), [2, 3, 6]);
  assertEquals(step(1, 1e-200, 0, 0), [1e-200, 0, 0]);
  assertAlmostEquals(step(1, 3e300, 4e300, 0)[1], 0.8, 1e-15);
});

Deno.test("gradientNorm is right where squares are out of range", () => {
  const w = parameter(0, 0), none = parameter(1);
  for (const size of [1e-300, 1, 1e300]) {
    w.gradient = Matrix.from([[3 * size, 4 * size]]);
    assertAlmostEquals(gradientNorm([w]) / size, 5, 1e-14);
  }
  assertEquals(gradientNorm([]), 0);
  assertThrows(() => gradientNorm([none]), TypeError, "weights has no gradient yet");
});

Deno.test("clipValue clips each entry by itself", () => {
  const w = parameter(0, 0, 0, 0);
  w.gradient = Matrix.from([[0.5, -3, 1e300, -0.1]]);
  clipValue(1, sgd({ rate: 1 })).step([w]);
  assertEquals([...w.value.data], [-0.5, 1, -1, 0.1]);
});

Deno.test("mistakes are named", () => {
  const wrong = parameter(1, 2);
  wrong.gradient = Matrix.zeros(2, 1);
  const cases: [() => unknown, typeof TypeError | typeof RangeError, RegExp][] = [
    [() => sgd({ rate: -1 }), RangeError, /sgd: rate is -1/],
    [() => adam({ rate: NaN }), RangeError, /adam: rate is NaN/],
    [
      () => rmsProp({ rate: "fast" as never }),
      TypeError,
      /rate is "fast"; give a number, or a sch/,
    ],
    [() => sgd({ rate, momentum: 1.1 }), RangeError, /momentum is 1\.1/],
    [() => sgd({ rate, nesterov: true }), RangeError, /needs momentum/],
    [() => sgd({ rate, weightDecay: -1 }), RangeError, /sgd: weightDecay is -1/],
    [() => adam({ rate, beta1: 1 }), RangeError, /adam: beta1 is 1;/],
    [() => adamW({ rate, beta2: -0.1 }), RangeError, /adamW: beta2 is -0\.1/],
    [() => adam({ rate, epsilon: -1 }), RangeError, /epsilon is -1/],
    [() => rmsProp({ rate, decay: 2 }), RangeError, /rmsProp: decay is 2/],
    [() => adam({ rate }).step([parameter(1)]), TypeError, /adam: weights has no gradient yet/],
    [() => sgd({ rate }).step([wrong]), TypeError, /weights is 2×1, but its value is 1×2/],
    [() => clipNorm(0, sgd({ rate })), RangeError, /clipNorm: most is 0/],
    [() => clipValue(-1, sgd({ rate })), RangeError, /clipValue: most is -1/],
    [
      () => clipNorm(1, "sgd" as never),
      TypeError,
      /clipNorm: the optimizer is "sgd"; give a value/,
    ],
    [() => clipNorm(1, sgd({ rate })).step([parameter(1)]), TypeError, /clipNorm: weights has no/],
    [
      () => clipValue(1, sgd({ rate })).step([parameter(1)]),
      TypeError,
      /clipValue: weights has no/,
    ],
    [
      () => {
        const w = parameter(1);
        w.gradient = Matrix.from([[1]]);
        sgd({ rate: () => -2 }).step([w]);
      },
      RangeError,
      /sgd, step 0: rate is -2/,
    ],
  ];
  for (const [action, type, message] of cases) {
    const error = assertThrows(action, type) as Error;
    assert(message.test(error.message), error.message);
  }
});
