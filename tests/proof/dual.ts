/**
 * Dual numbers: differentiation without a way back, to hold backpropagation against.
 *
 * A dual number is v + t·ε with ε² = 0. Every formula computed in dual numbers carries its own
 * derivative along: f(v + t·ε) = f(v) + f′(v)·t·ε. No difference is taken, so nothing cancels, and a
 * derivative of 1e-250 has as many right digits as one of 1.
 *
 * Nothing here calls a slope or a backward rule of lib: the formulas are written once more.
 */
export class Dual {
  readonly value: number;
  readonly tangent: number;

  constructor(value: number, tangent = 0) {
    this.value = value;
    this.tangent = tangent;
  }

  plus(other: Dual | number): Dual {
    const b = dual(other);
    return new Dual(this.value + b.value, this.tangent + b.tangent);
  }

  minus(other: Dual | number): Dual {
    const b = dual(other);
    return new Dual(this.value - b.value, this.tangent - b.tangent);
  }

  times(other: Dual | number): Dual {
    const b = dual(other);
    return new Dual(this.value * b.value, this.tangent * b.value + this.value * b.tangent);
  }

  over(other: Dual | number): Dual {
    const b = dual(other), quotient = this.value / b.value;
    return new Dual(quotient, (this.tangent - quotient * b.tangent) / b.value);
  }
}

function dual(x: Dual | number): Dual {
  return typeof x === "number" ? new Dual(x) : x;
}

/** f(v) + f′(v)·t·ε. */
function through(x: Dual, value: number, slope: number): Dual {
  return new Dual(value, slope * x.tangent);
}

export const exp = (x: Dual) => through(x, Math.exp(x.value), Math.exp(x.value));
export const expMinusOne = (x: Dual) => through(x, Math.expm1(x.value), Math.exp(x.value));
export const logOnePlus = (x: Dual) => through(x, Math.log1p(x.value), 1 / (1 + x.value));
export const log = (x: Dual) => through(x, Math.log(x.value), 1 / x.value);
export const squareRoot = (x: Dual) => through(x, Math.sqrt(x.value), 0.5 / Math.sqrt(x.value));
export const negative = (x: Dual) => new Dual(-x.value, -x.tangent);

/** Φ(x) = P(Z ≤ x) for Z from the normal distribution; Φ′(x) = e^(−x²/2)/√(2π). */
export const normalBelow = (x: Dual) => through(x, belowNormal(x.value), density(x.value));

const density = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);

/** Φ by its series x + x³/3 + x⁵/(3·5) + … near 0, and by Laplace's continued fraction far away. */
function belowNormal(x: number): number {
  if (x > 3) return 1 - belowNormal(-x);
  if (x < -3) {
    let fraction = 0;
    for (let k = 200; k >= 1; k--) fraction = k / (-x + fraction);
    return density(x) / (-x + fraction);
  }
  let sum = 0;
  for (let term = x, n = 1; Math.abs(term) > 1e-20; n += 2, term *= x * x / n) sum += term;
  return 0.5 + density(x) * sum;
}

/** A batch of dual numbers, row by row. */
export type Duals = readonly (readonly Dual[])[];

/** x·w + b: each output unit sums over the inputs. */
export function affine(x: Duals, w: Duals, b: Duals): Duals {
  const columns = transpose(w);
  return x.map((row) => columns.map((column, j) => product(row, column).plus(b[0][j])));
}

/** Σ aᵢ·bᵢ, by the product rule; one loop because this is where the time goes. */
function product(a: readonly Dual[], b: readonly Dual[]): Dual {
  let value = 0, tangent = 0;
  for (let i = 0; i < a.length; i++) {
    value += a[i].value * b[i].value;
    tangent += a[i].tangent * b[i].value + a[i].value * b[i].tangent;
  }
  return new Dual(value, tangent);
}

export function add(a: Duals, b: Duals): Duals {
  return a.map((row, i) => row.map((entry, j) => entry.plus(b[i][j])));
}

export function transpose(a: Duals): Duals {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

export function sum(numbers: readonly Dual[]): Dual {
  return numbers.reduce((total, x) => total.plus(x), new Dual(0));
}

/** (x − mean)/√(variance + ε) over some numbers: one unit of batch norm, one row of layer norm. */
export function standardise(numbers: readonly Dual[], epsilon: number): readonly Dual[] {
  const mean = sum(numbers).over(numbers.length);
  const centred = numbers.map((x) => x.minus(mean));
  const variance = sum(centred.map((x) => x.times(x))).over(numbers.length);
  const deviation = squareRoot(variance.plus(epsilon));
  return centred.map((x) => x.over(deviation));
}
