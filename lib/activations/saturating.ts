import { exp, tanh as hyperbolicTangent } from "../elementary.ts";
import { log1p } from "../log1p.ts";
import type { Activation } from "./activation.ts";

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
  kernel: { name: "sigmoid" },
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
