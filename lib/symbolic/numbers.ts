import { atan } from "../atan.ts";
import { exp, log, tanh } from "../elementary.ts";
import { erf } from "../erf.ts";
import { cosh, expm1, sech, sinh } from "../hyperbolic.ts";
import { log1p } from "../log1p.ts";
import { cos, sin } from "../trigonometry.ts";
import { wholePower } from "../whole_power.ts";
import { type Algebra, COMPARE } from "./algebra.ts";

const SMALLEST = 2.2250738585072014e-308; // below it float64 loses digits

/**
 * Plain float64, with one difference: a result that overflows or loses digits to underflow is NaN. NaN
 * goes through everything that follows, so at the end it says: compute this once more in `wide`.
 */
export const numbers: Algebra<number> = {
  of: (value) => value,
  choose(comparison, difference, yes, no) {
    if (difference !== difference) return NaN;
    return COMPARE[comparison](difference) ? yes() : no();
  },
  negate: (a) => -a,
  add: (a, b) => finite(a + b),
  subtract: (a, b) => finite(a - b),
  multiply: (a, b) => a === 0 || b === 0 ? a * b : normal(a * b),
  divide: (a, b) => a === 0 && b !== 0 ? a / b : normal(a / b),
  power(base, exponent) {
    if (exponent === 2) return numbers.multiply(base, base);
    if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
      const power = wholePower(base, Math.abs(exponent), 1, numbers.multiply);
      return exponent < 0 ? numbers.divide(1, power) : power;
    }
    if (exponent === 0.5) return Math.sqrt(base);
    return base > 0 ? normal(exp(exponent * log(base))) : NaN;
  },
  functions: {
    exp: (a) => normal(exp(a)),
    log: (a) => finite(log(a)),
    expm1: (a) => finite(expm1(a)),
    log1p: (a) => finite(log1p(a)),
    sqrt: Math.sqrt,
    abs: Math.abs,
    sign: Math.sign,
    tanh,
    sinh: (a) => finite(sinh(a)),
    cosh: (a) => finite(cosh(a)),
    sech: (a) => normal(sech(a)),
    sin,
    cos,
    atan,
    erf,
  },
};

function finite(value: number): number {
  return Math.abs(value) <= Number.MAX_VALUE ? value : NaN;
}

function normal(value: number): number {
  const size = Math.abs(value);
  return size >= SMALLEST && size <= Number.MAX_VALUE ? value : NaN;
}
