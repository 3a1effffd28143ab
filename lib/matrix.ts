import { display, wholeNumber } from "./errors.ts";
import { runAddScaled, runScale, runZip } from "./kernels/run.ts";
import type { Numbers } from "./kernels/reference.ts";
import { Workspace, workspaceOf } from "./kernels/workspace.ts";
import { numbersOf } from "./rows.ts";

export type { Numbers };

/** How a number is stored: `float64` (53 bits, down to 5e-324) or `float32` (24 bits, 1e-45). */
export type Precision = Float64ArrayConstructor | Float32ArrayConstructor;
export const float64: Precision = Float64Array;
export const float32: Precision = Float32Array;

/** The most entries of one matrix: 2²⁷, one gibibyte of float64. */
const MOST_ENTRIES = 2 ** 27;

/**
 * A matrix: `rows` × `columns` numbers, stored row by row. In this course a row is one example of
 * the batch and a column is one unit of a layer.
 *
 * ```ts
 * const x = Matrix.from([[1, 2], [3, 4], [5, 6]]);
 * x.shape; // "3×2"
 * x.at(2, 0); // 5
 * ```
 */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Numbers;

  /** Zeros, unless data (row by row) is given. Throws RangeError or TypeError on a wrong size. */
  constructor(rows: number, columns: number, data?: Numbers) {
    this.rows = wholeNumber("Matrix", "rows", rows, 0, MOST_ENTRIES);
    this.columns = wholeNumber("Matrix", "columns", columns, 0, MOST_ENTRIES);
    const entries = rows * columns;
    if (entries > MOST_ENTRIES) {
      throw new RangeError(
        `Matrix: ${rows}×${columns} is ${entries} numbers; the most is ${MOST_ENTRIES}. Make it smaller.`,
      );
    }
    this.data = data ?? new Float64Array(entries);
    if (this.data.length !== entries) {
      throw new TypeError(
        `Matrix: ${rows}×${columns} needs ${entries} numbers, but data has ${this.data.length}.`,
      );
    }
  }

  /** From rows of equal length. */
  static from(rows: readonly (readonly number[])[], precision: Precision = float64): Matrix {
    const numbers = numbersOf(rows);
    requirePrecision("Matrix.from", precision);
    return new Matrix(rows.length, rows[0]?.length ?? 0, new precision(numbers));
  }

  /** From a function of row and column, called row by row. */
  static generate(
    rows: number,
    columns: number,
    entry: (row: number, column: number) => number,
    precision: Precision = float64,
  ): Matrix {
    const result = Matrix.zeros(rows, columns, precision);
    if (typeof entry !== "function") {
      throw new TypeError(
        `Matrix.generate: the entry is ${display(entry)}; give a function of row and column.`,
      );
    }
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, at++) {
        const value = entry(i, j);
        if (typeof value !== "number") throw notNumber(i, j, value);
        result.data[at] = value;
      }
    }
    return result;
  }

  static zeros(rows: number, columns: number, precision: Precision = float64): Matrix {
    if (precision === float64) return new Matrix(rows, columns); // which checks the size first
    return new Matrix(rows, columns).to(precision);
  }

  /** "rows×columns", as error messages write it. */
  get shape(): string {
    return `${this.rows}×${this.columns}`;
  }

  get precision(): Precision {
    return this.data instanceof Float32Array ? float32 : float64;
  }

  /** The entry in a row and a column, both counted from 0. */
  at(row: number, column: number): number {
    wholeNumber(`Matrix ${this.shape}`, "row", row, 0, this.rows - 1);
    wholeNumber(`Matrix ${this.shape}`, "column", column, 0, this.columns - 1);
    return this.data[row * this.columns + column];
  }

  /** A new matrix of the same shape, each entry through a function. */
  map(f: (entry: number, index: number) => number): Matrix {
    const result = resultOf(this.rows, this.columns, this), { data } = this;
    for (let i = 0; i < data.length; i++) result.data[i] = f(data[i], i);
    return result;
  }

  /** A copy in another precision. */
  to(precision: Precision): Matrix {
    requirePrecision("Matrix", precision);
    return new Matrix(this.rows, this.columns, new precision(this.data));
  }

  toString(): string {
    return `Matrix ${this.shape}`;
  }
}

function notNumber(row: number, column: number, value: unknown): TypeError {
  return new TypeError(
    `Matrix.generate: the entry of row ${row}, column ${column} is ${display(value)}; ` +
      "give a function that returns a number.",
  );
}

/**
 * A matrix for a result, which lies where its operands lie (lib/kernels/workspace.ts). Write every entry
 * of it: anything may stand there.
 */
export function resultOf(rows: number, columns: number, a: Matrix, b: Matrix = a): Matrix {
  const workspace = Workspace.newer(workspaceOf(a.data), workspaceOf(b.data));
  if (workspace === null) return new Matrix(rows, columns, new a.precision(rows * columns));
  const result = new Matrix(rows, columns, workspace.take(rows * columns, a.precision));
  workspace.hold(result);
  return result;
}

/** A copy of a matrix in a workspace; what is computed from it will lie there too. */
export function copyInto(workspace: Workspace, { rows, columns, data, precision }: Matrix): Matrix {
  const copy = new Matrix(rows, columns, workspace.take(data.length, precision));
  copy.data.set(data);
  workspace.hold(copy);
  return copy;
}

/** Two numbers to one, such as `plus`. */
export type Combine = (a: number, b: number) => number;

/** Entry by entry: f(a, b). Throws TypeError unless the shapes are equal. */
export function zip(a: Matrix, b: Matrix, f: Combine): Matrix {
  requireSameShape("zip", a, b);
  const result = resultOf(a.rows, a.columns, a, b);
  if (!runZip(f, a.data, b.data, result.data)) {
    for (let i = 0; i < a.data.length; i++) result.data[i] = f(a.data[i], b.data[i]);
  }
  return result;
}

/** a + s·b. Throws TypeError unless the shapes are equal. */
export function addScaled(a: Matrix, s: number, b: Matrix): Matrix {
  requireSameShape("addScaled", a, b);
  const result = resultOf(a.rows, a.columns, a, b);
  if (!runAddScaled(a.data, s, b.data, result.data)) {
    for (let i = 0; i < a.data.length; i++) result.data[i] = a.data[i] + s * b.data[i];
  }
  return result;
}

/** s·x. */
export function scaled(s: number, x: Matrix): Matrix {
  const result = resultOf(x.rows, x.columns, x);
  if (!runScale(s, x.data, result.data)) {
    for (let i = 0; i < x.data.length; i++) result.data[i] = s * x.data[i];
  }
  return result;
}

function requireSameShape(action: string, a: Matrix, b: Matrix): void {
  if (a.rows === b.rows && a.columns === b.columns) return;
  throw new TypeError(
    `${action}: a is ${a.shape} and b is ${b.shape}; give two of the same shape.`,
  );
}

/** Throws TypeError unless value is float64 or float32. */
export function requirePrecision(action: string, value: unknown): void {
  if (value === float64 || value === float32) return;
  throw new TypeError(
    `${action}: precision is ${display(value)}; give float64 or float32, without quotes.`,
  );
}

/** Throws TypeError unless value is a Matrix. */
export function requireMatrix(action: string, name: string, value: unknown): void {
  if (value instanceof Matrix) return;
  throw new TypeError(
    `${action}: ${name} is ${
      display(value)
    }, not a Matrix. Make one: Matrix.from([[1, 2], [3, 4]]).`,
  );
}
