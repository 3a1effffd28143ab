import { log } from "../elementary.ts";
import { display, finiteNumber } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { type Matrix, requireMatrix } from "../matrix.ts";
import { requireKeys } from "../require_keys.ts";
import { colourScale, crosses, rowsOf } from "./colour_scale.ts";
import { literal } from "./escape.ts";
import type { Figure } from "./figure.ts";
import type { Axis } from "./lines.ts";
import { colours } from "./theme.ts";
import { writtenTicks } from "./written_ticks.ts";

export interface TrainabilityMapOptions {
  /** The finding, as a sentence. */
  readonly title: string;
  /** The depth of each row, from small to large. The axis is logarithmic. */
  readonly depths: ArrayLike<number>;
  /** The σ_w of each column, from small to large. */
  readonly scales: ArrayLike<number>;
  /** What the colours mean: "loss" unless given. `logarithmic("loss")` compares by powers. */
  readonly z?: Axis;
  /**
   * Curves drawn dashed, by name: at each σ_w of `at`, the depth that theory expects, Infinity where it
   * knows no end. Give many points where it bends.
   */
  readonly theory?: Readonly<Record<string, DepthCurve>>;
}

export interface DepthCurve {
  readonly at: ArrayLike<number>;
  readonly depth: ArrayLike<number>;
}

/**
 * What can be trained: a colour for each depth and each σ_w, and on top how deep theory says that a
 * signal reaches, about 6ξ (Schoenholz et al. 2017, fig. 5). A cell that failed bears a cross.
 *
 * `values` has a row for each depth and a column for each σ_w.
 *
 * ```ts
 * const at = [0.5, 0.7, 0.9, 1, 1.1, 1.5, 2];
 * const depth = at.map((weights) => 6 * meanField(tanh, { weights }).correlationDepth);
 * trainabilityMap(losses, {
 *   title: "Deep nets train only at the edge of chaos",
 *   depths: [10, 20, 40],
 *   scales: [0.5, 1, 1.5, 2],
 *   theory: { "6ξ": { at, depth } },
 * });
 * ```
 *
 * Throws TypeError where the matrix has not a row for each depth and a column for each σ_w.
 */
export function trainabilityMap(values: Matrix, options: TrainabilityMapOptions): Figure {
  const { title, depths, scales, z = "loss", theory = {} } = options;
  requireKeys("trainabilityMap", options, { title, depths, scales, z, theory });
  requireMatrix("trainabilityMap", "values", values);
  requireIncreasing("depths", depths, "row", values);
  requireIncreasing("scales", scales, "column", values);
  if (!(depths[0] > 0)) {
    throw new RangeError(
      `trainabilityMap: the first of depths is ${depths[0]}; a log axis begins above 0.`,
    );
  }
  const colour = colourScale(z, values.data);
  const [left, right] = edges(scales, 0.5);
  const [bottom, top] = edges(Array.from(depths, log10), log10(2));
  const map = {
    type: "heatmap",
    x: Float64Array.from(scales),
    y: Float64Array.from(depths),
    z: rowsOf(values.map(colour.place)),
    hovertemplate: `σ<sub>w</sub> %{x}, depth %{y}: ${colour.hover}<extra></extra>`,
    ...colour.trace,
  };
  const curves = Object.entries(theory).flatMap(([name, { at, depth }], i) => {
    if (at?.length !== depth?.length) {
      throw new TypeError(
        `trainabilityMap: the curve "${name}" has ${display(depth?.length)} depths at ` +
          `${display(at?.length)} places; give a depth for each.`,
      );
    }
    return curve(name, at, Array.from(depth, (d) => Math.min(d, 100 * 10 ** top)), i);
  });
  const data = [map, ...crosses(values, scales, depths, z), ...curves];
  const layout = {
    title: { text: literal(title) },
    xaxis: {
      title: { text: "scale of the weights, σ<sub>w</sub>" },
      range: [left, right],
      showgrid: false,
    },
    yaxis: {
      title: { text: "depth (layers, log scale)" },
      type: "log",
      range: [bottom, top],
      showgrid: false,
      ...writtenTicks(Array.from(depths)),
    },
    showlegend: data.length > 1,
  };
  const names = Object.keys(theory).join(", "), drawn = names && `; theory drawn over it: ${names}`;
  return { data, layout, alt: `${title}. ${inWords(values, depths, scales, z)}${drawn}.` };
}

/** Throws unless there is one value for each row or column, each larger than the one before. */
function requireIncreasing(
  name: string,
  values: ArrayLike<number>,
  side: "row" | "column",
  grid: Matrix,
) {
  const count = side === "row" ? grid.rows : grid.columns;
  if (values?.length !== count) {
    throw new TypeError(
      `trainabilityMap: there are ${
        display(values?.length)
      } ${name} for values of ${grid.shape}; ` +
        `give one for each ${side}.`,
    );
  }
  for (let i = 0; i < count; i++) {
    finiteNumber("trainabilityMap", `number ${i} of ${name}`, values[i]);
    if (i === 0 || values[i] > values[i - 1]) continue;
    throw new RangeError(
      `trainabilityMap: number ${i} of ${name} is ${values[i]}, after ${values[i - 1]}; ` +
        "give them from small to large.",
    );
  }
}

const log10 = (value: number) => log(value) / Math.LN10;

/** Where the first cell begins and the last one ends: half a cell beyond their middles, `half` of one alone. */
function edges(middles: ArrayLike<number>, half: number): [number, number] {
  const n = middles.length;
  if (n === 1) return [middles[0] - half, middles[0] + half];
  const first = middles[0], last = middles[n - 1];
  return [first - (middles[1] - first) / 2, last + (last - middles[n - 2]) / 2];
}

/** Theory in ink, dashed, on a seam in the colour of the paper: readable on every colour. */
function curve(name: string, at: ArrayLike<number>, depth: number[], index: number) {
  const shared = { type: "scatter", x: Array.from(at), y: depth, mode: "lines", hoverinfo: "skip" };
  const line = { color: colours.ink, width: 3, dash: index % 2 === 0 ? "dash" : "dot" };
  return [
    { ...shared, line: { color: colours.paper, width: 6 }, showlegend: false },
    { ...shared, name: literal(name), line },
  ];
}

function inWords(
  { data, columns }: Matrix,
  depths: ArrayLike<number>,
  scales: ArrayLike<number>,
  z: Axis,
): string {
  const finite = [...data.keys()].filter((i) => Number.isFinite(data[i]));
  const name = typeof z === "string" ? z : z.title, failed = data.length - finite.length;
  const lost = failed > 0 ? `; ${failed} of ${data.length} cells have no finite ${name}` : "";
  if (finite.length === 0) return `${name} is finite nowhere`;
  const at = (i: number) =>
    `${formatNumber(data[i], 3)} (depth ${formatNumber(depths[Math.floor(i / columns)])}, ` +
    `σ_w ${formatNumber(scales[i % columns], 3)})`;
  const low = finite.reduce((a, b) => data[b] < data[a] ? b : a);
  const high = finite.reduce((a, b) => data[b] > data[a] ? b : a);
  return `${name} goes from ${at(low)} to ${at(high)}${lost}`;
}
