import { inFloat32 } from "../kernels/float32.ts";
import { runActivation } from "../kernels/run.ts";
import { float32, type Matrix, resultOf } from "../matrix.ts";
import type { Activation } from "./activation.ts";

/** φ at every entry of a matrix and, when asked for, φ′. */
export interface Applied {
  readonly values: Matrix;
  slopes(): Matrix;
}

/**
 * Applies an activation entry by entry. Where it has a kernel, that one computes values and slopes in one
 * go, because they share their exponential.
 */
export function apply({ f, slope, kernel }: Activation, x: Matrix): Applied {
  if (kernel !== undefined) {
    const { name, parameter = 0 } = kernel;
    const values = resultOf(x.rows, x.columns, x), slopes = resultOf(x.rows, x.columns, x);
    if (runActivation(kernel, x.data, values.data, slopes.data)) {
      return { values, slopes: () => slopes };
    }
    if (x.precision === float32) {
      const { value, slope } = inFloat32[name];
      return {
        values: x.map((z) => value(z, parameter)),
        slopes: () => x.map((z) => slope(z, parameter)),
      };
    }
  }
  return { values: x.map((z) => f(z)), slopes: () => x.map((z) => slope(z)) };
}
