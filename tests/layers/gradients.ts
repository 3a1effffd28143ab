import type { Layer, Mode } from "../../lib/layers/layer.ts";
import { Matrix } from "../../lib/matrix.ts";
import { Random } from "../../lib/random.ts";

/** Standard normal numbers. */
export function normalMatrix(rows: number, columns: number, seed = 1): Matrix {
  const random = new Random(seed);
  return Matrix.generate(rows, columns, () => random.normal());
}

/** Moves every parameter to a random place, where no check is blind. */
export function unsettle<L extends Layer>(layer: L, seed = 99): L {
  const random = new Random(seed);
  for (const parameter of layer.parameters) {
    parameter.value = parameter.value.map((value) => value + 0.5 * random.normal());
  }
  return layer;
}

/**
 * The relative error ‖difference‖/‖gradient‖ of a layer's backward rule against central differences
 * of L = Σ c·output, c random: the greatest over its input and each of its parameters.
 */
export function gradientError(layer: Layer, x: Matrix, mode: Mode): number {
  const step = layer.forward(x, mode);
  const c = normalMatrix(step.output.rows, step.output.columns, 1234);
  const inputGradient = step.backward(c);
  const loss = () => {
    let sum = 0;
    layer.forward(x, mode).output.data.forEach((entry, i) => sum += entry * c.data[i]);
    return sum;
  };
  const sites = layer.parameters.map(({ value, gradient }) => ({ value, gradient: gradient! }));
  return Math.max(
    ...[{ value: x, gradient: inputGradient }, ...sites].map(({ value, gradient }) => {
      if (value.shape !== gradient.shape) throw new Error(`${value.shape} and ${gradient.shape}`);
      let difference = 0, size = 0;
      value.data.forEach((entry, i) => {
        const h = 1e-5;
        value.data[i] = entry + h;
        const above = loss();
        value.data[i] = entry - h;
        const below = loss();
        value.data[i] = entry;
        const numeric = (above - below) / (2 * h);
        difference += (numeric - gradient.data[i]) ** 2;
        size += numeric ** 2;
      });
      return Math.sqrt(difference / size);
    }),
  );
}
