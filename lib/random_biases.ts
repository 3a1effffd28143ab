import { finiteNumber, requireObject, requireValue, wholeNumber } from "./errors.ts";
import { type Distribution, normal } from "./initializers.ts";
import { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import { Random, streams } from "./random.ts";
import { requireKeys } from "./require_keys.ts";

export interface RandomBiasesOptions {
  /** σ_b, the standard deviation of a bias. */
  readonly deviation: number;
  readonly seed: number;
  /** `normal` unless given. */
  readonly distribution?: Distribution;
}

/**
 * Gives every dense layer's bias, which begins at zero, random numbers instead, as in the theory papers
 * (Poole et al. 2016) and in PyTorch's default. Changes the network, and returns it.
 *
 * ```ts
 * randomBiases(mlp({ … }), { deviation: Math.sqrt(0.05), seed: 1 });
 * ```
 */
export function randomBiases(network: Network, options: RandomBiasesOptions): Network {
  requireValue("randomBiases", "network", network, ["forward"], "mlp({ … })");
  requireObject("randomBiases", options, "{ deviation: 0.2, seed: 1 }");
  const { deviation, seed, distribution = normal } = options;
  requireKeys("randomBiases", options, { deviation, seed, distribution });
  finiteNumber("randomBiases", "deviation", deviation, 0, 1e6);
  wholeNumber("randomBiases", "seed", seed, 0, Number.MAX_SAFE_INTEGER);
  const biases = network.parameters.filter(({ name }) => name === "bias");
  biases.forEach((bias, l) => {
    const random = new Random(seed, streams.biases + l), { rows, columns, precision } = bias.value;
    const draw = () => deviation * distribution(random);
    bias.value = Matrix.generate(rows, columns, draw, precision);
  });
  return network;
}
