/**
 * The arithmetic in which a formula is evaluated. A formula is compiled once for `numbers`, which is
 * fast, and once for `wide`, which cannot overflow.
 */
export interface Algebra<T> {
  of(value: number): T;
  toNumber(value: T): number;
  negate(a: T): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  power(base: T, exponent: T): T;
  functions: Readonly<Record<FunctionName, (a: T) => T>>;
}

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
