import { requireObject, requireValue, wholeNumber } from "./errors.ts";
import { Dense } from "./layers/dense.ts";
import { hiddenKeys, hiddenLayers, requireHidden } from "./layers/hidden.ts";
import type { Layer } from "./layers/layer.ts";
import { type LearnedScale, Residual } from "./layers/residual.ts";
import { Sequential } from "./layers/sequential.ts";
import { type MlpOptions, Network } from "./network.ts";
import { Random } from "./random.ts";
import { requireKeys } from "./require_keys.ts";

export interface ResidualMlpOptions extends Omit<MlpOptions, "depth"> {
  /** How many residual blocks. */
  blocks: number;
  /** How many dense layers the branch of a block has; 1 unless said. */
  layersPerBlock?: number;
  /** α in y = x + α·F(x): a number (1 unless said), or `learnedScale()`. */
  scale?: number | LearnedScale;
}

/**
 * A residual network of dense layers, in the order of He et al. 2016 ("Identity mappings"): nothing but
 * additions stands on the way from the first dense layer to the end of the last block.
 *
 *     Dense inputs→width
 *     blocks times  x + α·F(x),   F = layersPerBlock times (normalisation, activation, dropout, Dense)
 *     normalisation, activation, dropout
 *     Dense width→outputs
 *
 * The branch ends linear, in fresh random weights, so α·F(x) is uncorrelated with x: where F keeps the
 * mean square (He's weights with ReLU), a block multiplies it by 1 + α², forward and backward.
 *
 * Dense layers are counted through; number l draws from stream l of the seed, as in `mlp`. Its `depth`
 * may stand in the options too.
 *
 * ```ts
 * const network = residualMlp({
 *   inputs: 2, width: 64, blocks: 50, outputs: 1, scale: 0.1,
 *   activation: relu, weights: heNormal, seed: 7,
 * });
 * ```
 */
export function residualMlp(options: ResidualMlpOptions): Network {
  requireObject("residualMlp", options, "{ inputs: 2, width: 64, blocks: 20, … }");
  const { inputs, width, blocks, layersPerBlock = 1, outputs, scale, seed, precision } = options;
  const { weights } = options, own = { inputs, width, blocks, layersPerBlock, outputs, scale };
  requireKeys("residualMlp", options, { ...own, weights, ...hiddenKeys }, ["depth"]);
  wholeNumber("residualMlp", "inputs", inputs, 1, 100_000);
  wholeNumber("residualMlp", "width", width, 1, 10_000);
  wholeNumber("residualMlp", "blocks", blocks, 1, 10_000);
  wholeNumber("residualMlp", "layersPerBlock", layersPerBlock, 1, 100);
  wholeNumber("residualMlp", "outputs", outputs, 1, 100_000);
  requireHidden("residualMlp", options);
  requireValue("residualMlp", "weights", weights, ["sample"], "heNormal");
  const hidden = blocks * layersPerBlock, last = hidden + 2;
  const count = inputs * width + hidden * width * width + width * outputs;
  if (count > 2 ** 27) {
    throw new RangeError(
      `residualMlp: width ${width} and ${hidden} layers in blocks make ${count} weights; ` +
        `the most is ${2 ** 27}. Make it narrower or shallower.`,
    );
  }

  let l = 0; // the number of the dense layer last made
  const dense = (from: number, to: number) => {
    const name = `layer ${++l} of ${last} (dense ${from}→${to})`;
    return new Dense(from, to, { weights, random: new Random(seed, l), name, precision });
  };
  const layers: Layer[] = [dense(inputs, width)];
  for (let block = 1; block <= blocks; block++) {
    const branch: Layer[] = [];
    for (let i = 0; i < layersPerBlock; i++) {
      branch.push(...hiddenLayers(l + 1, width, options), dense(width, width));
    }
    const name = `block ${block} of ${blocks}`;
    layers.push(
      new Residual(new Sequential(branch, `${name}'s branch`), { scale, name, precision }),
    );
  }
  layers.push(...hiddenLayers(last, width, options), dense(width, outputs));
  return new Network(layers);
}
