import { normalDensity, normalShare } from "../erf.ts";
import type { Activation } from "./activation.ts";
import { sigmoid } from "./saturating.ts";

/**
 * φ(z) = z·σ(z) (Hendrycks & Gimpel 2016; Elfwing, Uchibe & Doya 2018), also called Swish: the unit
 * decides with σ how much of z it lets through. φ′ = σ + z·σ′, which goes below 0 and above 1.
 */
export const silu: Activation = {
  name: "SiLU",
  formula: "z / (1 + exp(-z))",
  f: (z) => z * sigmoid.f(z),
  slope: (z) => sigmoid.f(z) + z * sigmoid.slope(z),
};

/**
 * φ(z) = z·Φ(z), Φ the share of the normal distribution below z (Hendrycks & Gimpel 2016, eq. in
 * section 2); φ′ = Φ + z·Φ′, at most 1.129, at z = √2.
 */
export const gelu: Activation = {
  name: "GELU",
  formula: "z * (1 + erf(z / sqrt(2))) / 2",
  f: (z) => z * normalShare(z),
  slope: (z) => normalShare(z) + z * normalDensity(z),
};

/** tanh-GELU is z·σ(2u) with u = √(2/π)·(z + 0.044715·z³), because (1 + tanh u)/2 = σ(2u). */
const CUBIC = 0.044715, TWICE = 2 * Math.sqrt(2 / Math.PI);

/** The approximation of GELU by tanh that the first Transformers used; within 0.0005 of `gelu`. */
export const geluTanh: Activation = {
  name: "GELU (tanh form)",
  formula: `z * (1 + tanh(sqrt(2 / pi) * (z + ${CUBIC} * z^3))) / 2`,
  f: (z) => z * sigmoid.f(TWICE * (z + CUBIC * z * z * z)),
  slope(z) {
    if (Math.abs(z) > 30) return z > 0 ? 1 : 0; // σ is 1 or 0 to the last bit
    const u = TWICE * (z + CUBIC * z * z * z);
    return sigmoid.f(u) + z * sigmoid.slope(u) * TWICE * (1 + 3 * CUBIC * z * z);
  },
};
