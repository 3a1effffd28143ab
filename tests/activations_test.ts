import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  elu,
  gelu,
  geluTanh,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../lib/activations.ts";
import { symbolic } from "../lib/symbolic.ts";

const all = [
  identity,
  sigmoid,
  tanh,
  softplus,
  relu,
  leakyRelu(),
  leakyRelu(0.3),
  elu(),
  elu(0.5),
  selu,
]
  .concat([gelu, geluTanh, silu, hardSigmoid]);

for (const activation of all) {
  Deno.test(`${activation.name}: the slope is the derivative of the function`, () => {
    for (let z = -6.05; z < 6; z += 0.1) {
      const h = 1e-6, rise = activation.f(z + h) - activation.f(z - h);
      assertAlmostEquals(activation.slope(z), rise / (2 * h), 1e-9);
    }
  });

  Deno.test(`${activation.name}: the formula is the function`, () => {
    const formula = symbolic(activation.formula);
    for (let z = -6.05; z < 6; z += 0.1) {
      assertAlmostEquals(formula.at({ z }), activation.f(z), 1e-14);
    }
  });

  Deno.test(`${activation.name}: mathjs's derivative of the formula is the slope, far out too`, () => {
    const derivative = symbolic(activation.formula).derivative("z");
    for (let z = -6.05; z < 6; z += 0.1) {
      assertAlmostEquals(derivative.at({ z }), activation.slope(z), 1e-14);
    }
    for (const z of [-1e6, -1000, -800, 800, 1000, 1e6]) {
      assertAlmostEquals(derivative.at({ z }), activation.slope(z), 1e-300);
    }
  });

  Deno.test(`${activation.name}: safe at the ends of float64, NaN goes through`, () => {
    for (const z of [-1e308, -1e3, -5e-324, -0, 0, 5e-324, 1e3, 1e308]) {
      assert(Number.isFinite(activation.f(z)), `f(${z}) = ${activation.f(z)}`);
      assert(Number.isFinite(activation.slope(z)), `slope(${z}) = ${activation.slope(z)}`);
    }
    if (activation === identity) return; // its slope is 1 whatever z is
    assertEquals([activation.f(NaN), activation.slope(NaN)], [NaN, NaN]);
  });
}

Deno.test("saturated slopes keep their relative accuracy", () => {
  assertAlmostEquals(sigmoid.slope(100) / Math.exp(-100), 1, 1e-12);
  assertAlmostEquals(sigmoid.slope(-700) / Math.exp(-700), 1, 1e-12);
  assertAlmostEquals(tanh.slope(50) / (4 * Math.exp(-100)), 1, 1e-12);
  assertAlmostEquals(softplus.f(-600) / Math.exp(-600), 1, 1e-12);
  assertAlmostEquals(elu().slope(-600) / Math.exp(-600), 1, 1e-12);
  assertAlmostEquals(silu.slope(-600) / (-599 * Math.exp(-600)), 1, 1e-12);
  assertAlmostEquals(elu().f(-1e-12) / -1e-12, 1, 1e-11);
});

// To 16 digits from mpmath at 50 digits.
const tails = [
  [
    -20,
    -5.5072482372124674e-88,
    -1.1014360483133464e-86,
    -3.3754509563109673e-261,
    -2.9424328724945029e-259,
  ],
  [
    -17.25,
    -9.6513204812109265e-66,
    -1.6648157943367226e-64,
    -1.6476226562081286e-170,
    -1.0748324173056025e-168,
  ],
  [
    -10,
    -7.6198530241605261e-23,
    -7.6184000964648141e-22,
    -1.204092348209806e-37,
    -2.7576380638540316e-36,
  ],
  [
    -4.5,
    -1.5289529061285272e-5,
    -6.8529161856344575e-5,
    -5.1367374119586498e-6,
    -2.9322270442755096e-5,
  ],
  [-1.5, -0.1002108019032871, -0.12746919222997953, -0.10042842301976708, -0.12771079315143308],
  [0.75, 0.58002948571734885, 0.9992257217392351, 0.5799605551656203, 0.9989382561374143],
  [3, 2.9959503059051097, 1.0119456472041839, 2.996362607918227, 1.0115841666309697],
];
Deno.test("GELU in its tail, where Φ itself is 1e-292", () => {
  assertAlmostEquals(gelu.f(-36.5) / -2.0238248852723183e-290, 1, 2e-15);
  for (const [z, f, slope, tanhF, tanhSlope] of tails) {
    assertAlmostEquals(gelu.f(z) / f, 1, 2e-15);
    assertAlmostEquals(gelu.slope(z) / slope, 1, 2e-15);
    assertAlmostEquals(geluTanh.f(z) / tanhF, 1, 2e-13);
    assertAlmostEquals(geluTanh.slope(z) / tanhSlope, 1, 2e-13);
  }
});

Deno.test("slopes at zero, where they are greatest", () => {
  assertEquals([identity, sigmoid, tanh].map((a) => a.slope(0)), [1, 0.25, 1]);
  assertEquals([relu.slope(0), relu.slope(1e-300), leakyRelu(0.2).slope(-1)], [0, 1, 0.2]);
});

Deno.test("corners and the ends of the straight lines", () => {
  assertEquals([hardSigmoid.slope(3), hardSigmoid.slope(-3), hardSigmoid.slope(2.9)], [
    0,
    0,
    1 / 6,
  ]);
  assertEquals([elu().slope(0), elu(0.5).slope(0), elu(0.5).slope(1e-300)], [1, 0.5, 1]);
});

Deno.test("leakyRelu and elu refuse what is no number", () => {
  assertThrows(() => leakyRelu(NaN), RangeError, "leakyRelu: negativeSlope is NaN");
  assertThrows(() => elu(NaN), RangeError, "elu: alpha is NaN");
  assertThrows(() => leakyRelu(Infinity), RangeError, "negativeSlope is Infinity");
});
