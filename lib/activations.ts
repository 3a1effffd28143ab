import { finiteNumber } from "./errors.ts";
import { exp, tanh as hyperbolicTangent } from "./elementary.ts";

/**
 * An activation: the function φ that a unit applies to its weighted sum z, and its slope φ′.
 *
 * A plain value: swap `sigmoid` for `relu` and the experiment is another one.
 */
export interface Activation {
  readonly name: string;
  /** φ as a formula in z, in the syntax of lib/symbolic.ts. */
  readonly formula: string;
  /** φ(z). */
  f(z: number): number;
  /** φ′(z), exact also where φ saturates (never 1 − φ², which is 0 from |z| = 20 on). */
  slope(z: number): number;
}

/** φ(z) = z: no activation at all, a linear network. */
export const identity: Activation = {
  name: "identity",
  formula: "z",
  f: (z) => z,
  slope: () => 1,
};

/** φ(z) = 1/(1 + e⁻ᶻ), between 0 and 1; φ′ = φ·(1 − φ), at most 1/4, at z = 0. */
export const sigmoid: Activation = {
  name: "sigmoid",
  formula: "1 / (1 + exp(-z))",
  f(z) {
    if (z >= 0) return 1 / (1 + exp(-z));
    const e = exp(z); // the same fraction times e^z / e^z, so that nothing overflows
    return e / (1 + e);
  },
  slope(z) {
    const e = exp(-Math.abs(z)); // φ′ is even: φ′(z) = e^−|z| / (1 + e^−|z|)²
    return e / ((1 + e) * (1 + e));
  },
};

/** φ(z) = tanh z, between −1 and 1; φ′ = 1 − φ², at most 1, at z = 0. */
export const tanh: Activation = {
  name: "tanh",
  formula: "tanh(z)",
  f: hyperbolicTangent,
  slope(z) {
    const e = exp(-2 * Math.abs(z)); // 1 − tanh² z = 4·e^−2|z| / (1 + e^−2|z|)²
    return 4 * e / ((1 + e) * (1 + e));
  },
};

/** φ(z) = max(0, z); φ′ = 1 for z > 0, else 0 (at the corner itself, 0 by convention). */
export const relu: Activation = {
  name: "ReLU",
  formula: "max(0, z)",
  f: (z) => z <= 0 ? 0 : z,
  slope: (z) => z <= 0 ? 0 : z > 0 ? 1 : NaN,
};

/**
 * φ(z) = z for z > 0 and a·z below, the slope a small (Maas, Hannun & Ng 2013; 0.01 unless said).
 *
 * ```ts
 * leakyRelu(0.2).f(-1); // −0.2
 * ```
 */
export function leakyRelu(negativeSlope = 0.01): Activation {
  const a = finiteNumber("leakyRelu", "negativeSlope", negativeSlope);
  return {
    name: `Leaky ReLU (${a})`,
    formula: `max(0, z) + ${a} * min(0, z)`,
    f: (z) => z <= 0 ? a * z : z,
    slope: (z) => z <= 0 ? a : z > 0 ? 1 : NaN,
  };
}
