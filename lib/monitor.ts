import { Activate } from "./layers/activate.ts";
import { Dense } from "./layers/dense.ts";
import { rootMeanSquare } from "./matrix.ts";
import type { Run } from "./network.ts";

/**
 * The three signals at one dense layer, each the root mean square of its entries: the typical
 * size of one number. All three belong together: weight gradients alone can hide vanishing.
 */
export interface LayerSignals {
  /** Counted from 1, dense layers only. */
  readonly layer: number;
  /** δ = ∂L/∂z at the layer's weighted sum z. */
  readonly delta: number;
  /** What the layer sends on: φ(z), or z itself where no activation follows. */
  readonly activation: number;
  /** ∂L/∂W. */
  readonly weightGradient: number;
}

/** The signals of every dense layer of a run. Throws TypeError before `run.backward`. */
export function layerSignals(run: Run): LayerSignals[] {
  const signals: LayerSignals[] = [];
  run.records.forEach(({ layer, output, delta, gradients }, i) => {
    if (!(layer instanceof Dense)) return;
    if (delta === null) {
      throw new TypeError(
        "layerSignals: this run has no gradients yet; call run.backward(gradient) first.",
      );
    }
    const next = run.records[i + 1];
    const sent = next?.layer instanceof Activate ? next.output : output;
    signals.push({
      layer: signals.length + 1,
      delta: rootMeanSquare(delta),
      activation: rootMeanSquare(sent),
      weightGradient: rootMeanSquare(gradients[0]),
    });
  });
  return signals;
}
