import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type Activation,
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
} from "../../lib/activations.ts";
import { activation } from "../../lib/activations/from_formula.ts";
import { scaledNormal } from "../../lib/initializers.ts";
import { Dense } from "../../lib/layers/dense.ts";
import { Activate } from "../../lib/layers/activate.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Network } from "../../lib/network.ts";
import { Random } from "../../lib/random.ts";
import {
  correlationMap,
  correlationSlope,
  edgeOfChaos,
  fixedCorrelation,
  fixedVariance,
  gradientFactor,
  meanField,
  type Scales,
  varianceMap,
  varianceSlope,
} from "../../lib/theory.ts";

/** A wide random network with biases: Var(W) = weights²/fanIn, Var(b) = biases². */
function wideNetwork(activation: Activation, scales: Scales, depth: number, seed: number): Network {
  const width = 500, random = new Random(seed);
  const layers = Array.from({ length: depth }, (_, l) => {
    const weights = scaledNormal(scales.weights);
    const dense = new Dense(width, width, { weights, random, name: `dense ${l}` });
    dense.bias.value = dense.bias.value.map(() => random.normal(0, scales.biases ?? 0));
    return [dense, new Activate(activation)];
  });
  return new Network(layers.flat());
}

/** Two inputs of mean square 1 and correlation c, as the two rows of a batch. */
function pair(c: number, random: Random): Matrix {
  const first = Array.from({ length: 500 }, () => random.normal());
  const other = Array.from({ length: 500 }, () => random.normal());
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0) / 500;
  const scaled = (a: number[]) => a.map((x) => x / Math.sqrt(dot(a, a)));
  const u = scaled(first), share = dot(other, u), v = scaled(other.map((x, i) => x - share * u[i]));
  return Matrix.from([u, u.map((x, i) => c * x + Math.sqrt(1 - c * c) * v[i])]);
}

const cases: [Activation, Scales][] = [
  [tanh, { weights: 1.5, biases: 0.3 }],
  [tanh, { weights: 2.5 }],
  [tanh, { weights: 0.8, biases: 0.5 }],
  [relu, { weights: 1.2, biases: 0.4 }],
  [sigmoid, { weights: 4, biases: 0.5 }],
  [selu, { weights: 1 }],
  [activation("x / (1 + abs(x))"), { weights: 1.8, biases: 0.2 }],
];
for (const [phi, scales] of cases) {
  const label = `${phi.name}, σ_w ${scales.weights}, σ_b ${scales.biases ?? 0}`;
  Deno.test(`variance, correlation and gradient of wide networks are the maps': ${label}`, () => {
    const depth = 5, seeds = 6, c0 = 0.6;
    let q = scales.weights ** 2 + (scales.biases ?? 0) ** 2;
    let c = (scales.weights ** 2 * c0 + (scales.biases ?? 0) ** 2) / q;
    const measured = Array.from({ length: depth }, () => ({ q: 0, together: 0, delta: 0 }));
    for (let seed = 0; seed < seeds; seed++) {
      const random = new Random(seed, 9);
      const run = wideNetwork(phi, scales, depth, seed).forward(pair(c0, random));
      run.backward(run.output.map(() => random.normal()));
      for (let l = 0; l < depth; l++) {
        const { output: z, delta } = run.records[2 * l];
        for (let i = 0; i < 500; i++) {
          const a = z.data[i], b = z.data[500 + i];
          measured[l].q += (a * a + b * b) / (1000 * seeds);
          measured[l].together += a * b / (500 * seeds);
        }
        for (const d of delta!.data) measured[l].delta += d * d / (1000 * seeds);
      }
    }
    // 500 units × 6 seeds × 2 rows: standard errors of 2 % a layer, adding up over layers.
    for (let l = 0; l < depth; l++) {
      assertAlmostEquals(measured[l].q / q, 1, 0.12, `q of layer ${l + 1}`);
      assertAlmostEquals(measured[l].together / measured[l].q, c, 0.05, `c of layer ${l + 1}`);
      if (l + 1 < depth) {
        const ratio = measured[l].delta / measured[l + 1].delta;
        assertAlmostEquals(ratio / gradientFactor(phi, scales, q), 1, 0.1, `χ of layer ${l + 1}`);
      }
      c = correlationMap(phi, scales, q, c);
      q = varianceMap(phi, scales, q);
    }
  });

  Deno.test(`slopes are those of the maps, fixed points are fixed: ${label}`, () => {
    const h = 1e-4;
    for (const q of [0.1, 1, 5]) {
      const rise = varianceMap(phi, scales, q * (1 + h)) - varianceMap(phi, scales, q * (1 - h));
      assertAlmostEquals(varianceSlope(phi, scales, q), rise / (2 * h * q), 1e-6);
    }
    const q = fixedVariance(phi, scales), c = fixedCorrelation(phi, scales);
    assertAlmostEquals(varianceMap(phi, scales, q), q, 1e-12 * q);
    assertAlmostEquals(correlationMap(phi, scales, q, c), c, 1e-9);
    assertAlmostEquals(correlationMap(phi, scales, q, 1), 1, 1e-12);
    assertAlmostEquals(correlationSlope(phi, scales, q, 1), gradientFactor(phi, scales, q), 1e-10);
    for (const c of [-0.5, 0.3, 0.9]) {
      const rise = correlationMap(phi, scales, q, c + h) - correlationMap(phi, scales, q, c - h);
      assertAlmostEquals(correlationSlope(phi, scales, q, c), rise / (2 * h), 1e-6);
    }
  });
}

Deno.test("depth scales are the rates at which iterated maps forget", () => {
  for (const scales of [{ weights: 0.9, biases: 0.3 }, { weights: 2, biases: 0.3 }]) {
    const field = meanField(tanh, scales);
    let q = field.variance * 1.01, c = field.correlation + (field.correlation < 1 ? 0.01 : -0.01);
    const q0 = q - field.variance, c0 = c - field.correlation;
    for (let l = 0; l < 5; l++) {
      q = varianceMap(tanh, scales, q);
      c = correlationMap(tanh, scales, field.variance, c);
    }
    assertAlmostEquals((q - field.variance) / q0, Math.exp(-5 / field.varianceDepth), 1e-3);
    assertAlmostEquals((c - field.correlation) / c0, Math.exp(-5 / field.correlationDepth), 6e-3);
  }
});

Deno.test("phases of tanh: order, edge, chaos", () => {
  const order = meanField(tanh, { weights: 0.9 }), chaos = meanField(tanh, { weights: 1.5 });
  assertEquals([order.variance, order.correlation, chaos.correlation], [0, 1, 0]);
  assertAlmostEquals(order.gradientFactor, 0.81, 1e-12);
  assert(chaos.gradientFactor > 1 && chaos.variance > 0);
  assertEquals(meanField(tanh, { weights: 1 }).correlationDepth, Infinity);
  const named = { name: "chaos", weights: 1.5 }; // a setting of an experiment
  assertEquals(meanField(tanh, named), chaos);
});

Deno.test("the edge of chaos", () => {
  assertAlmostEquals(edgeOfChaos(tanh).weights, 1, 1e-12);
  assertAlmostEquals(edgeOfChaos(tanh, Math.sqrt(0.05)).weights ** 2, 1.761, 5e-4); // as published
  assertAlmostEquals(edgeOfChaos(sigmoid).weights, 10.15, 5e-3);
  assertAlmostEquals(edgeOfChaos(relu).weights, Math.SQRT2, 1e-12);
  assertEquals(edgeOfChaos(relu).variance, 1); // every variance stays, and fixedVariance says 1
  for (const biases of [1e-3, 0.1, 1]) {
    const { weights, variance } = edgeOfChaos(tanh, biases);
    assertAlmostEquals(fixedVariance(tanh, { weights, biases }) / variance, 1, 1e-9);
    assertAlmostEquals(gradientFactor(tanh, { weights, biases }, variance), 1, 1e-12);
  }
  assertThrows(() => edgeOfChaos(relu, 0.1), RangeError, "ReLU has no such point for biases 0.1");
  assertThrows(() => edgeOfChaos(relu, 0.01), RangeError, "biases 0.01; give biases 0");
  assertThrows(() => edgeOfChaos(softplus), RangeError, "softplus has no such point for biases 0");
  assertThrows(() => edgeOfChaos(tanh, -1), RangeError, "biases is -1");
});

Deno.test("at the edge of chaos χ is 1, and the variance stays where it is", () => {
  const all = [relu, leakyRelu(), identity, elu(), selu, gelu, geluTanh, silu, sigmoid, tanh];
  const answered: Record<string, number[]> = {};
  for (const phi of all) {
    for (const biases of [0, 1e-9, 1e-3, 0.1, 0.5, 1, 3]) {
      let edge;
      try {
        edge = edgeOfChaos(phi, biases);
      } catch {
        continue;
      }
      const { variance: q } = edge, scales = { weights: edge.weights, biases };
      const where = `${phi.name}, biases ${biases}`;
      assertAlmostEquals(gradientFactor(phi, scales, q), 1, 1e-9, where);
      assertAlmostEquals(correlationSlope(phi, scales, q, 1), 1, 1e-9, where);
      assertAlmostEquals(correlationSlope(phi, scales, q, 1 - 1e-12), 1, 1e-5, where);
      for (const start of [0.9, 1.1]) { // 200 layers on, the variance is no farther away
        let now = Math.max(q, 1e-6) * start;
        for (let l = 0; l < 200; l++) now = varianceMap(phi, scales, now);
        assert(now < 1.1001 * Math.max(q, 1e-6) && now > 0.8999 * q, `${where}: ${now}`);
      }
      (answered[phi.name] ??= []).push(biases);
    }
  }
  const smooth = [0, 1e-9, 1e-3, 0.1, 0.5, 1, 3];
  assertEquals(answered, {
    ...{ [relu.name]: [0], [leakyRelu().name]: [0], [identity.name]: [0] },
    ...{ [elu().name]: smooth, [selu.name]: smooth, [sigmoid.name]: smooth, [tanh.name]: smooth },
    ...{ [gelu.name]: [0.5, 1, 3], [geluTanh.name]: [0.5, 1, 3], [silu.name]: [1, 3] },
  });
});

Deno.test("the edge of chaos of tanh, also where the average is right to 1e-7 only", () => {
  for (const biases of [4.25, 5, 7]) {
    const { weights, variance } = edgeOfChaos(tanh, biases), scales = { weights, biases };
    assertAlmostEquals(gradientFactor(tanh, scales, variance), 1, 1e-9);
    assertAlmostEquals(varianceMap(tanh, scales, variance), variance, 1e-9 * variance);
  }
});

Deno.test("χ = 1 without a variance that stays is no edge of chaos, nor is a χ that is not exact", () => {
  const no = (phi: Activation, biases: number, says: string) =>
    assertThrows(() => edgeOfChaos(phi, biases), RangeError, says);
  no(gelu, 0, "GELU has χ = 1 at q = 0 with weights 2, but its variance does not stay there");
  no(silu, 0, "it grows without end");
  no(
    silu,
    0.5,
    "at q = 4.43 with weights 1.457, but its variance does not stay there: it goes to 1.05",
  );
  no(hardSigmoid, 0, "hard sigmoid has a slope that jumps beside 0");
  for (const [phi, first] of [[gelu, 0.42], [silu, 0.75]] as const) {
    no(phi, first - 0.02, "does not stay there");
    edgeOfChaos(phi, first + 0.01);
  }
});

Deno.test("δ factors a layer, as measured at width 256", () => {
  const factor = (phi: Activation, weights: number) => {
    const q = fixedVariance(phi, { weights });
    return Math.sqrt(gradientFactor(phi, { weights }, q));
  };
  assertAlmostEquals(factor(sigmoid, 1), 0.236, 5e-4);
  assertAlmostEquals(factor(relu, 1), Math.SQRT1_2, 1e-12);
  assertAlmostEquals(factor(relu, Math.SQRT2), 1, 1e-12);
  assertAlmostEquals(factor(selu, 1), 1.0352, 5e-5);
});

Deno.test("where the variance comes to rest depends on where it starts", () => {
  const scales = { weights: 1.5 }; // V of GELU has q* = 1.40, from which it moves away on both sides
  assertEquals(fixedVariance(gelu, scales), 0);
  assertEquals(fixedVariance(gelu, scales, 2.25), Infinity);
  assertEquals(fixedVariance(relu, { weights: Math.SQRT2 }, 3), 3); // every variance stays
  const away = { weights: 2, biases: 0.3 }, one = fixedVariance(tanh, away);
  for (const from of [1e-12, 0.1, 40, 1e12]) {
    assertAlmostEquals(fixedVariance(tanh, away, from) / one, 1, 1e-12);
  }
  assertThrows(() => fixedVariance(tanh, away, 0), RangeError, "from is 0; give a number from");
});

Deno.test("fixed variances at their limits, and scales that are none", () => {
  assertEquals(fixedVariance(relu, { weights: Math.SQRT2 }), 1);
  assertEquals(fixedVariance(relu, { weights: 1 }), 0);
  assertEquals(fixedVariance(relu, { weights: 1.5 }), Infinity);
  assertAlmostEquals(fixedVariance(identity, { weights: 0.5, biases: 1 }), 4 / 3, 1e-14);
  assertThrows(() => meanField(relu, { weights: 1.5 }), RangeError, "ReLU grows without end");
  assertThrows(() => varianceMap(tanh, { weights: -1 }, 1), RangeError, "weights is -1");
  assertThrows(
    () => varianceMap(tanh, { weights: 1, biases: NaN }, 1),
    RangeError,
    "biases is NaN",
  );
});
