/** What mean-field theory says of a network before it is built: how its size and slopes go. */
import type { Activation } from "../activations.ts";
import { shape } from "../diagnose/slopes.ts";
import type { Initializer } from "../initializers.ts";
import { gaussianMean } from "../theory/quadrature.ts";
import { expectedSignals } from "../theory/signals.ts";

export interface Expected {
  /** δ at layer 1 against δ at the last hidden layer. */
  readonly ratio: number;
  /** The size of the last hidden activations. */
  readonly size: number;
  /** The least and the greatest expected share of saturated outputs of a layer. */
  readonly saturated: readonly [least: number, greatest: number];
}

/** For an `mlp` of standardised inputs. */
export function expected(
  { inputs, width, depth, outputs, weights, activation }: {
    inputs: number;
    width: number;
    depth: number;
    outputs: number;
    weights: Initializer;
    activation: Activation;
  },
): Expected {
  const widths = [inputs, ...Array(depth).fill(width), outputs];
  const signals = expectedSignals({ widths, weights, activation, inputSquare: 1, outputDelta: 1 });
  const hidden = signals.slice(0, -1), { greatest, flatEnds } = shape(activation);
  const flat = (z: number) => Math.abs(activation.slope(z)) < 0.05 * greatest ? 1 : 0;
  const shares = flatEnds < 2 ? [0] : hidden.map((_, l) => {
    const from = l === 0 ? 1 : hidden[l - 1].activation;
    const q = widths[l] * weights.variance(widths[l], width) * from * from;
    return gaussianMean(flat, q);
  });
  return {
    ratio: hidden[0].delta / hidden[depth - 1].delta,
    size: hidden[depth - 1].activation,
    saturated: [Math.min(...shares), Math.max(...shares)],
  };
}
