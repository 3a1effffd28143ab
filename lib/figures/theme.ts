/**
 * The house style of every figure, in one place: colours, dashes, markers, fonts, margins.
 *
 * Figures are written in the light colours. `themed` adds the house template and, for a dark page,
 * swaps each colour for its dark twin. The page calls it again when the reader changes theme
 * (lib/jupyter/page/figures.ts).
 */
import type { Figure } from "./figure.ts";

/**
 * The palette of Okabe and Ito (2008), told apart by nearly all colour-blind readers.
 *
 * Their orange and sky are too pale for lines on white (contrast 2.2 and 2.3, where WCAG 1.4.11 asks
 * for 3). Made dark enough, orange would pass for vermillion; made this dark, it does not. A dark page
 * shows both as they were.
 */
export const colours = {
  blue: "#0072b2",
  vermillion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  orange: "#674500",
  sky: "#1f4a62",
  /** Text, axes, and theory. */
  ink: "#1f1f1f",
  /** Grid lines. */
  grid: "#dedede",
  /** The sheet behind the figure. */
  paper: "#ffffff",
} as const;

const darkTwin: Record<string, string> = {
  [colours.blue]: "#56b4e9", // the first series is to shine: sky as it was, and blue is the last
  [colours.sky]: colours.blue,
  [colours.orange]: "#e69f00",
  [colours.ink]: "#e6e6e6",
  [colours.grid]: "#3d3d3d",
  [colours.paper]: "#111111",
};

const order = ["blue", "vermillion", "green", "purple", "orange", "sky"] as const;
const markers = ["circle", "square", "diamond", "triangle-up", "x", "cross"] as const;

/** The colour of series number `index`: `#rrggbb`, in the light palette. */
export function seriesColour(index: number): string {
  return colours[order[index % order.length]];
}

/** A measured series: solid line, its own colour *and* marker, so that colour alone never tells. */
export function measured(index: number): Record<string, unknown> {
  const color = seriesColour(index), round = Math.floor(index / order.length);
  return {
    mode: "lines+markers",
    line: { color, width: 2 },
    marker: { color, size: 6, symbol: markers[(index + round) % markers.length] },
  };
}

const dashes = ["dash", "dot", "dashdot"];

/**
 * Theory, drawn dashed over the measurement: in ink, or in the colour of the series it predicts. Of several in ink,
 * each has dashes of its own.
 */
export function theory(index?: number, another = 0): Record<string, unknown> {
  const color = index === undefined ? colours.ink : seriesColour(index);
  return { mode: "lines", line: { color, width: 2, dash: dashes[another % dashes.length] } };
}

const axis = {
  gridcolor: colours.grid,
  linecolor: colours.ink,
  tickcolor: colours.ink,
  zerolinecolor: colours.grid,
  showline: true,
  ticks: "outside",
  automargin: true,
  exponentformat: "power",
  title: { standoff: 10, font: { size: 14 } },
};

/** What every figure starts from; a figure's own layout overrides it. */
export const template = {
  layout: {
    font: {
      family: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
      size: 14,
      color: colours.ink,
    },
    title: { x: 0, xref: "container", xanchor: "left", pad: { l: 12 }, font: { size: 16 } },
    paper_bgcolor: colours.paper,
    plot_bgcolor: colours.paper,
    colorway: order.map((name) => colours[name]),
    xaxis: axis,
    yaxis: axis,
    hovermode: "closest",
    margin: { l: 64, r: 20, t: 56, b: 52 },
    height: 400,
  },
};

function recoloured(value: unknown): unknown {
  if (typeof value === "string") return darkTwin[value] ?? value;
  if (Array.isArray(value)) return value.map(recoloured);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, recoloured(item)]));
}

/** The figure in house style, for a light or a dark page. The figure given is left as it is. */
export function themed(figure: Figure, page: "light" | "dark"): Figure {
  const styled = { ...figure, layout: { template, ...figure.layout } };
  if (page === "light") return styled;
  return {
    data: styled.data.map((trace) => recoloured(trace) as Record<string, unknown>),
    layout: recoloured(styled.layout) as Record<string, unknown>,
    alt: figure.alt,
  };
}
