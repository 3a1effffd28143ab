import { log } from "../elementary.ts";
import { formatNumber, typesetNumber } from "../format.ts";
import type { Matrix } from "../matrix.ts";
import { literal } from "./escape.ts";
import type { Axis } from "./lines.ts";
import { colours } from "./theme.ts";

/** Colour as an axis: viridis, dark for small and bright for large, with its values beside it. */
export interface ColourScale {
  /** The smallest and the largest value that has a colour; NaN where there is none. */
  readonly least: number;
  readonly most: number;
  /** From a value to its number on the scale: itself, or its log₁₀. NaN where it has no colour. */
  place(value: number): number;
  /** What can be read on the colour of this value: black or white; ink where it has no colour. */
  textColour(value: number): string;
  /** The value in a hover label, in Plotly's syntax. */
  readonly hover: string;
  /** What a heat map or a contour needs of it. */
  readonly trace: Record<string, unknown>;
}

/**
 * The scale that spans the finite values. On a log axis zeros share the colour of the smallest
 * positive value, and the figure has to say so; numbers below 0 have no colour.
 */
export function colourScale(axis: Axis, values: ArrayLike<number>): ColourScale {
  const logarithmic = typeof axis === "object", title = logarithmic ? axis.title : axis;
  let least = Infinity, most = -Infinity;
  for (const value of Array.from(values)) {
    if (!Number.isFinite(value) || logarithmic && !(value > 0)) continue;
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  const none = least > most;
  const place = (value: number) => {
    if (none || !Number.isFinite(value) || logarithmic && value < 0) return NaN;
    return logarithmic ? log10(Math.max(value, least)) : value;
  };
  const low = none ? 0 : place(least), high = none ? 1 : place(most);
  const colorbar = {
    title: {
      text: literal(title) + (logarithmic ? " (log scale)" : ""),
      side: "right",
      font: { size: 14 },
    },
    thickness: 14,
    outlinewidth: 0,
    ...(logarithmic && !none ? logTicks(least, most) : { nticks: 6 }),
  };
  return {
    least: none ? NaN : least,
    most: none ? NaN : most,
    place,
    // Viridis grows evenly in lightness: at 46 % of its way black and white contrast alike, by 4.5.
    textColour: (value) => {
      const at = (place(value) - low) / (high > low ? high - low : 1);
      return Number.isNaN(at) ? colours.ink : at > 0.46 ? "black" : "white";
    },
    hover: logarithmic ? "10^%{z:.2f}" : "%{z:.4~g}",
    trace: {
      colorscale: "Viridis",
      zmin: low,
      zmax: high > low ? high : low + 1,
      zauto: false,
      colorbar,
    },
  };
}

const log10 = (value: number) => log(value) / Math.LN10;

/** About five ticks of a log scale, written as the values they are. */
function logTicks(least: number, most: number): Record<string, unknown> {
  const [low, high] = [log10(least), log10(most)];
  const values: number[] = [];
  if (high - low < 1.5) {
    for (let power = Math.floor(low); power <= high; power++) {
      for (const digit of [1, 2, 5]) values.push(Number(`${digit}e${power}`));
    }
  } else {
    const every = Math.ceil((high - low) / 5);
    for (let power = Math.ceil(low); power <= high; power += every) {
      values.push(Number(`1e${power}`));
    }
  }
  const inside = values.filter((value) => value >= least && value <= most);
  const ticks = inside.length > 0 ? inside : [least];
  const text = ticks.map((value) =>
    value >= 0.01 && value < 1e4 ? formatNumber(value) : typesetNumber(value)
  );
  return { tickvals: ticks.map(log10), ticktext: text };
}

/** The rows of a matrix, as Plotly takes them. */
export function rowsOf({ rows, columns, data }: Matrix): ArrayLike<number>[] {
  return Array.from({ length: rows }, (_, i) => data.slice(i * columns, (i + 1) * columns));
}

/**
 * Marks where a value has no colour of its own, each kind with its entry in the legend: where it is not
 * finite and, on a log scale, where it is 0 or below. At most one mark in `every` × `every` cells.
 */
export function crosses(
  { rows, columns, data }: Matrix,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  axis: Axis,
  every = 1,
): Record<string, unknown>[] {
  const logarithmic = typeof axis === "object", title = logarithmic ? axis.title : axis;
  const marked = (name: string, symbol: string, wanted: (value: number) => boolean) => {
    const x: number[] = [], y: number[] = [], taken = new Set<string>();
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const block = `${Math.floor(row / every)} ${Math.floor(column / every)}`;
        if (!wanted(data[row * columns + column]) || taken.has(block)) continue;
        taken.add(block);
        x.push(xs[column]);
        y.push(ys[row]);
      }
    }
    const marker = {
      symbol,
      size: 8,
      color: colours.paper,
      line: { width: 2, color: colours.ink },
    };
    return {
      type: "scatter",
      name: literal(name),
      x,
      y,
      mode: "markers",
      marker,
      hoverinfo: "skip",
    };
  };
  return [
    marked(`no finite ${title}`, "x-thin", (value) => !Number.isFinite(value)),
    marked(`${title} exactly 0`, "circle", (value) => logarithmic && value === 0),
    marked(`${title} below 0`, "line-ew", (value) => logarithmic && value < 0 && value > -Infinity),
  ].filter(({ x }) => x.length > 0);
}
