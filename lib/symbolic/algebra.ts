/**
 * The arithmetic in which a formula is evaluated. A formula is compiled once for `numbers`, which is
 * fast, and once for `wide`, which cannot overflow. A third one, `code`, writes down what `numbers`
 * would compute.
 */
export interface Algebra<T> {
  of(value: number): T;
  /** One of two values, by how a − b compares with 0; NaN where that is NaN. */
  choose(comparison: Comparison, difference: T, yes: () => T, no: () => T): T;
  negate(a: T): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  power(base: T, exponent: T): T;
  functions: Readonly<Record<FunctionName, (a: T) => T>>;
}

/** mathjs's names of <, ≤, > and ≥. */
export type Comparison = "smaller" | "smallerEq" | "larger" | "largerEq";

/** Whether a difference compares so with 0. */
export const COMPARE: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  smaller: (d) => d < 0,
  smallerEq: (d) => d <= 0,
  larger: (d) => d > 0,
  largerEq: (d) => d >= 0,
};

/** Functions of one argument. `expm1` and `log1p` are what exp(u) − 1 and log(1 + u) compile to. */
export type FunctionName =
  | "exp"
  | "log"
  | "expm1"
  | "log1p"
  | "sqrt"
  | "abs"
  | "sign"
  | "tanh"
  | "sinh"
  | "cosh"
  | "sech"
  | "sin"
  | "cos"
  | "atan"
  | "erf";
