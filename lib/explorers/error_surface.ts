/** Two inputs of different size: the valley that they make of the error surface, and a descent in it. */
import { errorSurface } from "../figures/error_surface.ts";
import { formatNumber } from "../format.ts";
import { conditionNumber } from "../theory/linear.ts";
import { type Explorer, slider } from "./explorer.ts";

const controls = {
  first: slider("size of input 1", 0.1, 2, 0.1, 0.2),
  second: slider("size of input 2", 0.1, 2, 0.1, 1),
  rate: slider("learning rate, as a part of the limit", 0.05, 1.1, 0.01, 0.95),
  steps: slider("steps", 0, 200, 1, 30),
};

/** The weights of y = w₁x₁ + w₂x₂ on their way from (0, 0) to (1, 1): w ← w − η·2s²·(w − 1). */
export function twoInputDescent(sizes: readonly number[], rate: number, steps: number) {
  const path: (readonly [number, number])[] = [[0, 0]];
  for (let n = 0; n < steps; n++) {
    const [w1, w2] = path[n], [λ1, λ2] = sizes.map((s) => 2 * s * s);
    path.push([w1 - rate * λ1 * (w1 - 1), w2 - rate * λ2 * (w2 - 1)]);
  }
  return path;
}

const errorSurfaceExplorer: Explorer<typeof controls> = {
  title: "Two inputs, one learning rate",
  sentence: "The loss is the mean of (y − t)² for y = w₁x₁ + w₂x₂; the best weights are 1 and 1. " +
    "Give both inputs one size, then make one small. The rate is a part of the largest stable one.",
  controls,
  figure({ first, second, rate: part, steps }) {
    const larger = Math.max(first, second), rate = part / (larger * larger); // the limit is 1/s²
    const path = twoInputDescent([first, second], rate, steps), [w1, w2] = path[steps];
    const condition = conditionNumber(first, second);
    const loss = (w1: number, w2: number) =>
      first * first * (w1 - 1) * (w1 - 1) + second * second * (w2 - 1) * (w2 - 1);
    const after = `after ${steps} ${steps === 1 ? "step" : "steps"}`;
    const figure = errorSurface(loss, {
      title: `κ = ${formatNumber(condition, 3)}; ${after} L = ${formatNumber(loss(w1, w2), 3)}`,
      x: { title: "w₁", from: -0.5, to: 2.5 },
      y: { title: "w₂", from: -0.5, to: 2.5 },
      z: "L",
      paths: { [`η = ${formatNumber(rate, 3)}`]: path },
      equalAspect: true,
      resolution: 41,
    });
    return {
      ...figure,
      alt: `Inputs of size ${first} and ${second}: κ is ${formatNumber(condition, 3)}. With ` +
        `learning rate ${formatNumber(rate, 3)}, w₁ is ${formatNumber(w1, 3)} and ` +
        `w₂ is ${formatNumber(w2, 3)} ${after}; L is ${formatNumber(loss(w1, w2), 3)}.`,
    };
  },
};

export default errorSurfaceExplorer;
