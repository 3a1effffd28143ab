import { exp } from "../elementary.ts";
import { finiteNumber } from "../errors.ts";
import { expm1 } from "../hyperbolic.ts";
import type { Activation } from "./activation.ts";

/** φ(z) = z: no activation at all, a linear network. */
export const identity: Activation = {
  name: "identity",
  formula: "z",
  f: (z) => z,
  slope: () => 1,
};

/** φ(z) = max(0, z); φ′ = 1 for z > 0, else 0 (at the corner itself, 0 by convention). */
export const relu: Activation = {
  name: "ReLU",
  formula: "max(0, z)",
  f: (z) => z <= 0 ? 0 : z,
  slope: (z) => z <= 0 ? 0 : z > 0 ? 1 : NaN,
  kernel: { name: "relu" },
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
    kernel: { name: "leakyRelu", parameter: a },
  };
}

/**
 * φ(z) = z for z > 0 and α·(eᶻ − 1) below (Clevert, Unterthiner & Hochreiter 2016): like ReLU, but it
 * saturates at −α instead of dying at 0.
 */
export function elu(alpha = 1): Activation {
  const a = finiteNumber("elu", "alpha", alpha);
  return {
    name: a === 1 ? "ELU" : `ELU (${a})`,
    formula: `z > 0 ? z : ${a} * (exp(z) - 1)`,
    f: (z) => z > 0 ? z : a * expm1(z),
    slope: (z) => z > 0 ? 1 : a * exp(z),
  };
}

const SELU_SCALE = 1.0507009873554805, SELU_ALPHA = 1.6732632423543772;

/**
 * φ(z) = λ·z for z > 0 and λ·α·(eᶻ − 1) below (Klambauer et al. 2017): λ = 1.0507 and α = 1.6733 are the
 * two numbers for which z of mean 0 and variance 1 gives φ(z) of mean 0 and variance 1.
 */
export const selu: Activation = {
  name: "SELU",
  formula: `${SELU_SCALE} * (z > 0 ? z : ${SELU_ALPHA} * (exp(z) - 1))`,
  f: (z) => z > 0 ? SELU_SCALE * z : SELU_SCALE * SELU_ALPHA * expm1(z),
  slope: (z) => z > 0 ? SELU_SCALE : SELU_SCALE * SELU_ALPHA * exp(z),
};

/**
 * φ(z) = 0 below −3, 1 above 3 and z/6 + ½ between: the sigmoid as three straight lines (Courbariaux,
 * Bengio & David 2015, with the slope 1/6 of today's libraries). Beyond ±3 its slope is exactly 0.
 */
export const hardSigmoid: Activation = {
  name: "hard sigmoid",
  formula: "max(0, min(1, z / 6 + 1 / 2))",
  f: (z) => z <= -3 ? 0 : z >= 3 ? 1 : z / 6 + 0.5,
  slope: (z) => z > -3 && z < 3 ? 1 / 6 : z === z ? 0 : NaN,
};
