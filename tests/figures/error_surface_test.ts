import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { errorSurface } from "lib/figures/error_surface.ts";
import { logarithmic } from "lib/figures/lines.ts";
import { Matrix } from "lib/matrix.ts";
import { assertSnapshot } from "./snapshot.ts";

const x = { title: "w₁", from: -3, to: 3 }, y = { title: "w₂", from: -2, to: 2 };
const bowl = (a: number, b: number) => a * a + 10 * b * b;
const options = { title: "A bowl", x, y, resolution: 5 };

type Trace = {
  type: string;
  name?: string;
  x: number[];
  y: number[];
  z: number[][];
  hoverinfo?: string;
};
const traces = (figure: { data: readonly unknown[] }) => figure.data as Trace[];

Deno.test("errorSurface: rows are y and columns are x, of a function and of a matrix alike", () => {
  const [surface] = traces(errorSurface((a, b) => 10 * a + b, options));
  assertEquals(Array.from(surface.x), [-3, -1.5, 0, 1.5, 3]);
  assertEquals(Array.from(surface.y), [-2, -1, 0, 1, 2]);
  assertEquals(Array.from(surface.z[1]), [-31, -16, -1, 14, 29]);
  const matrix = Matrix.generate(2, 3, (row, column) => 10 * row + column);
  const [other] = traces(errorSurface(matrix, options));
  assertEquals(other.z.map((row) => Array.from(row)), [[0, 1, 2], [10, 11, 12]]);
  assertEquals(Array.from(other.x), [-3, 0, 3]);
});

Deno.test("errorSurface: on a log scale levels are powers of ten, and a zero is marked", () => {
  const values = Matrix.from([[1, 100], [0, 1e4]]);
  const figure = errorSurface(values, { ...options, z: logarithmic("loss") });
  const [surface, zeros] = traces(figure);
  assertEquals(surface.z.map((row) => Array.from(row, (v) => +v.toFixed(12))), [[0, 2], [0, 4]]);
  assertEquals([zeros.name, zeros.x, zeros.y], ["loss exactly 0", [-3], [2]]);
  assertStringIncludes(JSON.stringify(surface), "loss (log scale)");
});

Deno.test("errorSurface: what is not finite is marked, also a single place among many", () => {
  const spot = (a: number, b: number) => a === 0 && b === 0 ? NaN : bowl(a, b);
  const [surface, crosses] = traces(errorSurface(spot, { ...options, resolution: 101 }));
  assertEquals([crosses.name, crosses.x, crosses.y], ["no finite loss", [0], [0]]);
  assert(Number.isNaN(surface.z[50][50]));
  const half = errorSurface((a, b) => a < 0 ? Infinity : b, { ...options, resolution: 101 });
  assert(traces(half)[1].x.length < 200, "not every one of 5,000 places");
  assertStringIncludes(half.alt, "is not finite at 5050 of 10201 places");
});

Deno.test("errorSurface: a path has start, steps and end, and says so when it leaves", () => {
  const stays: [number, number][] = [[2, 1], [1, 0.5], [0, 0]];
  const away: [number, number][] = [[2, 1], [1, -3], [0, 9], [-1, -27]];
  const figure = errorSurface(bowl, { ...options, paths: { stays, away } });
  const [, , first, , second, starts, ends] = traces(figure);
  assertEquals([first.name, first.x, first.y], ["stays", [2, 1, 0], [1, 0.5, 0]]);
  assertEquals(second.name, "away (leaves the picture)");
  assertEquals(second.x, [2, 1], "one step beyond the picture, and no further");
  assertEquals([starts.name, starts.x, ends.name, ends.x], ["start", [2, 2], "end", [0, -1]]);
  assertEquals(
    figure.alt,
    "A bowl. loss goes from 0 at (0, 0) to 49 at (-3, -2). " +
      "stays starts at (2, 1) and is at (0, 0) after 2 steps. " +
      "away starts at (2, 1) and leaves the picture at step 1 of 3.",
  );
});

Deno.test("errorSurface: one unit is as long in x as in y only where that is asked for", () => {
  const axis = (equalAspect: boolean) =>
    (errorSurface(bowl, { ...options, equalAspect }).layout.yaxis as { scaleanchor?: string })
      .scaleanchor;
  assertEquals([axis(true), axis(false)], ["x", undefined]);
});

Deno.test("errorSurface: hostile names stay text", () => {
  const hostile = `<img src=x onerror="alert(1)">`;
  const figure = errorSurface(bowl, {
    ...options,
    title: hostile,
    x: { ...x, title: hostile },
    z: hostile,
    paths: { [hostile]: [[0, 0], [9, 9]] },
  });
  assert(!JSON.stringify([figure.data, figure.layout]).includes("<img"));
});

Deno.test("errorSurface: mistakes are named", () => {
  const thrown = (change: object, message: string, kind: ErrorConstructor = RangeError) =>
    assertThrows(() => errorSurface(bowl, { ...options, ...change }), kind, message);
  thrown({ x: { ...x, to: -3 } }, "x goes from -3 to -3; give an end that is larger");
  thrown({ y: { ...y, from: NaN } }, "from of y is NaN");
  thrown({ y: "w₂" }, 'y is "w₂"; give { title:', TypeError);
  thrown({ resolution: 1 }, "resolution is 1; give a whole number from 2 to 400");
  thrown({ paths: { a: [[1, 2], 3] } }, 'the path "a" has 3 at step 1', TypeError);
  thrown({ paths: { a: [] } }, 'the path "a" has a value of type Array at step 0', TypeError);
  assertThrows(
    () => errorSurface(3 as never, options),
    TypeError,
    "the loss is 3; give a function",
  );
});

Deno.test("errorSurface: snapshots", () => {
  const paths = { "η = 0.1": [[2, 1], [1.6, -1], [1.28, 1]] as [number, number][] };
  assertSnapshot("error_surface", errorSurface(bowl, { ...options, paths, equalAspect: true }));
  const holed = (a: number, b: number) => a < -2 ? NaN : bowl(a, b);
  const z = logarithmic("loss");
  assertSnapshot("error_surface_log", errorSurface(holed, { ...options, z }));
});
