/// <reference lib="dom" />
/**
 * A figure as a still picture: plotly.js itself, drawing into happy-dom, a DOM without a screen.
 *
 * happy-dom lays nothing out, so the sizes that Plotly asks for come from measure.ts and
 * text_width.ts: about right whatever fonts the machine has, and the same everywhere.
 */
import type { Figure } from "../../lib/figures/figure.ts";
import { fitted } from "../../lib/figures/fit.ts";
import { themed } from "../../lib/figures/theme.ts";
import type { Box } from "./affine.ts";
import { type CanvasElement, Context } from "./canvas.ts";
import { boxInPage, boxOf } from "./measure.ts";
import { pathLength, pathPoints, pointAlong } from "./path.ts";

/** The width of a still picture in pixels. */
const stillWidth = 720;

interface Plotly {
  newPlot(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(element: Element): void;
  Snapshot: { toSVG(element: Element, format: "svg", scale: number): Promise<string> };
}

/** What of a window is used here. */
interface Screenless {
  document: Document;
  Plotly: Plotly;
  eval(source: string): void;
  URL: { createObjectURL(): string };
  Element: { prototype: Element };
  SVGElement: { prototype: SVGElement } & (new () => SVGElement);
  HTMLCanvasElement: { prototype: Record<string, unknown> };
}

const plotlyFile = new URL(
  "../../node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  import.meta.url,
);

function rectangle(box: Box) {
  const { left, top, right, bottom } = box ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const [width, height] = [right - left, bottom - top];
  return { x: left, y: top, left, top, right, bottom, width, height };
}

/** Teach the window's elements their sizes. */
function addGeometry({ Element, SVGElement }: Screenless): void {
  const points = (element: Element) => pathPoints(element.getAttribute("d") ?? "");
  const ordinary = Element.prototype.getBoundingClientRect;
  Object.assign(Element.prototype, {
    getBoundingClientRect(this: Element) {
      return this instanceof SVGElement ? rectangle(boxInPage(this)) : ordinary.call(this);
    },
  });
  Object.assign(SVGElement.prototype, {
    getBBox(this: Element) {
      return rectangle(boxOf(this));
    },
    getComputedTextLength(this: Element) {
      return rectangle(boxOf(this)).width;
    },
    getTotalLength(this: Element) {
      return pathLength(points(this));
    },
    getPointAtLength(this: Element, distance: number) {
      const [x, y] = pointAlong(points(this), distance);
      return { x, y };
    },
  });
}

function addCanvas({ HTMLCanvasElement }: Screenless): void {
  const contexts = new WeakMap<CanvasElement, Context>();
  const contextOf = (canvas: CanvasElement) => {
    const context = contexts.get(canvas) ?? new Context(canvas);
    contexts.set(canvas, context);
    return context;
  };
  Object.assign(HTMLCanvasElement.prototype, {
    getContext(this: CanvasElement) {
      return contextOf(this);
    },
    toDataURL(this: CanvasElement) {
      return contextOf(this).toDataURL();
    },
  });
}

let opened: Promise<Screenless> | undefined;

async function open(): Promise<Screenless> {
  const { Window } = await import("happy-dom");
  const window = new Window({
    settings: {
      enableJavaScriptEvaluation: true, // Plotly's own file and nothing else
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
  }) as unknown as Screenless;
  window.URL.createObjectURL = () => "blob:none";
  addGeometry(window);
  addCanvas(window);
  window.eval(await Deno.readTextFile(plotlyFile));
  return window;
}

/** The figure in its light colours as an SVG file: same figure, same bytes. */
export async function drawStill(figure: Figure): Promise<string> {
  const { document, Plotly } = await (opened ??= open());
  const { data, layout } = fitted(themed(figure, "light"), stillWidth);
  const element = document.createElement("div");
  document.body.append(element);
  try {
    // A copy, because Plotly writes into what it is given; named traces, because it names by chance.
    const copy = structuredClone({
      data: data.map((trace, index) => ({ ...trace, uid: `trace${index}` })),
      layout,
    });
    await Plotly.newPlot(element, copy.data, { ...copy.layout, width: stillWidth }, {
      staticPlot: true,
    });
    const svg = await Plotly.Snapshot.toSVG(element, "svg", 1);
    const random = /id="defs-(\w+)"/.exec(svg)?.[1]; // Plotly's name for this drawing
    return random === undefined ? svg : svg.replaceAll(random, "vg");
  } finally {
    Plotly.purge(element);
    element.remove();
  }
}
