import { display } from "../errors.ts";
import { formatNumber } from "../format.ts";
import { literal } from "./escape.ts";
import { colours, measured } from "./theme.ts";

/** The points that a descent went through, start first: `[[3, 2], [2.1, 1.9], …]`. */
export type Path = readonly (readonly [x: number, y: number])[];

/** A stretch of one parameter: its name, and where it begins and ends. */
export interface Stretch {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** Descents as traces on a surface, each with a light seam, and the words that tell where they end. */
export function descentPaths(
  paths: Readonly<Record<string, Path>>,
  x: Stretch,
  y: Stretch,
): { traces: Record<string, unknown>[]; words: string[] } {
  const named = Object.entries(paths);
  for (const [name, path] of named) requirePath(name, path);
  const words = named.map(([name, path]) => `${name} ${story(path, x, y)}`);
  if (named.length === 0) return { traces: [], words };
  const ways = named.flatMap(([name, path], i) => {
    const away = leaves(path, x, y) >= 0, seen = path.findLastIndex((point) => inside(point, x, y));
    // Only as far as one step beyond the picture: what happens out there would cross it again and again.
    return way(away ? `${name} (leaves the picture)` : name, path.slice(0, seen + 2), i);
  });
  const starts = named.map(([_, path]) => path[0]), ends = named.map(([_, path]) => path.at(-1)!);
  const traces = [
    ...ways,
    points("start", starts, { symbol: "circle-open", size: 13, line: { width: 2 } }),
    points("end", ends, { symbol: "star", size: 13, line: { width: 1, color: colours.paper } }),
  ];
  return { traces, words };
}

function requirePath(name: string, path: Path): void {
  const wrong = Array.isArray(path) && path.length > 0
    ? path.findIndex((point) => !(Array.isArray(point) && point.length === 2))
    : 0;
  if (wrong < 0) return;
  const given = Array.isArray(path) && path.length > 0 ? path[wrong] : path;
  throw new TypeError(
    `errorSurface: the path "${name}" has ${display(given)} at step ${wrong}; ` +
      "give a list of points such as [[3, 2], [2.1, 1.9]].",
  );
}

/** Blue, vermillion, purple and orange: green would be lost on viridis. */
const visible = [0, 1, 3, 4];

/** One path: a seam in the colour of the paper under a line in its own colour with its own marker. */
function way(name: string, path: Path, index: number) {
  const x = path.map(([x]) => x), y = path.map(([_, y]) => y);
  const style = measured(visible[index % visible.length]);
  const marker = { ...style.marker as object, line: { color: colours.paper, width: 1 } };
  return [
    {
      type: "scatter",
      x,
      y,
      mode: "lines",
      line: { color: colours.paper, width: 5 },
      hoverinfo: "skip",
      showlegend: false,
    },
    {
      type: "scatter",
      name: literal(name),
      x,
      y,
      ...style,
      marker: { ...marker, size: 7, maxdisplayed: 60 },
    },
  ];
}

function points(name: string, at: Path, marker: Record<string, unknown>) {
  const x = at.map(([x]) => x),
    y = at.map(([_, y]) => y),
    style = { color: colours.ink, ...marker };
  return { type: "scatter", name, x, y, mode: "markers", marker: style, hoverinfo: "skip" };
}

function inside([a, b]: Path[number], x: Stretch, y: Stretch): boolean {
  return a >= x.from && a <= x.to && b >= y.from && b <= y.to;
}

/** The first step that is outside of the picture, or −1. */
function leaves(path: Path, x: Stretch, y: Stretch): number {
  return path.findIndex((point) => !inside(point, x, y));
}

function story(path: Path, x: Stretch, y: Stretch): string {
  const start = `starts at ${place(path[0])}`, left = leaves(path, x, y), steps = path.length - 1;
  if (left >= 0) return `${start} and leaves the picture at step ${left} of ${steps}`;
  return `${start} and is at ${place(path[steps])} after ${steps} ${
    steps === 1 ? "step" : "steps"
  }`;
}

/** "(0.25, −3)" for a point. */
export function place([x, y]: readonly [number, number]): string {
  return `(${formatNumber(x, 3)}, ${formatNumber(y, 3)})`;
}
