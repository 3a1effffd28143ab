/** What the makers of sick networks draw from. */
import {
  type Activation,
  elu,
  gelu,
  geluTanh,
  hardSigmoid,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../activations.ts";
import type { Initializer } from "../initializers.ts";
import { float32 } from "../matrix.ts";
import type { Network } from "../network.ts";
import type { Random } from "../random.ts";
import { choose, denseLayers, sizes } from "./patient.ts";
import type { Task } from "./tasks.ts";

export const unbounded = [
  relu,
  leakyRelu(),
  leakyRelu(0.2),
  elu(),
  selu,
  gelu,
  geluTanh,
  silu,
  softplus,
];
export const bounded = [sigmoid, tanh, hardSigmoid];
export const activations: readonly Activation[] = [...unbounded, ...bounded, identity];

/** Any; but a linear network learns clouds only. */
export function activationFor(random: Random, { linear }: Task): Activation {
  return choose(random, linear ? activations : activations.filter((one) => one !== identity));
}

/** Options of an mlp for the task; a tenth of them in float32. */
export function plain(
  random: Random,
  { x, classes }: Task,
  activation: Activation,
  weights: Initializer,
  size = sizes(random),
) {
  const precision = random.below(10) === 0 ? { precision: float32 } : {};
  const seed = random.bits();
  return { inputs: x.columns, ...size, outputs: classes, activation, weights, seed, ...precision };
}

export function setBiases(
  layer: number,
  bias: (unit: number) => number,
): (network: Network) => void {
  return (network) => {
    const own = denseLayers(network)[layer - 1].bias;
    own.value = own.value.map((_, unit) => bias(unit));
  };
}
