/** A grid of experiments: its points in order, and what came out at each. */
import { display } from "./errors.ts";
import { Matrix } from "./matrix.ts";

/** The values to try, by name: `{ depth: [5, 10, 20], seed: [1, 2, 3] }`. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** One value for each name of the grid: `{ depth: 10, seed: 3 }`. */
export type Point<G extends Grid> = { readonly [Name in keyof G]: G[Name][number] };

/** A point of the grid and what came out there. */
export interface Outcome<G extends Grid, Result> {
  readonly point: Point<G>;
  readonly result: Result;
}

/** What tells the rows of a table apart, or its columns: a name of the grid, or a function of the point. */
export type Grouping<G extends Grid> = keyof G | ((point: Point<G>) => string);

/** More trainings than this nobody waits for. */
const MOST_POINTS = 1_000_000;

/**
 * Every combination of the grid's values, in the order of nested loops: the last name changes fastest.
 *
 * ```ts
 * gridPoints({ depth: [5, 10], seed: [1, 2] })[1]; // { depth: 5, seed: 2 }
 * ```
 *
 * Throws TypeError for what is no grid, RangeError for an empty list and for more than a million points.
 */
export function gridPoints<G extends Grid>(grid: G): Point<G>[] {
  if (typeof grid !== "object" || grid === null || Object.keys(grid).length === 0) {
    throw new TypeError(
      `sweep: the grid is ${
        display(grid)
      }; give lists by name, such as { depth: [5, 10], seed: [1, 2] }.`,
    );
  }
  let points: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (!Array.isArray(values)) {
      throw new TypeError(
        `sweep: ${name} is ${display(values)}; give a list of values, such as ${name}: [1, 2, 3].`,
      );
    }
    if (values.length === 0) {
      throw new RangeError(`sweep: ${name} has no values; give at least one.`);
    }
    const count = points.length * values.length;
    if (count > MOST_POINTS) {
      throw new RangeError(
        `sweep: the grid has ${count} points up to ${name}; the most is ${MOST_POINTS}.`,
      );
    }
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  return points.map((point) => Object.freeze(point)) as Point<G>[];
}

/**
 * The numbers from 0 to `count` − 1 in an order of which every beginning is spread over them all: sorted by
 * what stands behind the point in i·φ, the multiples of the golden ratio (Weyl's equidistribution, 1916).
 *
 * ```ts
 * spread(6); // [0, 5, 2, 4, 1, 3]
 * ```
 */
export function spread(count: number): number[] {
  const place = (i: number) => i * GOLDEN_RATIO % 1;
  return Array.from({ length: count }, (_, i) => i).sort((i, j) => place(i) - place(j));
}

const GOLDEN_RATIO = 1.618033988749895;

/** A point as it stands in a message: `{ depth: 20, activation: tanh }`. */
export function pointText(point: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(point).map(([name, value]) => `${name}: ${valueText(value)}`);
  return `{ ${parts.join(", ")} }`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  const named = (typeof value === "object" && value !== null) || typeof value === "function";
  const name = named && "name" in value ? value.name : undefined;
  return typeof name === "string" && name !== "" ? name : display(value);
}

/** What a sweep found. */
export class Sweep<G extends Grid, Result> {
  readonly grid: G;
  /** In the order of the grid; after Stop, those that were finished. */
  readonly outcomes: readonly Outcome<G, Result>[];
  /** Why it ended early; null if it did not. */
  readonly stopped: string | null;

  constructor(grid: G, outcomes: readonly Outcome<G, Result>[], stopped: string | null = null) {
    this.grid = grid;
    this.outcomes = outcomes;
    this.stopped = stopped;
  }

  /**
   * The results at the points that have these values, in the order of the grid.
   *
   * ```ts
   * found.where({ depth: 20, scale: 1 }); // one for each seed
   * ```
   *
   * Throws RangeError for a name or a value that the grid has not.
   */
  where(values: Partial<Point<G>>): Result[] {
    for (const [name, value] of Object.entries(values)) {
      if (this.#valuesOf(name).includes(value)) continue;
      const have = valueText(this.#valuesOf(name));
      throw new RangeError(
        `where: no ${name} of the grid is ${valueText(value)}; there are ${have}.`,
      );
    }
    const wanted = Object.entries(values);
    return this.outcomes
      .filter(({ point }) => wanted.every(([name, value]) => Object.is(point[name], value)))
      .map(({ result }) => result);
  }

  /**
   * A row for each value of one name and a column for each of another; each entry is what `summary` makes
   * of the results there, as `median` does of those of several seeds. NaN where Stop left no result.
   *
   * ```ts
   * trainabilityMap(losses.matrix("depth", "scale", median), { … });
   * ```
   *
   * Throws RangeError for a name that the grid has not.
   */
  matrix(row: keyof G, column: keyof G, summary: (results: Result[]) => number): Matrix {
    const rows = this.#valuesOf(row), columns = this.#valuesOf(column);
    return Matrix.generate(rows.length, columns.length, (i, j) => {
      const here = { [row]: rows[i], [column]: columns[j] } as Partial<Point<G>>;
      const results = this.where(here);
      return results.length === 0 ? NaN : summary(results);
    });
  }

  /**
   * The results by row and then by column, as `remedyMatrix` takes them: a list with one for each seed. A
   * row or column is a name of the grid, or what a function makes of each point. A number stands with
   * its name, "rate 0.1". The order is that in which the grid first comes to them.
   *
   * ```ts
   * remedyMatrix(losses.by("remedy", "rate"), { title, worked: (loss) => loss < 0.5 });
   * losses.by("remedy", ({ activation, depth }) => `${activation.name}, ${depth} layers`);
   * ```
   *
   * Throws RangeError for a name that the grid has not.
   */
  by(row: Grouping<G>, column: Grouping<G>): Record<string, Record<string, Result[]>> {
    const [rowOf, columnOf] = [row, column].map((side) => this.#labels(side));
    const groups: Record<string, Record<string, Result[]>> = {};
    for (const { point, result } of this.outcomes) {
      ((groups[rowOf(point)] ??= {})[columnOf(point)] ??= []).push(result);
    }
    return groups;
  }

  /** `by` under its older name. */
  grouped(row: Grouping<G>, column: Grouping<G>): Record<string, Record<string, Result[]>> {
    return this.by(row, column);
  }

  #labels(side: Grouping<G>): (point: Point<G>) => string {
    if (typeof side === "function") return side;
    this.#valuesOf(side);
    return ({ [side]: value }) => {
      if (typeof value === "string") return value;
      // A plain number as a key would be sorted before all others.
      return typeof value === "number" ? `${String(side)} ${value}` : valueText(value);
    };
  }

  #valuesOf(name: keyof G): readonly unknown[] {
    if (Object.hasOwn(this.grid, name)) return this.grid[name];
    const names = Object.keys(this.grid).join(", ");
    throw new RangeError(`sweep: the grid has no ${String(name)}; it has ${names}.`);
  }
}
