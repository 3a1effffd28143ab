import { exp, expMinusOne, tanh as hyperbolicTangent } from "../elementary.ts";
import { log1p } from "../log1p.ts";
import type { Activation } from "./activation.ts";

/** φ(z) = 1/(1 + e⁻ᶻ), between 0 and 1; φ′ = φ·(1 − φ), at most 1/4, at z = 0. */
export const sigmoid: Activation = {
  name: "sigmoid",
  formula: "1 / (1 + exp(-z))",
  f: (z) => z < 0 ? lesser(z) : 1 - lesser(z),
  slope: (z) => lesser(z) * (1 - lesser(z)),
  kernel: { name: "sigmoid" },
};

/** The lesser of φ and 1 − φ, which are φ(z) and φ(−z): e^−|z| / (1 + e^−|z|), so that nothing overflows. */
function lesser(z: number): number {
  const e = exp(-Math.abs(z)), sum = 1 + e, lost = e - (sum - 1), y = e / sum;
  return y - y * (1 - y) * lost; // put right for what rounding took from the sum
}

/** φ(z) = tanh z, between −1 and 1; φ′ = 1 − φ², at most 1, at z = 0. */
export const tanh: Activation = {
  name: "tanh",
  formula: "tanh(z)",
  f: hyperbolicTangent,
  slope(z) {
    if (Math.abs(z) > 354.5) return 0; // it is below 1e-307, and e^2|z| would overflow
    const rest = 1 / (expMinusOne(2 * Math.abs(z)) / 2 + 1); // 1 − |φ|
    return rest * (2 - rest); //                                (1 − |φ|)·(1 + |φ|)
  },
  kernel: { name: "tanh" },
};

/**
 * φ(z) = ln(1 + eᶻ) (Dugas et al. 2001): ReLU with its corner rounded off; φ′ = the sigmoid. Written
 * as max(0, z) + ln(1 + e^−|z|), so that nothing overflows.
 */
export const softplus: Activation = {
  name: "softplus",
  formula: "log(1 + exp(z))",
  f: (z) => (z > 0 ? z : 0) + log1p(exp(-Math.abs(z))),
  slope: (z) => sigmoid.f(z),
};
