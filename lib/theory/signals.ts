import type { Activation } from "../activations/activation.ts";
import { requireValue } from "../errors.ts";
import { gaussianMean } from "./quadrature.ts";

/** Not **, whose bits the language leaves open. */
export const square = (x: number) => x * x;

/**
 * E[φ′(z)²], z normal with mean 0: the mean square of one diagonal factor of the chain.
 *
 * Averaged over fixed places, some 0.03·√variance apart: a φ that rises within less, as tanh(100·z) or a
 * step does, gives a number that is false.
 */
export function meanSquareSlope(activation: Activation, variance = 1): number {
  requireValue("meanSquareSlope", "activation", activation, ["slope"], "relu");
  return gaussianMean((z) => square(activation.slope(z)), variance);
}

/** E[φ(z)²], z normal with mean 0: the mean square that a layer sends on. */
export function meanSquareOutput(activation: Activation, variance = 1): number {
  requireValue("meanSquareOutput", "activation", activation, ["f"], "relu");
  return gaussianMean((z) => square(activation.f(z)), variance);
}

/**
 * The gain of an activation, 1/√E[φ(z)²] for z ~ N(0, 1): with weights of variance gain²/fanIn a signal
 * of mean square 1 keeps it, layer after layer. ReLU √2 (He et al. 2015, eq. 10), tanh 1.5925, SELU 1.
 *
 * Throws RangeError where E[φ²] is 0 or not finite.
 */
export function gainOf(activation: Activation): number {
  requireValue("gainOf", "activation", activation, ["f"], "relu");
  const meanSquare = meanSquareOutput(activation);
  if (meanSquare > 0 && meanSquare < Infinity) return 1 / Math.sqrt(meanSquare);
  throw new RangeError(
    `gainOf: the mean square of ${activation.name} is ${meanSquare}; ` +
      "give an activation that is finite and not 0 everywhere.",
  );
}

/** What theory expects at one layer, in root mean squares as `layerSignals` measures them. */
export interface ExpectedSignals {
  readonly layer: number;
  readonly delta: number;
  readonly activation: number;
}

/**
 * The expected signals of `mlp(…)` at a random start, layer by layer (Schoenholz et al. 2017, eq. 3 and 8):
 *
 *     forward:   q_l  = n_in·Var(W_l)·E[h²_(l−1)],    h = φ(z), z ~ N(0, q_l)
 *     backward:  δ²_l = n_out·Var(W_(l+1))·δ²_(l+1)·E[φ′(z)²]
 *
 * inputSquare is the mean square of the data's entries, outputDelta the root mean square of δ at the
 * last layer: the theory takes over from there.
 */
export function expectedSignals(options: {
  widths: readonly number[];
  weights: { variance(fanIn: number, fanOut: number): number };
  activation: Activation;
  inputSquare: number;
  outputDelta: number;
}): ExpectedSignals[] {
  const { widths, weights, activation, inputSquare, outputDelta } = options;
  const layers = widths.length - 1;
  const variance = (l: number) => weights.variance(widths[l - 1], widths[l]); // of layer l's weights
  const q: number[] = [NaN], activations: number[] = [Math.sqrt(inputSquare)];
  for (let l = 1; l <= layers; l++) {
    q.push(widths[l - 1] * variance(l) * square(activations[l - 1]));
    activations.push(Math.sqrt(l < layers ? meanSquareOutput(activation, q[l]) : q[l]));
  }
  const delta: number[] = [];
  delta[layers] = outputDelta;
  for (let l = layers - 1; l >= 1; l--) {
    const factor = widths[l + 1] * variance(l + 1) * meanSquareSlope(activation, q[l]);
    delta[l] = Math.sqrt(factor) * delta[l + 1];
  }
  return activations.slice(1).map((activation, i) => ({
    layer: i + 1,
    delta: delta[i + 1],
    activation,
  }));
}
