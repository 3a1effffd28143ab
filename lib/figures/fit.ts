/** A figure fitted to the width there is: the title wrapped, small type on a telephone. */
import type { Figure } from "./figure.ts";
import { template } from "./theme.ts";

type Layout = Record<string, unknown>;

const isObject = (value: unknown): value is Layout =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `text` in lines of at most `columns` characters, broken at spaces, but not at no-break spaces. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/<br\s*\/?>/i)) {
    let line = "";
    for (const word of paragraph.split(/[^\S\u00a0\u2007\u202f]+/)) {
      if (line !== "" && line.length + 1 + word.length > columns) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}

function titleText(title: unknown): string {
  if (typeof title === "string") return title;
  return isObject(title) && typeof title.text === "string" ? title.text : "";
}

/** The title of an axis of `length` pixels, in lines that fit beside it; nothing if it fits as it is. */
function wrappedTitle({ title, domain = [0, 1] }: Layout, length: number): Layout {
  const [from, to] = domain as number[];
  const text = titleText(title).replace("(log scale)", "(log\u00a0scale)");
  const lines = wrap(text, Math.floor((length * (to - from)) / (0.52 * 14)));
  if (lines.length === 1 || text.includes("<br>")) return {};
  return { title: { ...(isObject(title) ? title : {}), text: lines.join("<br>") } };
}

/** Names on an axis of `length` pixels, upright and each in one line where they have no room side by side. */
function turnedNames({ ticktext, tickangle, domain = [0, 1] }: Layout, length: number): Layout {
  if (!Array.isArray(ticktext) || tickangle !== undefined) return {};
  const [from, to] = domain as number[], most = length * (to - from) / ticktext.length;
  const wide = ticktext.flatMap((name) => String(name).split("<br>")).map((line) =>
    line.length * 7
  );
  if (Math.max(...wide) <= most || !ticktext.some((name) => String(name).includes("<br>"))) {
    return {};
  }
  return { tickangle: -90, ticktext: ticktext.map((name) => String(name).replaceAll("<br>", " ")) };
}

/** The figure with title, legend, type and margins made for `width` pixels. */
export function fitted(figure: Figure, width: number): Figure {
  const narrow = width < 520;
  const size = narrow ? 14 : 16;
  const text = titleText(figure.layout.title);
  const lines = text === "" ? [] : wrap(text, Math.floor((width - 24) / (0.54 * size)));
  const title = isObject(figure.layout.title) ? figure.layout.title : {};
  const layout: Layout = {
    ...figure.layout,
    title: {
      ...title,
      text: lines.join("<br>"),
      font: { size },
      y: 1,
      yanchor: "top",
      // Of several lines Plotly sets the first too high, by its capitals: half of it would be cut off.
      pad: { l: 12, t: lines.length > 1 ? 10 + 0.7 * size : 10 },
    },
    margin: {
      l: narrow ? 48 : 64,
      r: narrow ? 12 : 20,
      t: 22 + lines.length * size * 1.3,
      b: 52,
      ...(isObject(figure.layout.margin) ? figure.layout.margin : {}),
    },
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 0,
      yref: "container",
      yanchor: "bottom",
      ...(isObject(figure.layout.legend) ? figure.layout.legend : {}),
    },
  };
  if (narrow) layout.font = { size: 12, ...(isObject(layout.font) ? layout.font : {}) };
  const { l, r, t, b } = layout.margin as Record<string, number>;
  const height = typeof layout.height === "number" ? layout.height : template.layout.height;
  const entries = figure.data.filter(({ name, showlegend }) => name && showlegend !== false).length;
  const legend = narrow ? 24 + 20 * entries : 30, labels = 76; // what they take of the room, about
  const length = { x: width - Math.max(l, labels) - r, y: height - t - b - legend };
  for (const [name, axis] of Object.entries(layout)) {
    if (!/^[xy]axis\d*$/.test(name) || !isObject(axis)) continue;
    layout[name] = {
      // Plotly draws powers of ten a quarter larger than other ticks: take that back.
      ...(axis.type === "log" && !axis.tickformat
        ? { tickfont: { size: (narrow ? 12 : 14) / 1.25 } }
        : {}),
      ...axis,
      ...wrappedTitle(axis, length[name[0] as "x" | "y"]),
      ...(name[0] === "x" ? turnedNames(axis, length.x) : {}),
    };
  }
  return { data: figure.data, layout, alt: figure.alt };
}
