import { display, finiteNumber, wholeNumber } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { Matrix } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { colourScale, crosses, rowsOf } from "./colour_scale.ts";
import { descentPaths, type Path, place, type Stretch } from "./descent_paths.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import type { Axis } from "./lines.ts";

export interface ErrorSurfaceOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly x: Stretch;
  readonly y: Stretch;
  /** What the colours mean: "loss" unless given. `logarithmic("loss")` sets the levels by powers. */
  readonly z?: Axis;
  /** Ways over the surface, by name. */
  readonly paths?: Readonly<Record<string, Path>>;
  /** Draws one unit of x as long as one of y, so that a circle is round. */
  readonly equalAspect?: boolean;
  /** How many values a side are computed of a function: 81 unless given. */
  readonly resolution?: number;
}

/**
 * A loss over two parameters, as contours, with the ways that descents took: start, steps and end.
 *
 * The loss is a function of x and y, or a matrix of values at even distances: a row for each y, a
 * column for each x. Where it is not finite stands a cross.
 *
 * ```ts
 * errorSurface((a, b) => a * a + 10 * b * b, {
 *   title: "Steep one way, flat the other",
 *   x: { title: "w₁", from: -3, to: 3 },
 *   y: { title: "w₂", from: -2, to: 2 },
 *   paths: { "η = 0.09": [[2, 1], [1.64, -0.8], [1.34, 0.64]] },
 * });
 * ```
 *
 * Throws RangeError for a stretch without length, TypeError for a path that is no list of points.
 */
export function errorSurface(
  loss: Matrix | ((x: number, y: number) => number),
  options: ErrorSurfaceOptions,
): Figure {
  const { title, x, y, z = "loss", paths = {}, equalAspect = false, resolution = 81 } = options;
  requireKeys("errorSurface", options, { title, x, y, z, paths, equalAspect, resolution });
  requireStretch("x", x);
  requireStretch("y", y);
  const grid = loss instanceof Matrix ? loss : sampled(loss, x, y, resolution);
  const xs = places(x, grid.columns), ys = places(y, grid.rows), scale = colourScale(z, grid.data);
  const surface = {
    type: "contour",
    x: xs,
    y: ys,
    z: rowsOf(grid.map(scale.place)),
    ncontours: 14,
    line: { width: 0.5, color: "#ffffff" },
    hovertemplate: `(%{x:.3~g}, %{y:.3~g}): ${scale.hover}<extra></extra>`,
    showlegend: false,
    ...scale.trace,
  };
  const name = typeof z === "string" ? z : z.title;
  const descents = descentPaths(paths, x, y);
  const data = [
    surface,
    ...crosses(grid, xs, ys, z, Math.ceil(grid.rows / 16)),
    ...descents.traces,
  ];
  const layout = {
    title: { text: literal(title) },
    xaxis: { title: { text: literal(x.title) }, range: [x.from, x.to], constrain: "domain" },
    yaxis: {
      title: { text: literal(y.title) },
      range: [y.from, y.to],
      ...(equalAspect ? { scaleanchor: "x", constrain: "domain" } : {}),
    },
    height: 460,
    showlegend: data.length > 1,
  };
  return {
    data,
    layout,
    alt: [title, extremes(name, grid, xs, ys), ...descents.words, ""].join(". ").trim(),
  };
}

/** Where the surface is lowest and highest, in words. */
function extremes(name: string, { data, columns }: Matrix, xs: Float64Array, ys: Float64Array) {
  let low = -1, high = -1, wrong = 0;
  data.forEach((value, i) => {
    if (!Number.isFinite(value)) wrong++;
    else {
      if (low < 0 || value < data[low]) low = i;
      if (high < 0 || value > data[high]) high = i;
    }
  });
  if (low < 0) return `${name} is finite nowhere`;
  const at = (i: number) =>
    `${formatNumber(data[i], 3)} at ${place([xs[i % columns], ys[Math.floor(i / columns)]])}`;
  return `${name} goes from ${at(low)} to ${at(high)}` +
    (wrong > 0 ? ` and is not finite at ${wrong} of ${data.length} places` : "");
}

function requireStretch(name: string, stretch: Stretch): void {
  if (typeof stretch !== "object" || stretch === null) {
    throw new TypeError(
      `errorSurface: ${name} is ${display(stretch)}; give { title: "w₁", from: -3, to: 3 }.`,
    );
  }
  const { from, to } = stretch;
  finiteNumber("errorSurface", `from of ${name}`, from);
  if (finiteNumber("errorSurface", `to of ${name}`, to) > from) return;
  throw new RangeError(
    `errorSurface: ${name} goes from ${from} to ${to}; give an end that is larger than the start.`,
  );
}

/** `count` numbers from the start of a stretch to its end. */
function places({ from, to }: Stretch, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (to - from) * i / (count - 1));
}

function sampled(
  loss: (x: number, y: number) => number,
  x: Stretch,
  y: Stretch,
  resolution: number,
): Matrix {
  if (typeof loss !== "function") {
    throw new TypeError(
      `errorSurface: the loss is ${display(loss)}; give a function of two numbers, or a Matrix.`,
    );
  }
  wholeNumber("errorSurface", "resolution", resolution, 2, 400);
  const xs = places(x, resolution), ys = places(y, resolution);
  return Matrix.generate(resolution, resolution, (row, column) => loss(xs[column], ys[row]));
}
