import { type Vitals, vitals } from "./diagnose/vitals.ts";
import { requireObject, requireValue } from "./errors.ts";
import type { Labels } from "./labels.ts";
import { training } from "./layers/layer.ts";
import { type Loss, lossOf } from "./losses.ts";
import type { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import { type Optimizer, requireOptimizer } from "./optimizers.ts";

/**
 * One step of training on all rows, and what every layer looked like in it: the vitals of the pass, and how
 * far the step moved the weights.
 *
 * ```ts
 * const layers = oneStep(network, { x, y, loss: meanSquaredError }, sgd({ rate: 0.1 }));
 * layers[0].update! / layers[0].weight!; // the update-to-weight ratio of layer 1
 * ```
 */
export function oneStep<Target extends Matrix | Labels>(
  network: Network,
  data: { readonly x: Matrix; readonly y: Target; readonly loss: Loss<Target> },
  optimizer: Optimizer,
): Vitals[] {
  requireValue("oneStep", "the network", network, ["forward"], "mlp({ … })");
  requireObject("oneStep", data, "{ x, y, loss: meanSquaredError }");
  requireOptimizer("oneStep", optimizer);
  const { x, y } = data, loss = lossOf("oneStep", data.loss);
  const run = network.forward(x, training());
  run.backward(loss(run.output, y).gradient);
  const before = new Map(network.parameters.map((parameter) => [parameter, parameter.value]));
  optimizer.step(network.parameters);
  return vitals(run, before);
}

/**
 * Vitals as rows for `table`: a layer a row, in plain words. What was not measured is "–".
 *
 * ```ts
 * await show(table(vitalRows(oneStep(network, data, optimizer))));
 * ```
 */
export function vitalRows(layers: readonly Vitals[]): Record<string, string | number>[] {
  return layers.map((one) => ({
    layer: one.layer,
    activations: one.activation ?? "–",
    "differ by": one.spread ?? "–",
    saturated: one.saturated ?? "–",
    "dead units": one.dead ?? "–",
    δ: one.delta ?? "–",
    "∂L/∂W": one.weightGradient ?? "–",
    W: one.weight ?? "–",
    "step / W": one.update === null || one.weight === null ? "–" : one.update / one.weight,
  }));
}
