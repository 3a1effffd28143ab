/** Two inputs of different size: the valley that they make of the error surface, and a descent in it. */
import { errorSurface } from "../figures/error_surface.ts";
import { formatNumber } from "../format.ts";
import { conditionNumber } from "../theory/linear.ts";
import { type Explorer, slider } from "./explorer.ts";

const controls = {
  first: slider("size of input 1", 0.1, 2, 0.1, 0.2),
  second: slider("size of input 2", 0.1, 2, 0.1, 1),
  rate: slider("learning rate, as a part of the limit", 0.05, 1.1, 0.01, 0.95),
  w1: slider("start w₁", -0.4, 2.4, 0.1, 0),
  w2: slider("start w₂", -0.4, 2.4, 0.1, 0),
  steps: slider("steps", 0, 200, 1, 30),
};

/** A descent on its way: the sizes of the inputs, the learning rate, and the weights so far. */
interface Descent {
  readonly sizes: readonly [number, number];
  readonly rate: number;
  readonly path: (readonly [w1: number, w2: number])[];
}

const lossAt = ([s1, s2]: Descent["sizes"], [w1, w2]: readonly [number, number]) =>
  s1 * s1 * (w1 - 1) * (w1 - 1) + s2 * s2 * (w2 - 1) * (w2 - 1);

/** One step of y = w₁x₁ + w₂x₂ towards the best weights (1, 1): w ← w − η·2s²·(w − 1). */
function step({ sizes: [s1, s2], rate, path }: Descent): void {
  const [w1, w2] = path[path.length - 1];
  path.push([w1 - rate * 2 * s1 * s1 * (w1 - 1), w2 - rate * 2 * s2 * s2 * (w2 - 1)]);
}

/** The weights on their way from `start`. */
export function twoInputDescent(
  sizes: readonly [number, number],
  rate: number,
  steps: number,
  start: readonly [number, number] = [0, 0],
): Descent["path"] {
  const descent: Descent = { sizes, rate, path: [start] };
  for (let n = 0; n < steps; n++) step(descent);
  return descent.path;
}

const errorSurfaceExplorer: Explorer<typeof controls, Descent> = {
  title: "Two inputs, one learning rate",
  sentence: "The loss is the mean of (y − t)² for y = w₁x₁ + w₂x₂; the best weights are 1 and 1. " +
    "Give both inputs one size, then make one small. The rate is a part of the largest stable one.",
  controls,
  animation: {
    begin({ first, second, rate: part, w1, w2, steps }) {
      const larger = Math.max(first, second), rate = part / (larger * larger); // the limit is 1/s²
      const path = twoInputDescent([first, second], rate, steps, [w1, w2]);
      return { sizes: [first, second], rate, path };
    },
    advance(descent) {
      step(descent);
      return descent;
    },
    ended({ sizes, path }) {
      const loss = lossAt(sizes, path[path.length - 1]);
      return loss < 1e-9 || loss > 1e6 || path.length > 2000;
    },
  },
  figure(_, { sizes, rate, path }) {
    const [first, second] = sizes, steps = path.length - 1, end = path[steps];
    const condition = conditionNumber(first, second), loss = formatNumber(lossAt(sizes, end), 3);
    const after = `after ${steps} ${steps === 1 ? "step" : "steps"}`;
    const figure = errorSurface((w1, w2) => lossAt(sizes, [w1, w2]), {
      title: `κ = ${formatNumber(condition, 3)}; ${after} L = ${loss}`,
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
        `learning rate ${formatNumber(rate, 3)}, w₁ is ${formatNumber(end[0], 3)} and ` +
        `w₂ is ${formatNumber(end[1], 3)} ${after}; L is ${loss}.`,
    };
  },
};

export default errorSurfaceExplorer;
