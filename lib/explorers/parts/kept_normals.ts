import type { Initializer } from "../../initializers.ts";
import { Matrix } from "../../matrix.ts";

/**
 * The normal numbers behind the weights of an explorer's networks. An explorer makes a network of the same
 * seed at each redraw, so layer number l gets the same numbers each time, or more of the same: they are
 * drawn once and kept.
 *
 * ```ts
 * const kept = new KeptNormals();
 * mlp({ …, weights: kept.behind(heNormal), seed: 1 }); // the bits of `weights: heNormal`
 * ```
 */
export class KeptNormals {
  readonly #layers: Float64Array[] = [];

  /**
   * An initialiser of normal weights, such as `scaledNormal(1.5)`, for one network: its layers ask for
   * their weights in order. All networks must have one seed.
   */
  behind(weights: Initializer): Initializer {
    let l = 0;
    return {
      ...weights,
      sample: (inputs, outputs, random) => {
        const deviation = Math.sqrt(weights.variance(inputs, outputs)), layer = l++;
        if (!(this.#layers[layer]?.length >= inputs * outputs)) {
          this.#layers[layer] = Float64Array.from(
            { length: inputs * outputs },
            () => random.normal(),
          );
        }
        return new Matrix(
          inputs,
          outputs,
          this.#layers[layer].subarray(0, inputs * outputs).map((z) => deviation * z),
        );
      },
    };
  }
}
