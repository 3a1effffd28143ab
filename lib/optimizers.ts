import { finiteNumber } from "./errors.ts";
import type { Parameter } from "./layers/layer.ts";
import { zip } from "./matrix.ts";

/** Moves parameters a step downhill, by the gradients that the last backward pass set. */
export interface Optimizer {
  readonly name: string;
  step(parameters: readonly Parameter[]): void;
}

/**
 * Gradient descent: w ← w − η·∂L/∂w, with the learning rate η = `rate`.
 *
 * The step makes new matrices and leaves the old ones alone, so what a Run recorded stays true.
 */
export function sgd({ rate }: { rate: number }): Optimizer {
  finiteNumber("sgd", "rate", rate, 0);
  return {
    name: `gradient descent, rate ${rate}`,
    step(parameters) {
      for (const parameter of parameters) {
        if (parameter.gradient === null) {
          throw new TypeError(
            `sgd: ${parameter.name} has no gradient yet; call run.backward(gradient) first.`,
          );
        }
        parameter.value = zip(parameter.value, parameter.gradient, (w, g) => w - rate * g);
      }
    },
  };
}
