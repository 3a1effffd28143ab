import { requireRun } from "./errors.ts";
import { Activate } from "./layers/activate.ts";
import { BatchNorm } from "./layers/batch_norm.ts";
import { Dense } from "./layers/dense.ts";
import { LayerNorm } from "./layers/layer_norm.ts";
import { rootMeanSquare } from "./magnitude.ts";
import { batchSpread, layerSignals } from "./monitor.ts";
import type { Run } from "./network.ts";
import { type ExpectedSignals, gaussianMean, meanSquareOutput, meanSquareSlope } from "./theory.ts";

/**
 * What theory expects of a normalised run, layer by layer, from the sizes of its data and δ at its last
 * hidden layer: `theoryFor` for `mlp({ …, normalisation })`, at a large batch and a large width. The last
 * layer, which has no normalisation, is left out.
 *
 *     s²_l = n_in·Var(W_l)·v_(l−1),     δ²_l = n_out·Var(W_(l+1))·δ²_(l+1)·E[φ′(ẑ)²]/s²_l,     ẑ ~ N(0, 1)
 *
 * Batch norm takes away what all examples share, so v is the variance Var[φ(ẑ)] (and of the data); layer
 * norm does not, so v is the mean square E[φ(ẑ)²].
 *
 * Throws TypeError unless the network is what `mlp` builds, with one kind of normalisation.
 */
export function normedTheoryFor(run: Run): ExpectedSignals[] {
  requireRun("normedTheoryFor", run, "back");
  const layers = run.records.map(({ layer }) => layer), [, norm, act] = layers;
  const dense = layers.filter((layer) => layer instanceof Dense), depth = dense.length - 1;
  const kinds = [Dense, norm instanceof BatchNorm ? BatchNorm : LayerNorm, Activate];
  const fits = act instanceof Activate && layers.length === 3 * depth + 1 &&
    layers.every((layer, i) => layer instanceof kinds[i % 3]);
  if (!fits) {
    throw new TypeError(
      "normedTheoryFor: this theory is for mlp({ …, normalisation: batchNorm }) or layerNorm; " +
        "give a run of such a network.",
    );
  }
  const { activation } = act, ofBatch = norm instanceof BatchNorm;
  const square = (x: number) => x * x, center = gaussianMean(activation.f);
  const counted = meanSquareOutput(activation) - (ofBatch ? square(center) : 0); // v, but for the data
  const ofData = square(ofBatch ? batchSpread(run.input) : rootMeanSquare(run.input));
  const scale = ({ weights, initializer }: Dense) => { // n_in·Var(W) and n_out·Var(W)
    const { rows, columns } = weights.value, variance = initializer.variance(rows, columns);
    return { forward: rows * variance, backward: columns * variance };
  };
  const expected: ExpectedSignals[] = [], size = Math.sqrt(meanSquareOutput(activation));
  let delta = layerSignals(run)[depth - 1].delta;
  for (let l = depth - 1; l >= 0; l--) {
    if (l < depth - 1) {
      const s2 = scale(dense[l]).forward * (l === 0 ? ofData : counted);
      delta *= Math.sqrt(scale(dense[l + 1]).backward * meanSquareSlope(activation) / s2);
    }
    expected.unshift({ layer: l + 1, delta, activation: size });
  }
  return expected;
}
