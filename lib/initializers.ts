import { finiteNumber, requireObject, requireValue, wholeNumber } from "./errors.ts";
import type { Activation } from "./activations/activation.ts";
import { gainOf } from "./theory/signals.ts";
import { Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";
import { requireKeys } from "./require_keys.ts";

/** How the weights of a layer begin: random, with mean 0 and a variance made from the layer's size. */
export interface Initializer {
  readonly name: string;
  /** The variance of one weight of a layer of fanIn inputs and fanOut outputs. */
  variance(fanIn: number, fanOut: number): number;
  /** A fanIn×fanOut matrix of weights. */
  sample(fanIn: number, fanOut: number, random: Random): Matrix;
}

/** What the variance is divided by: the inputs, the outputs, or their mean. */
export type Fan = (fanIn: number, fanOut: number) => number;
export const fanIn: Fan = (inputs) => inputs;
export const fanOut: Fan = (_, outputs) => outputs;
export const fanAverage: Fan = (inputs, outputs) => (inputs + outputs) / 2;

/** One random number of mean 0 and variance 1. */
export type Distribution = (random: Random) => number;
export const normal: Distribution = (random) => random.normal();
/** Uniform on [−√3, √3], whose variance is (2√3)²/12 = 1. */
export const uniform: Distribution = (random) => random.uniform(-Math.sqrt(3), Math.sqrt(3));

/** The variance of the normal distribution cut off at ±2. */
const CUT_VARIANCE = 0.7737413035499232;
/** Normal, but drawn again where it is beyond ±2 deviations, then divided so that the variance is 1. */
export const truncatedNormal: Distribution = (random) => {
  let z = random.normal();
  while (Math.abs(z) > 2) z = random.normal();
  return z / Math.sqrt(CUT_VARIANCE);
};

/**
 * The one formula behind them all: Var(w) = scale / fan.
 *
 * ```ts
 * const he = varianceScaling({ name: "He", scale: 2, fan: fanIn, distribution: normal });
 * he.variance(64, 32); // 2/64
 * ```
 */
export function varianceScaling(
  options: { name: string; scale: number; fan: Fan; distribution: Distribution },
): Initializer {
  requireObject("varianceScaling", options, '{ name: "He", scale: 2, fan: fanIn, … }');
  const { name, scale, fan, distribution } = options;
  requireKeys("varianceScaling", options, { name, scale, fan, distribution });
  finiteNumber(`initializer ${name}`, "scale", scale, 0);
  const variance = (inputs: number, outputs: number) => {
    wholeNumber(`initializer ${name}`, "fanIn", inputs, 1, 100_000);
    wholeNumber(`initializer ${name}`, "fanOut", outputs, 1, 100_000);
    return scale / fan(inputs, outputs);
  };
  return {
    name,
    variance,
    sample(inputs, outputs, random) {
      const deviation = Math.sqrt(variance(inputs, outputs));
      requireValue(`initializer ${name}`, "random", random, ["normal"], "new Random(7)");
      return Matrix.generate(inputs, outputs, () => deviation * distribution(random));
    },
  };
}

/** Var(w) = 1/fanIn (LeCun, Bottou, Orr & Müller 1998, section 4.6): keeps the size of a linear net. */
export const lecunNormal: Initializer = varianceScaling(
  { name: "LeCun normal", scale: 1, fan: fanIn, distribution: normal },
);
export const lecunUniform: Initializer = varianceScaling(
  { name: "LeCun uniform", scale: 1, fan: fanIn, distribution: uniform },
);
export const lecunTruncated: Initializer = varianceScaling(
  { name: "LeCun truncated normal", scale: 1, fan: fanIn, distribution: truncatedNormal },
);

/** Var(w) = 2/(fanIn + fanOut) (Glorot & Bengio 2010, eq. 12 and 16): for tanh and linear nets. */
export const xavierNormal: Initializer = varianceScaling(
  { name: "Xavier normal", scale: 1, fan: fanAverage, distribution: normal },
);
export const xavierUniform: Initializer = varianceScaling(
  { name: "Xavier uniform", scale: 1, fan: fanAverage, distribution: uniform },
);
export const xavierTruncated: Initializer = varianceScaling(
  { name: "Xavier truncated normal", scale: 1, fan: fanAverage, distribution: truncatedNormal },
);

/** Var(w) = 2/fanIn (He, Zhang, Ren & Sun 2015, eq. 10): ReLU halves the mean square, 2 restores it. */
export const heNormal: Initializer = varianceScaling(
  { name: "He normal", scale: 2, fan: fanIn, distribution: normal },
);
export const heUniform: Initializer = varianceScaling(
  { name: "He uniform", scale: 2, fan: fanIn, distribution: uniform },
);
export const heTruncated: Initializer = varianceScaling(
  { name: "He truncated normal", scale: 2, fan: fanIn, distribution: truncatedNormal },
);

/**
 * Uniform on ±1/√fanIn, so Var(w) = 1/(3·fanIn): what PyTorch gives a linear layer unless told otherwise,
 * and the "commonly used heuristic" that Glorot & Bengio 2010 argue against (eq. 1).
 *
 * ```ts
 * torchDefault.variance(64, 32); // 1/192
 * ```
 */
export const torchDefault: Initializer = varianceScaling(
  { name: "U(±1/√n)", scale: 1 / 3, fan: fanIn, distribution: uniform },
);

/**
 * He's argument for any activation, a learner's own included: Var(w) = gain²/fanIn with the gain that
 * keeps a signal of mean square 1 (He et al. 2015, section 2.2, with E[φ²] by quadrature).
 *
 * ```ts
 * heFor(relu).variance(64, 64); // 2/64
 * ```
 */
export function heFor(activation: Activation, distribution: Distribution = normal): Initializer {
  requireValue("heFor", "activation", activation, ["f"], "relu");
  const gain = gainOf(activation);
  const name = `He for ${activation.name}`;
  return varianceScaling({ name, scale: gain * gain, fan: fanIn, distribution });
}

/**
 * Var(w) = σ_w²/fanIn: the plain scaled normal of the theory papers (Poole et al. 2016), with the
 * one knob σ_w = `deviation`.
 *
 * ```ts
 * scaledNormal(1.5).variance(64, 64); // 2.25/64
 * ```
 */
export function scaledNormal(deviation: number): Initializer {
  finiteNumber("scaledNormal", "deviation", deviation, 0, 1e6);
  return varianceScaling({
    name: `normal, σ_w = ${deviation}`,
    scale: deviation * deviation,
    fan: fanIn,
    distribution: normal,
  });
}

/** Every weight the same. Where all layers are so, the units of a layer get the same gradient, and stay the same for ever. */
export function constantWeights(value: number): Initializer {
  finiteNumber("constantWeights", "value", value);
  return {
    name: `constant ${value}`,
    variance: () => 0,
    sample: (inputs, outputs) => Matrix.generate(inputs, outputs, () => value),
  };
}
