import { binaryCrossEntropy, meanSquaredError, softmaxCrossEntropy } from "../../lib/losses.ts";
import { Matrix } from "../../lib/matrix.ts";
import type { Random } from "../../lib/random.ts";
import { type Dual, type Duals, exp, logOnePlus, negative, sum } from "./dual.ts";
import { softplus } from "./dual_activations.ts";

/** A loss with a target, in lib and in dual numbers. */
export interface LossCase {
  readonly name: string;
  of(output: Matrix): { loss: number; gradient: Matrix };
  dual(output: Duals): Dual;
}

/** Draws a target for an output of this shape. */
export type LossKind = (rows: number, columns: number, random: Random) => LossCase;

export const losses: Readonly<Record<string, LossKind>> = {
  meanSquaredError(rows, columns, random) {
    const target = Matrix.generate(rows, columns, () => random.normal());
    return {
      name: "mean squared error",
      of: (output) => meanSquaredError(output, target),
      dual: (output) => mean(output, (y, i, j) => square(y.minus(target.at(i, j)))),
    };
  },
  binaryCrossEntropy(rows, columns, random) {
    const target = Matrix.generate(rows, columns, () => random.below(2));
    return {
      name: "binary cross-entropy",
      of: (output) => binaryCrossEntropy(output, target),
      // −ln σ(z) is softplus(−z).
      dual: (output) => mean(output, (z, i, j) => softplus(target.at(i, j) ? negative(z) : z)),
    };
  },
  softmaxCrossEntropy(rows, columns, random) {
    const labels = Array.from({ length: rows }, () => random.below(columns));
    return {
      name: "softmax cross-entropy",
      of: (output) => softmaxCrossEntropy(output, labels),
      dual: (output) =>
        sum(output.map((z, i) => { // −ln p = ln(1 + Σ e^(zⱼ − z)) over the other classes j
          const others = z.filter((_, j) => j !== labels[i]);
          return logOnePlus(sum(others.map((other) => exp(other.minus(z[labels[i]])))));
        })).over(rows),
    };
  },
};

const square = (x: Dual) => x.times(x);

function mean(x: Duals, f: (entry: Dual, row: number, column: number) => Dual): Dual {
  return sum(x.flatMap((row, i) => row.map((entry, j) => f(entry, i, j)))).over(
    x.length * x[0].length,
  );
}
