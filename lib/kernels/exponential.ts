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
    most: 709, // the largest x that is used: not far above it eˣ is out of reach
    bias: 1023, // 2ᵏ has the bits k + bias …
    mantissa: 52, // … so far to the left
  },
  4: {
    magic: 12582912, // 1.5·2²³
    magicBits: 0x4b400000,
    ln2: [0.693359375, -2.12194440e-4],
    terms: 6,
    least: -104,
    most: 88,
    bias: 127,
    mantissa: 23,
  },
} as const;

const factorial = (k: number): number => k < 2 ? 1 : k * factorial(k - 1);

/**
 * eˣ and (eˣ − 1)/2: the same operations as in plain TypeScript, in the same order but for the halving, which is
 * exact wherever it stands, so the same bits. A list of statements, so that those of several vectors can be done in
 * turn.
 */
function exponentials(fn: Fn, v: Lanes, constants: Constants) {
  const p = precisions[v.size], { add, subtract, multiply } = v;
  const n = (value: number) => constants.number(v, value);
  const [e, k, t, r, high, low, square, fourth, rest] = fn.several(9, type.vector);
  const [half, whole, part, sum] = fn.several(4, type.vector);
  const fours = fn.several(Math.ceil(p.terms / 4), type.vector);

  /** 2ᵏ, or 2ᵏ⁺ˡ. */
  const power = (k: Code, l = 0) =>
    v.shiftLeft(addWhole(k, constants.whole(v, p.bias + l)), p.mantissa);

  /** Four terms of the series (eʳ − 1 − r)/r² = 1/2! + r/3! + …, from 1/k! on. */
  const four = (k: number) => {
    const pair = (k: number) => add(n(1 / factorial(k)), multiply(n(1 / factorial(k + 1)), r.get));
    if (k + 2 > p.terms + 1) return pair(k);
    return add(pair(k), multiply(pair(k + 2), square.get));
  };

  /** Finds k, and high + rest = eʳ − 1, for x = k·ln 2 + r, |r| ≤ ln(2)/2. */
  const reduced = (x: Code): Code[] => [
    e.set(x),
    t.set(add(multiply(e.get, n(1.4426950408889634)), n(p.magic))),
    k.set(subtractWhole(t.get, constants.whole(v, p.magicBits))),
    t.set(subtract(t.get, n(p.magic))),
    high.set(subtract(e.get, multiply(t.get, n(p.ln2[0])))),
    low.set(multiply(t.get, n(p.ln2[1]))),
    r.set(subtract(high.get, low.get)),
    square.set(multiply(r.get, r.get)),
    fourth.set(multiply(square.get, square.get)),
    ...fours.map((terms, i) => terms.set(four(2 + 4 * i))),
    t.set(
      fours.map(({ get }) => get).reduceRight((after, terms) =>
        add(terms, multiply(after, fourth.get))
      ),
    ),
    rest.set(subtract(multiply(square.get, t.get), low.get)),
  ];
  /** Leaves eˣ in e for x ≤ 0, in two factors 2^(k/2), because one does not reach the least values. */
  const exp = (x: Code): Code[] => [
    ...reduced(v.atLeast(x, n(p.least))),
    half.set(halveWhole(k.get)),
    k.set(power(subtractWhole(k.get, half.get))),
    half.set(power(half.get)),
    sum.set(add(n(1), high.get)),
    low.set(subtract(high.get, subtract(sum.get, n(1)))), // what rounding took from the sum
    e.set(multiply(multiply(add(sum.get, add(rest.get, low.get)), half.get), k.get)),
  ];
  /** Leaves (eˣ − 1)/2 in e for x ≥ 0, without the cancellation at small x. */
  const halfGrown = (x: Code): Code[] => [
    ...reduced(v.atMost(x, n(p.most))),
    t.set(power(k.get, -1)),
    whole.set(subtract(t.get, n(1 / 2))),
    part.set(multiply(t.get, high.get)),
    sum.set(add(whole.get, part.get)),
    low.set(subtract(part.get, subtract(sum.get, whole.get))), // what rounding took from the sum
    e.set(add(sum.get, add(multiply(t.get, rest.get), low.get))),
  ];
  return { n, exp, halfGrown, e, r, t, low, most: p.most };
}

/** Code that computes φ(z) and φ′(z): first, statement by statement, what both need; then each on its own. */
export interface Formula {
  readonly shared: readonly Code[];
  readonly value: Code;
  readonly slope: Code;
}

/** The activations that lessons train with, as in lib/activations/, in z and the parameter a. */
export function activations(fn: Fn, v: Lanes, constants: Constants, z: Local, a: Local) {
  const { n, exp, halfGrown, e, r, t, low, most } = exponentials(fn, v, constants);
  const { add, subtract, multiply, divide } = v, size = v.magnitude(z.get);
  const positive = v.isMore(z.get, n(0)), notPositive = v.isAtMost(z.get, n(0));
  return {
    sigmoid: { //                                     r = the lesser of φ and 1 − φ, e = the other
      shared: [
        ...exp(v.negative(size)),
        t.set(add(n(1), e.get)),
        low.set(subtract(e.get, subtract(t.get, n(1)))), // what rounding took from the sum
        t.set(divide(e.get, t.get)),
        r.set(subtract(t.get, multiply(multiply(t.get, subtract(n(1), t.get)), low.get))),
        e.set(subtract(n(1), r.get)),
      ],
      value: select(v.isLess(z.get, n(0)), r.get, e.get),
      slope: multiply(r.get, e.get),
    },
    tanh: { //                                        h = (e^2|z| − 1)/2, t = 1/(1 + h), e = h/(1 + h)
      shared: [
        ...halfGrown(multiply(n(2), size)),
        r.set(add(e.get, n(1))),
        low.set(subtract(e.get, subtract(r.get, n(1)))), // what rounding took from the sum
        t.set(divide(n(1), r.get)),
        e.set(divide(e.get, r.get)),
      ],
      value: bitOr( //                                with the sign of z
        subtract(e.get, multiply(multiply(e.get, low.get), t.get)),
        bitAnd(z.get, n(-0)),
      ),
      slope: select(
        v.isMore(size, n(most / 2)), //               too far out for e^2|z|
        n(0),
        multiply(t.get, subtract(n(2), t.get)),
      ),
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
