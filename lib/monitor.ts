import { meanRows, minus, zipRow } from "./broadcast.ts";
import { requireRun } from "./errors.ts";
import { Activate } from "./layers/activate.ts";
import { BatchNorm } from "./layers/batch_norm.ts";
import { Dense } from "./layers/dense.ts";
import type { Layer } from "./layers/layer.ts";
import { LayerNorm } from "./layers/layer_norm.ts";
import { ParametricRelu } from "./layers/parametric_relu.ts";
import { Sequential } from "./layers/sequential.ts";
import { type Matrix } from "./matrix.ts";
import { rootMeanSquare } from "./magnitude.ts";
import type { Run } from "./network.ts";
import { type ExpectedSignals, expectedSignals } from "./theory.ts";

/**
 * The three signals at one dense layer, each the root mean square of its entries: the typical
 * size of one number. All three belong together: weight gradients alone can hide vanishing.
 */
export interface LayerSignals {
  /** Counted from 1, dense layers only. */
  readonly layer: number;
  /** δ = ∂L/∂z at the layer's weighted sum z. */
  readonly delta: number;
  /**
   * What the layer sends on: φ(z), or φ(norm(z)), or z itself where no activation follows. Before a
   * residual block that is z: the skip connection takes it as it is.
   */
  readonly activation: number;
  /** ∂L/∂W. */
  readonly weightGradient: number;
}

/** The signals of every dense layer of a run. Throws TypeError before `run.backward`. */
export function layerSignals(run: Run): LayerSignals[] {
  requireRun("layerSignals", run, "back");
  const signals: LayerSignals[] = [];
  const sentOn = destinations(run);
  run.records.forEach(({ layer, output, delta, gradients }) => {
    if (!(layer instanceof Dense)) return;
    if (delta === null) {
      throw new TypeError(
        "layerSignals: this run has no gradients yet; call run.backward(gradient) first.",
      );
    }
    signals.push({
      layer: signals.length + 1,
      delta: rootMeanSquare(delta),
      activation: rootMeanSquare(sentOn(output)),
      weightGradient: rootMeanSquare(gradients[0]),
    });
  });
  return signals;
}

/** From a dense layer's output z to φ(z), by way of a normalisation, where the one taker of z is φ. */
function destinations(run: Run): (z: Matrix) => Matrix {
  const parts = run.records.filter(({ layer }) => !(layer instanceof Sequential));
  const takers = Map.groupBy(parts, ({ input }) => input);
  return (z) => {
    let next = takers.get(z) ?? [];
    if (next.length === 1 && isNormalisation(next[0].layer)) {
      next = takers.get(next[0].output) ?? [];
    }
    return next.length === 1 && isActivation(next[0].layer) ? next[0].output : z;
  };
}
const isNormalisation = (l: Layer) => l instanceof BatchNorm || l instanceof LayerNorm;
const isActivation = (l: Layer) => l instanceof Activate || l instanceof ParametricRelu;

/**
 * How much the rows of a batch differ: the root mean square of each column's distance from its mean. A
 * signal can be large and yet say nothing, when it is the same for all examples.
 */
export function batchSpread(x: Matrix): number {
  return rootMeanSquare(zipRow(x, meanRows(x), minus));
}

/**
 * δ at layer 1 divided by δ at the last hidden layer: what is left of the gradient after its way back.
 * The output layer is left out, because its few units have a size of δ of their own.
 */
export function deltaRatio(run: Run): number {
  requireRun("deltaRatio", run, "back");
  const hidden = layerSignals(run).slice(0, -1);
  if (hidden.length === 0) {
    throw new RangeError("deltaRatio: the network has no hidden layer; give it at least one.");
  }
  return hidden[0].delta / hidden[hidden.length - 1].delta;
}

/**
 * What theory expects of this run: `expectedSignals` for its network, from the mean square of its
 * input and δ at its last layer. Nothing else of the measurement is used.
 *
 * Throws TypeError unless the network is what `mlp` builds: dense layers of one initialiser, with one
 * activation between them.
 */
export function theoryFor(run: Run): ExpectedSignals[] {
  requireRun("theoryFor", run, "back");
  const layers = run.records.map(({ layer }) => layer);
  const dense = layers.filter((layer) => layer instanceof Dense);
  const activations = layers.filter((layer) => layer instanceof Activate);
  const plain = layers.every((layer, i) => layer instanceof (i % 2 === 0 ? Dense : Activate)) &&
    dense.length === activations.length + 1 && activations.length > 0 &&
    dense.every(({ initializer }) => initializer === dense[0].initializer) &&
    activations.every(({ activation }) => activation === activations[0].activation);
  if (!plain) {
    throw new TypeError(
      "theoryFor: this theory is for mlp(…) alone; give a run of dense layers with one activation between them.",
    );
  }
  return expectedSignals({
    widths: [run.input.columns, ...dense.map(({ weights }) => weights.value.columns)],
    weights: dense[0].initializer,
    activation: activations[0].activation,
    inputSquare: rootMeanSquare(run.input) * rootMeanSquare(run.input),
    outputDelta: layerSignals(run)[dense.length - 1].delta,
  });
}
