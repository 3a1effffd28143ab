import { times } from "../broadcast.ts";
import { display, requireObject, wholeNumber } from "../errors.ts";
import { Matrix, requireMatrix, zip } from "../matrix.ts";
import { Random } from "../random.ts";
import { requireKeys } from "../require_keys.ts";
import type { Layer, Mode, Parameter, Step } from "./layer.ts";

/**
 * Dropout (Srivastava et al. 2014): in training each entry is set to 0 with probability `rate`, and
 * what stays is divided by 1 − rate, so that the mean is kept ("inverted" dropout). In evaluation,
 * and in a pass that `keepsAll`, nothing happens.
 *
 * The mask depends on the seed and on the number of the training step alone, so a step can be repeated
 * to the bit; `forward(x, training(step))` gives the number.
 */
export class Dropout implements Layer {
  readonly name: string;
  readonly rate: number;
  readonly seed: number;
  readonly parameters: readonly Parameter[] = [];
  readonly keepsUnits = true;

  /** Throws RangeError unless 0 ≤ rate < 1 and the seed is a whole number. */
  constructor(rate: number, options: { seed: number; name?: string }) {
    requireObject("dropout", options, "{ seed: 1 }");
    const { seed, name = "dropout" } = options;
    requireKeys(name, options, { seed, name });
    if (!(typeof rate === "number" && rate >= 0 && rate < 1)) {
      throw new RangeError(
        `${name}: rate is ${display(rate)}; give the share to drop, from 0 to below 1.`,
      );
    }
    this.rate = rate;
    this.seed = wholeNumber(name, "seed", seed, 0, Number.MAX_SAFE_INTEGER);
    this.name = name;
  }

  forward(x: Matrix, mode: Mode): Step {
    requireMatrix(`forward, ${this.name}`, "the input", x);
    if (!mode.training || mode.keepsAll) return { output: x, backward: (dy) => dy };
    const mask = this.#mask(x, mode.step);
    return {
      output: zip(x, mask, times), //                y = x ⊙ mask
      backward: (dy) => zip(dy, mask, times), // ∂L/∂x = ∂L/∂y ⊙ mask
    };
  }

  /** 1/(1 − rate) where an entry stays, 0 where it is dropped. */
  #mask(x: Matrix, step: number): Matrix {
    const random = new Random(this.seed, step), kept = 1 / (1 - this.rate);
    return x.map(() => random.uniform() < this.rate ? 0 : kept);
  }
}
