import type { Activation } from "../activations/activation.ts";
import { log } from "../elementary.ts";
import { finiteNumber, requireObject, wholeNumber } from "../errors.ts";
import { requireKeys } from "../require_keys.ts";
import { meanField } from "./correlation.ts";

/** A depth, in layers, for each σ_w. */
export interface Reach {
  readonly at: readonly number[];
  readonly depth: readonly number[];
}

/**
 * How deep a random network may be and still be trained, by two depth scales, as curves over σ_w for
 * `trainabilityMap`: 6ξ, after which c has come to its end e⁻⁶ near (Schoenholz et al. 2017, fig. 5), and
 * 6/|ln χ|, after which δ² has changed by e⁶. Infinity on the edge of chaos.
 *
 * ```ts
 * trainabilityMap(losses, { title, depths, scales, theory: reachOf(tanh, { from: 0.5, to: 3 }) });
 * ```
 *
 * Throws RangeError where no finite q* exists, as `meanField` does.
 */
export function reachOf(
  activation: Activation,
  options: { from: number; to: number; points?: number; biases?: number },
): { "6ξ": Reach; "6/|ln χ|": Reach } {
  requireObject("reachOf", options, "{ from: 0.5, to: 3 }");
  const { from, to, points = 26, biases = 0 } = options;
  requireKeys("reachOf", options, { from, to, points, biases });
  finiteNumber("reachOf", "from", from, 0, 1e6);
  finiteNumber("reachOf", "to", to, from, 1e6);
  wholeNumber("reachOf", "points", points, 2, 10_000);
  const at = Array.from({ length: points }, (_, i) => from + (to - from) * i / (points - 1));
  const fields = at.map((weights) => meanField(activation, { weights, biases }));
  const back = (factor: number) =>
    Math.abs(factor - 1) < 1e-9 ? Infinity : 6 / Math.abs(log(factor));
  return {
    "6ξ": { at, depth: fields.map(({ correlationDepth }) => 6 * correlationDepth) },
    "6/|ln χ|": { at, depth: fields.map(({ gradientFactor }) => back(gradientFactor)) },
  };
}
