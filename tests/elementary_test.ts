import { assert, assertEquals } from "@std/assert";
import { all, type BigNumber, create } from "mathjs";
import { sigmoid } from "../lib/activations.ts";
import { exp, log, tanh } from "../lib/elementary.ts";
import { Random } from "../lib/random.ts";

/** Units in the last place between two numbers. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const unit = Math.max(Number.MIN_VALUE, 2 ** (Math.floor(Math.log2(Math.abs(b))) - 52));
  return Math.abs(a - b) / unit;
}

const cases = [
  { name: "exp", ours: exp, theirs: Math.exp, low: -745, high: 709.7, most: 2 },
  { name: "log", ours: log, theirs: Math.log, low: 1e-3, high: 3, most: 2 },
  { name: "tanh", ours: tanh, theirs: Math.tanh, low: -21, high: 21, most: 4 },
];

for (const { name, ours, theirs, low, high, most } of cases) {
  Deno.test(`${name} is within ${most} units in the last place of Math.${name}`, () => {
    const random = new Random(3);
    for (let i = 0; i < 20_000; i++) {
      const x = random.uniform(low, high);
      assert(ulps(ours(x), theirs(x)) <= most, `${name}(${x}) = ${ours(x)}, not ${theirs(x)}`);
    }
  });
}

Deno.test("exp, tanh and the sigmoid, against 50 digits, to units in the last place", () => {
  const exact = create(all, { number: "BigNumber", precision: 50 }), random = new Random(5);
  const one = exact.bignumber(1), worst = { exp: 0, tanh: 0, sigmoid: 0 };
  for (let i = 0; i < 1000; i++) {
    const x = Math.round(random.normal() * 2 ** (random.below(10) + 4)) / 1024; // short in decimals too
    if (x === 0) continue;
    const X = exact.bignumber(x), back = exact.exp(exact.unaryMinus(X)) as BigNumber;
    const values: [keyof typeof worst, number, BigNumber][] = [
      ["exp", exp(x), exact.exp(X) as BigNumber],
      ["tanh", tanh(x), exact.tanh(X) as BigNumber],
      ["sigmoid", sigmoid.f(x), one.div(one.plus(back))],
    ];
    for (const [name, found, truth] of values) {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(truth.toNumber()))) - 52);
      const error = Math.abs(exact.bignumber(found).minus(truth).toNumber()) / unit;
      worst[name] = Math.max(worst[name], error);
    }
  }
  assert(worst.exp < 1 && worst.tanh < 2 && worst.sigmoid < 2, JSON.stringify(worst));
});

Deno.test("log is right over the whole range of float64", () => {
  for (let k = -1074; k < 1024; k++) {
    const x = 2 ** k * 1; // exact powers: the logarithm is k·ln 2
    assert(ulps(log(x), k * Math.LN2) <= 2, `log(2^${k}) = ${log(x)}`);
  }
});

Deno.test("tanh keeps its relative accuracy near zero, where tanh x = x − x³/3", () => {
  for (const x of [1e-300, 1e-9, 1e-8, 1.1e-8, 1e-6, -1e-4]) {
    assert(ulps(tanh(x), x - x ** 3 / 3) <= 2, `tanh(${x}) = ${tanh(x)}`);
  }
});

Deno.test("the special values", () => {
  assertEquals([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(NaN)], [
    1,
    1,
    0,
    Infinity,
    NaN,
  ]);
  assertEquals([exp(-745.1), exp(-746), exp(710), exp(-1e308), exp(1e308)], [
    5e-324,
    0,
    Infinity,
    0,
    Infinity,
  ]);
  assertEquals([log(1), log(0), log(-1), log(Infinity), log(NaN)], [
    0,
    -Infinity,
    NaN,
    Infinity,
    NaN,
  ]);
  assertEquals([tanh(30), tanh(-1e308), tanh(Infinity), tanh(NaN)], [1, -1, 1, NaN]);
  assert(Object.is(tanh(-0), -0));
});

Deno.test("the bits are those of every other machine", () => {
  const random = new Random(11);
  const values = new Float64Array(3000);
  for (let i = 0; i < 3000; i += 3) {
    values[i] = exp(random.uniform(-50, 50));
    values[i + 1] = log(random.uniform(0, 100));
    values[i + 2] = tanh(random.uniform(-5, 5));
  }
  assertEquals(fingerprint(values), GOLDEN);
});

/** Fowler, Noll and Vo's hash of the bytes: one changed bit changes it. */
function fingerprint(values: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Changes only when a formula changes; then every lesson's outputs change too. */
const GOLDEN = 1548572711;
