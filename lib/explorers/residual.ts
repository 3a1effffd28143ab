/** Skip connections: how the gradient grows through blocks y = x + α·F(x). */
import { relu } from "../activations.ts";
import { lines, logarithmic } from "../figures/lines.ts";
import { formatNumber, typesetNumber } from "../format.ts";
import { heNormal } from "../initializers.ts";
import { batchNorm } from "../layers/batch_norm.ts";
import { Residual } from "../layers/residual.ts";
import { rootMeanSquare } from "../magnitude.ts";
import { layerSignals } from "../monitor.ts";
import { mlp } from "../network.ts";
import { residualMlp } from "../residual_mlp.ts";
import { residualGrowth } from "../theory/depth.ts";
import { checkbox, type Explorer, select, slider } from "./explorer.ts";
import { inWorkspace } from "./parts/in_workspace.ts";
import { KeptNormals } from "./parts/kept_normals.ts";

const scales: Record<string, (blocks: number) => number> = {
  "1": () => 1,
  "1/√L": (blocks) => 1 / Math.sqrt(blocks),
  "1/L": (blocks) => 1 / blocks,
  "0": () => 0,
};

const controls = {
  blocks: slider("blocks L", 2, 60, 1, 50),
  scale: select("α", ["1", "1/√L", "1/L", "0"]),
  normalised: checkbox("batch norm in each branch"),
};

const WIDTH = 24, BATCH = 24, SEED = 1;
const shared = { inputs: WIDTH, width: WIDTH, outputs: WIDTH, seed: SEED };
const kept = new KeptNormals(); // of this seed: both networks draw layer l from stream l

/** The size of ∂L/∂(output of block k), k = 1 … L, as a part of the last one. */
export function skipDelta(blocks: number, scale: number, normalised: boolean): number[] {
  const normalisation = normalised ? batchNorm : undefined, weights = kept.behind(heNormal);
  const network = residualMlp({
    ...shared,
    weights,
    activation: relu,
    blocks,
    scale,
    normalisation,
  });
  const deltas = inWorkspace((pass) =>
    pass(network, BATCH, WIDTH, SEED).records
      .filter(({ layer }) => layer instanceof Residual)
      .map(({ delta }) => rootMeanSquare(delta!))
  );
  return deltas.map((delta) => delta / deltas[blocks - 1]);
}

/** δ of a network of as many layers without skip connections, as a part of that of its last one. */
export function plainDelta(layers: number, normalised: boolean): number[] {
  const normalisation = normalised ? batchNorm : undefined, weights = kept.behind(heNormal);
  const network = mlp({ ...shared, weights, activation: relu, depth: layers, normalisation });
  const hidden = inWorkspace((pass) =>
    layerSignals(pass(network, BATCH, WIDTH, SEED)).slice(0, -1)
  );
  return hidden.map(({ delta }) => delta / hidden[layers - 1].delta);
}

/** By theory: the mean square grows by 1 + α² a block. For branches without normalisation. */
export function expectedDelta(blocks: number, scale: number): number[] {
  return Array.from(
    { length: blocks },
    (_, k) => Math.sqrt(residualGrowth(blocks - 1 - k, scale)),
  );
}

const residual: Explorer<typeof controls> = {
  title: "What skip connections do to the gradient",
  sentence: "ReLU with He's weights. δ at the end of each block, as a part of δ at the last one. " +
    "Compare the four α; then normalise the branches.",
  controls,
  figure({ blocks, scale: name, normalised }) {
    const scale = scales[name](blocks);
    const deltas = skipDelta(blocks, scale, normalised), plain = plainDelta(blocks, normalised);
    const blocksName = `x + α·F(x), α = ${name}`, before = blocks - 1;
    const figure = lines({
      title: `With α = ${name}, δ is multiplied by ${typesetNumber(deltas[0])} ` +
        `from block ${blocks} back to block 1`,
      x: "block, or layer without skip connections",
      y: logarithmic("δ, as a part of its start"),
      measured: { [blocksName]: deltas, "no skip connections": plain },
      theory: normalised ? undefined : { [blocksName]: expectedDelta(blocks, scale) },
    });
    const growth = formatNumber(Math.sqrt(residualGrowth(before, scale)), 3);
    const branches = normalised ? "with" : "without";
    return {
      ...figure,
      alt:
        `${blocks} blocks, α = ${name}, ${branches} batch norm. From the last block back to the ` +
        `first, δ is multiplied by ${formatNumber(deltas[0], 3)}` +
        (normalised ? "" : `; theory, √((1 + α²)^${before}), says ${growth}`) +
        `. Without skip connections it is multiplied by ${formatNumber(plain[0], 3)}.`,
    };
  },
};

export default residual;
