import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Figure } from "../../lib/figures/figure.ts";
import { thinned } from "../../lib/figures/thin.ts";
import { figureBundle } from "../../lib/jupyter/figure_bundle.ts";
import { Random } from "../../lib/random.ts";

const count = 200_000;
const random = new Random(1);
const noise = Float64Array.from({ length: count }, () => random.normal());
const steps = Float64Array.from({ length: count }, (_, i) => i + 1);

type Line = { x: number[]; y: number[] };
function drawn(trace: Record<string, unknown>, layout = {}): Line {
  return thinned({ data: [trace], layout, alt: "" }).data[0] as unknown as Line;
}

/** For each of `columns` pixels: the first, lowest, highest and last value there. */
function picture(x: ArrayLike<number>, y: ArrayLike<number>, columns: number, log = false) {
  const place = (value: number) => log ? Math.log10(value) : value;
  const left = place(x[0]), width = place(x[x.length - 1]) - left;
  const result = new Map<number, number[]>();
  for (let i = 0; i < x.length; i++) {
    const column = Math.min(columns - 1, Math.floor((place(x[i]) - left) / width * columns));
    const [first, low, high] = result.get(column) ?? [y[i], y[i], y[i]];
    result.set(column, [first, Math.min(low, y[i]), Math.max(high, y[i]), y[i]]);
  }
  return result;
}

Deno.test("thinned: in every column of pixels the line enters, leaves, dips and rises as before", () => {
  const { x, y } = drawn({ type: "scatter", mode: "lines", x: steps, y: noise });
  assert(y.length > 3000 && y.length <= 4000, `${y.length} points`);
  assertEquals(picture(x, y, 1000), picture(steps, noise, 1000));
  assertEquals(picture(x, y, 500), picture(steps, noise, 500), "and on a smaller screen");
});

Deno.test("thinned: on a log axis the columns are those of the log axis", () => {
  const { x, y } = drawn({ x: steps, y: noise }, { xaxis: { type: "log" } });
  assert(y.length <= 4000, `${y.length} points`);
  assertEquals(picture(x, y, 1000, true), picture(steps, noise, 1000, true));
  assertEquals(x.slice(0, 50), Array.from(steps.slice(0, 50)), "the sparse left side is whole");
});

Deno.test("thinned: gaps stay gaps, also those of a log axis, and hide no value beside them", () => {
  const y: (number | null)[] = Array.from(noise, Math.abs);
  y[50_000] = null;
  y[50_001] = NaN;
  y[100_000] = Infinity;
  y[150_000] = 0;
  const log = drawn({ y }, { yaxis: { type: "log" } }).y as (number | null)[];
  assertEquals(log.filter((value) => !(Number.isFinite(value) && value! > 0)), [null, Infinity, 0]);
  const positive = y.filter((value) => value !== null && value > 0);
  const smallest = (values: (number | null)[]) =>
    values.reduce<number>((a, b) => b !== null && b > 0 && b < a ? b : a, Infinity);
  assertEquals(smallest(log), smallest(positive));
  const linear = drawn({ y }).y as (number | null)[];
  assertEquals(linear.filter((value) => !Number.isFinite(value)), [null, Infinity]);
});

Deno.test("thinned: without x, the points keep their places", () => {
  const { x, y } = drawn({ y: noise, x0: 10, dx: 0.5 });
  for (let i = 0; i < x.length; i++) assertEquals(y[i], noise[(x[i] - 10) / 0.5]);
});

Deno.test("thinned: what is short, has no line, runs back, or carries more, is left alone", () => {
  const many = Array.from(noise);
  const cases: Record<string, unknown>[] = [
    { y: many.slice(0, 4000) },
    { y: many, mode: "markers" },
    { y: many, type: "bar" },
    { y: many, x: many },
    { y: many, text: many.map(String) },
    { y: many, marker: { size: many } },
    { y: many, line: { shape: "spline" } },
    { y: many, x: steps.slice(1) },
    { y: many.map(() => null) },
  ];
  for (const trace of cases) {
    const figure: Figure = { data: [trace], layout: {}, alt: "" };
    assertStrictEquals(thinned(figure), figure, JSON.stringify(Object.keys(trace)));
  }
});

Deno.test("a million points are sent in far less than 2 MB", () => {
  const y = Float64Array.from({ length: 1e6 }, (_, i) => noise[i % count]);
  const bundle = figureBundle({ data: [{ type: "scatter", y }], layout: {}, alt: "Noise." });
  assert(JSON.stringify(bundle).length < 300_000);
});
