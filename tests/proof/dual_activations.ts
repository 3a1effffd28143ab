import * as lib from "../../lib/activations.ts";
import { Dual, exp, expMinusOne, logOnePlus, negative, normalBelow } from "./dual.ts";

/** Every activation once more, from its formula, in dual numbers. */
export type DualActivation = (z: Dual) => Dual;

const zero = new Dual(0);

export const identity: DualActivation = (z) => z;

/** 1/(1 + e⁻ᶻ), the fraction times eᶻ/eᶻ where e⁻ᶻ is large. */
export const sigmoid: DualActivation = (z) => {
  const e = exp(z.value < 0 ? z : negative(z));
  return (z.value < 0 ? e : new Dual(1)).over(e.plus(1));
};

/** (e²ᶻ − 1)/(e²ᶻ + 1), odd in z. */
export const tanh: DualActivation = (z) => {
  const m = expMinusOne(z.times(z.value < 0 ? 2 : -2)); // never large
  return z.value < 0 ? m.over(m.plus(2)) : negative(m.over(m.plus(2)));
};

export const leakyRelu = (a: number): DualActivation => (z) => z.value > 0 ? z : z.times(a);
export const relu: DualActivation = (z) => z.value > 0 ? z : zero;

/** z above 0, α·(eᶻ − 1) below. */
export const elu = (alpha: number): DualActivation => (z) =>
  z.value > 0 ? z : expMinusOne(z).times(alpha);

/** Klambauer et al. 2017, eq. 14: λ·ELU with λ = 1.0507…, α = 1.6733…. */
export const selu: DualActivation = (z) => elu(1.6732632423543772)(z).times(1.0507009873554805);

/** z·Φ(z). */
export const gelu: DualActivation = (z) => z.times(normalBelow(z));

/** z·½·(1 + tanh(√(2/π)·(z + 0.044715·z³))); ½·(1 + tanh u) is σ(2u). */
export const geluTanh: DualActivation = (z) => {
  const u = z.plus(z.times(z).times(z).times(0.044715)).times(Math.sqrt(2 / Math.PI));
  return z.times(sigmoid(u.times(2)));
};

export const silu: DualActivation = (z) => z.times(sigmoid(z));

/** ln(1 + eᶻ) = z + ln(1 + e⁻ᶻ). */
export const softplus: DualActivation = (z) =>
  z.value > 0 ? z.plus(logOnePlus(exp(negative(z)))) : logOnePlus(exp(z));

/** A straight line from 0 at −3 to 1 at 3. */
export const hardSigmoid: DualActivation = (z) =>
  z.value <= -3 ? zero : z.value >= 3 ? new Dual(1) : z.over(6).plus(0.5);

/** Every activation of lib beside its formula here. */
export const activations: readonly [lib.Activation, DualActivation][] = [
  [lib.identity, identity],
  [lib.sigmoid, sigmoid],
  [lib.tanh, tanh],
  [lib.relu, relu],
  [lib.leakyRelu(0.2), leakyRelu(0.2)],
  [lib.elu(0.7), elu(0.7)],
  [lib.selu, selu],
  [lib.gelu, gelu],
  [lib.geluTanh, geluTanh],
  [lib.silu, silu],
  [lib.softplus, softplus],
  [lib.hardSigmoid, hardSigmoid],
];

const table = new Map(activations);

/** The formula of one of these very values. Throws TypeError for any other. */
export function dualOf(activation: lib.Activation): DualActivation {
  const found = table.get(activation);
  if (!found) throw new TypeError(`dual numbers know no activation ${activation.name}`);
  return found;
}
