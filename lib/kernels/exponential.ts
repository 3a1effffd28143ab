import { type Code, Fn, type Local, type } from "./assembler.ts";
import {
  addWhole,
  atLeast,
  atMost,
  bitAnd,
  bitOr,
  type Constants,
  float64Lanes,
  halveWhole,
  isAtMost,
  isLess,
  isMore,
  magnitude,
  negative,
  select,
  shiftLeft,
  subtractWhole,
} from "./lanes.ts";

const { add, subtract, multiply, divide } = float64Lanes;

const factorial = (k: number): number => k < 2 ? 1 : k * factorial(k - 1);

/** 1.5·2⁵²: added to a number and taken away again, it leaves the nearest whole number. */
const MAGIC = 6755399441055744;

/** eˣ and eˣ − 1 as in lib/elementary.ts: the same operations in the same order, so the same bits. */
function formulas(fn: Fn, constants: Constants) {
  const n = (value: number) => constants.number(value);
  const [e, t, r, size, high, low, square, fourth, tail] = fn.several(9, type.vector);

  /** Leaves eʳ − 1, and in t the whole number k for x = k·ln 2 + r, |r| ≤ ln(2)/2. */
  const reduced = (x: Code): Code => {
    const whole = subtract(t.get, n(MAGIC));
    const pair = (k: number) => add(n(1 / factorial(k)), multiply(n(1 / factorial(k + 1)), r.get));
    const four = (k: number) => add(pair(k), multiply(pair(k + 2), square.get));
    const higher = add(four(6), multiply(four(10), fourth.get));
    return [
      e.set(x),
      t.set(add(multiply(e.get, n(1.4426950408889634)), n(MAGIC))),
      high.set(subtract(e.get, multiply(whole, n(6.93147180369123816490e-1)))),
      low.set(multiply(whole, n(1.90821492927058770002e-10))),
      r.set(subtract(high.get, low.get)),
      square.set(multiply(r.get, r.get)),
      fourth.set(multiply(square.get, square.get)),
      tail.set(add(four(2), multiply(higher, fourth.get))),
      add(high.get, subtract(multiply(square.get, tail.get), low.get)),
    ];
  };
  /** 2ᵏ for a whole number k in the lower 32 bits of each lane. */
  const power = (k: Code) => shiftLeft(addWhole(k, constants.whole(1023n)), 52);

  /** eˣ, in two factors 2^(k/2), because 2¹⁰²⁴ and the steps below 2⁻¹⁰²² are out of reach of one. */
  const exp = (x: Code): Code => {
    const half = halveWhole(t.get);
    return [
      r.set(add(n(1), reduced(atLeast(atMost(x, n(710)), n(-746))))),
      multiply(multiply(r.get, power(half)), power(subtractWhole(t.get, half))),
    ];
  };
  /** eˣ − 1 for 0 ≤ x ≤ 40, without the cancellation at small x. */
  const expMinusOne = (x: Code): Code => [
    low.set(reduced(x)),
    t.set(power(t.get)),
    add(multiply(t.get, low.get), subtract(t.get, n(1))),
  ];
  return { n, exp, expMinusOne, e, r, size };
}

/** Code that computes φ(z) and φ′(z): first what both need, then each on its own. */
export interface Formula {
  readonly shared: Code;
  readonly value: Code;
  readonly slope: Code;
}

/** The activations that lessons train with, as in lib/activations/, in z and the parameter a. */
export function activations(fn: Fn, constants: Constants, z: Local, a: Local) {
  const { n, exp, expMinusOne, e, r, size } = formulas(fn, constants);
  const positive = isMore(z.get, n(0)), notPositive = isAtMost(z.get, n(0));
  return {
    sigmoid: { //                                     e = e^−|z|, r = 1 + e
      shared: [e.set(exp(negative(magnitude(z.get)))), r.set(add(n(1), e.get))],
      value: divide(select(isLess(z.get, n(0)), e.get, n(1)), r.get),
      slope: divide(e.get, multiply(r.get, r.get)),
    },
    tanh: {
      shared: size.set(magnitude(z.get)),
      value: [ //                                     r = e^2|z| − 1
        r.set(expMinusOne(multiply(n(2), atMost(size.get, n(20))))),
        select(
          isLess(size.get, n(1e-8)),
          z.get,
          bitOr(divide(r.get, add(r.get, n(2))), bitAnd(z.get, n(-0))), // with the sign of z
        ),
      ],
      slope: [ //                                     e = e^−2|z|, r = 1 + e
        e.set(exp(multiply(n(-2), size.get))),
        r.set(add(n(1), e.get)),
        divide(multiply(n(4), e.get), multiply(r.get, r.get)),
      ],
    },
    relu: {
      shared: [],
      value: select(notPositive, n(0), z.get),
      slope: select(notPositive, n(0), select(positive, n(1), z.get)),
    },
    leakyRelu: {
      shared: [],
      value: select(notPositive, multiply(a.get, z.get), z.get),
      slope: select(notPositive, a.get, select(positive, n(1), z.get)),
    },
  } satisfies Record<string, Formula>;
}
