/** Batch normalisation on the way back: with it plain deep networks do not vanish, they explode. */
import { type Activation, identity, relu, sigmoid, tanh } from "../activations.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { formatNumber, typesetNumber } from "../format.ts";
import { scaledNormal } from "../initializers.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { layerSignals, theoryFor } from "../monitor.ts";
import { mlp, type Run } from "../network.ts";
import { normedTheoryFor } from "../normed_theory.ts";
import { batchNormGrowth } from "../theory/depth.ts";
import { type Explorer, select, slider } from "./explorer.ts";
import { inWorkspace, type PassOnce } from "./parts/in_workspace.ts";
import { KeptNormals } from "./parts/kept_normals.ts";
import { randomPass } from "../random_pass.ts";

const activations: Record<string, Activation> = { ReLU: relu, tanh, sigmoid, linear: identity };

const controls = {
  activation: select("activation", Object.keys(activations)),
  weights: slider("σ_w", 0.2, 4, 0.1, 1),
  depth: slider("hidden layers", 2, 30, 1, 20),
  batch: select("batch size", ["4", "8", "16", "32", "64"], "64"),
};

const WIDTH = 32, SEED = 1;
const kept = new KeptNormals(); // of this seed

/** A random pass through a network with batch norm, and one through the same without it. */
export function passes(
  activation: Activation,
  scale: number,
  depth: number,
  batch: number,
  passOnce: PassOnce = randomPass,
) {
  const options = { inputs: WIDTH, width: WIDTH, outputs: WIDTH, depth, activation, seed: SEED };
  const pass = (normalisation?: typeof batchNorm) =>
    passOnce(
      mlp({ ...options, weights: kept.behind(scaledNormal(scale)), normalisation }),
      batch,
      WIDTH,
      SEED,
    );
  return { normed: pass(batchNorm), plain: pass() };
}

type Deltas = readonly { delta: number }[];

function asPartOfLast(layers: Deltas): number[] {
  return layers.map(({ delta }) => delta / layers[layers.length - 1].delta);
}

/** δ of the hidden layers, as a part of that of the last one. */
export function hiddenDelta(signals: Deltas): number[] {
  return asPartOfLast(signals.slice(0, -1));
}

/** What theory expects of that with batch norm, at a large batch. Layer 1 divides by the size of its data. */
export function expectedWithNorm(normed: Run): number[] {
  return asPartOfLast(normedTheoryFor(normed));
}

const batchNormExplorer: Explorer<typeof controls> = {
  title: "What batch normalisation does to the gradient",
  sentence:
    "δ on its way back through a random network, as a part of δ at the last hidden layer. " +
    "Make the weights smaller or larger: with batch norm and a batch of 64 hardly " +
    "anything changes. Then try a small batch.",
  controls,
  figure({ activation: name, weights, depth, batch }) {
    const activation = activations[name];
    const { withNorm, without, normedTheory, plainTheory } = inWorkspace((pass) => {
      const { normed, plain } = passes(activation, weights, depth, Number(batch), pass);
      const [withNorm, without] = [normed, plain].map((run) => hiddenDelta(layerSignals(run)));
      const [normedTheory, plainTheory] = [expectedWithNorm(normed), hiddenDelta(theoryFor(plain))];
      return { withNorm, without, normedTheory, plainTheory };
    });
    const growth = formatNumber(batchNormGrowth(activation), 4);
    const figure = lines({
      title: `From layer ${depth} back to layer 1 δ is multiplied by ` +
        `${typesetNumber(withNorm[0])} with batch norm, by ${typesetNumber(without[0])} without`,
      x: "hidden layer",
      y: logarithmic("δ, as a part of its start"),
      measured: { "with batch norm": withNorm, without },
      theory: { "with batch norm": normedTheory, without: plainTheory },
    });
    return {
      ...figure,
      alt:
        `${name}, σ_w = ${weights}, ${depth} hidden layers, batch of ${batch}. On its way back ` +
        `δ is multiplied by ${formatNumber(withNorm[0], 3)} with batch norm, and by ` +
        `${formatNumber(without[0], 3)} without. Theory for large batches: from layer to ` +
        `layer, but for the first, δ² is multiplied by ${growth} with batch norm, whatever σ_w is.`,
    };
  },
};

export default batchNormExplorer;
