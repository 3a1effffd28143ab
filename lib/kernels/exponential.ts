import { type Code, type Fn, type Local, type } from "./assembler.ts";
import {
  addWhole,
  bitAnd,
  bitOr,
  type Constants,
  halveWhole,
  type Lanes,
  select,
  subtractWhole,
} from "./lanes.ts";

/** What differs between eˣ in float64 (lib/elementary.ts) and in float32 (lib/kernels/float32.ts). */
const precisions = {
  8: {
    magic: 6755399441055744, // 1.5·2⁵²: added and taken away again it leaves the nearest whole number
    magicBits: 0, // the lower 32 of its bits
    ln2: [6.93147180369123816490e-1, 1.90821492927058770002e-10], // its first bits, and the rest
    terms: 12, // of the series
    least: -746, // below it eˣ is 0
    most: 710, // above it eˣ is infinite
    bias: 1023, // 2ᵏ has the bits k + bias …
    mantissa: 52, // … so far to the left
    flat: 20, // above it tanh is 1
  },
  4: {
    magic: 12582912, // 1.5·2²³
    magicBits: 0x4b400000,
    ln2: [0.693359375, -2.12194440e-4],
    terms: 6,
    least: -104,
    most: 89,
    bias: 127,
    mantissa: 23,
    flat: 10,
  },
} as const;

const factorial = (k: number): number => k < 2 ? 1 : k * factorial(k - 1);

/** eˣ and eˣ − 1: the same operations in the same order as one at a time, so the same bits. */
function exponentials(fn: Fn, v: Lanes, constants: Constants) {
  const p = precisions[v.size], { add, subtract, multiply } = v;
  const n = (value: number) => constants.number(v, value);
  const [e, k, t, r, size, high, low, square, fourth, tail] = fn.several(10, type.vector);

  /** Leaves eʳ − 1, and in k the whole number for x = k·ln 2 + r, |r| ≤ ln(2)/2. */
  const reduced = (x: Code): Code => {
    const pair = (k: number) => add(n(1 / factorial(k)), multiply(n(1 / factorial(k + 1)), r.get));
    const four = (k: number) =>
      k + 2 > p.terms + 1 ? pair(k) : add(pair(k), multiply(pair(k + 2), square.get));
    const fours = Array.from({ length: Math.ceil(p.terms / 4) }, (_, i) => four(2 + 4 * i));
    return [
      e.set(x),
      t.set(add(multiply(e.get, n(1.4426950408889634)), n(p.magic))),
      k.set(subtractWhole(t.get, constants.whole(v, p.magicBits))),
      t.set(subtract(t.get, n(p.magic))),
      high.set(subtract(e.get, multiply(t.get, n(p.ln2[0])))),
      low.set(multiply(t.get, n(p.ln2[1]))),
      r.set(subtract(high.get, low.get)),
      square.set(multiply(r.get, r.get)),
      fourth.set(multiply(square.get, square.get)),
      tail.set(fours.reduceRight((rest, four) => add(four, multiply(rest, fourth.get)))),
      add(high.get, subtract(multiply(square.get, tail.get), low.get)),
    ];
  };
  /** 2ᵏ. */
  const power = (k: Code) => v.shiftLeft(addWhole(k, constants.whole(v, p.bias)), p.mantissa);

  /** eˣ, in two factors 2^(k/2), because its greatest and its least values are out of reach of one. */
  const exp = (x: Code): Code => {
    const half = halveWhole(k.get);
    return [
      r.set(add(n(1), reduced(v.atLeast(v.atMost(x, n(p.most)), n(p.least))))),
      multiply(multiply(r.get, power(half)), power(subtractWhole(k.get, half))),
    ];
  };
  /** eˣ − 1 for 0 ≤ x ≤ 2·flat, without the cancellation at small x. */
  const expMinusOne = (x: Code): Code => [
    low.set(reduced(x)),
    t.set(power(k.get)),
    add(multiply(t.get, low.get), subtract(t.get, n(1))),
  ];
  return { n, exp, expMinusOne, e, r, size, flat: p.flat };
}

/** Code that computes φ(z) and φ′(z): first what both need, then each on its own. */
export interface Formula {
  readonly shared: Code;
  readonly value: Code;
  readonly slope: Code;
}

/** The activations that lessons train with, as in lib/activations/, in z and the parameter a. */
export function activations(fn: Fn, v: Lanes, constants: Constants, z: Local, a: Local) {
  const { n, exp, expMinusOne, e, r, size, flat } = exponentials(fn, v, constants);
  const { add, multiply, divide } = v;
  const positive = v.isMore(z.get, n(0)), notPositive = v.isAtMost(z.get, n(0));
  return {
    sigmoid: { //                                     e = e^−|z|, r = 1 + e
      shared: [e.set(exp(v.negative(v.magnitude(z.get)))), r.set(add(n(1), e.get))],
      value: divide(select(v.isLess(z.get, n(0)), e.get, n(1)), r.get),
      slope: divide(e.get, multiply(r.get, r.get)),
    },
    tanh: {
      shared: size.set(v.magnitude(z.get)),
      value: [ //                                     r = e^2|z| − 1
        r.set(expMinusOne(multiply(n(2), v.atMost(size.get, n(flat))))),
        select(
          v.isLess(size.get, n(1e-8)),
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
