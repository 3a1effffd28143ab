/** The activations, one topic a file. Each is a plain value with a function and its slope. */
export type { Activation } from "./activations/activation.ts";
export { gelu, geluTanh, silu } from "./activations/gated.ts";
export { elu, hardSigmoid, identity, leakyRelu, relu, selu } from "./activations/piecewise.ts";
export { sigmoid, softplus, tanh } from "./activations/saturating.ts";
