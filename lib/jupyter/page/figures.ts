/// <reference lib="dom" />
/** Draws the figures of a page, and draws them again when its theme or width changes. */
import type { Figure } from "../../figures/figure.ts";
import { fitted } from "../../figures/fit.ts";
import { themed } from "../../figures/theme.ts";
import { plotly } from "./plotly.ts";
import { onThemeChange, pageTheme } from "./theme.ts";

/** What finds a figure's element. */
export const figureSelector = "[data-vg-figure]";

/** Plotly's buttons, named one by one: one of its own would send the figure to a server. */
const config = {
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtons: [["toImage", "zoom2d", "pan2d", "resetScale2d"]],
};

/** What an element shows, and how it was last drawn ("light 640"; "" when out of date). */
interface Drawing {
  figure: Figure;
  drawn: string;
  busy: boolean;
}
const drawings = new WeakMap<HTMLElement, Drawing>();

function plotElement(element: HTMLElement): HTMLElement {
  const present = element.querySelector<HTMLElement>(":scope > .vg-plot");
  if (present !== null) return present;
  const plot = document.createElement("div");
  plot.className = "vg-plot";
  element.append(plot);
  return plot;
}

async function drawOnce(element: HTMLElement, figure: Figure): Promise<void> {
  const Plotly = await plotly();
  const width = Math.floor(element.clientWidth);
  const { data, layout } = fitted(themed(figure, pageTheme()), width);
  await Plotly.react(plotElement(element), data, { ...layout, width, autosize: false }, config);
  for (const child of element.querySelectorAll(":scope > .vg-alt, :scope > .vg-still")) {
    child.remove(); // the living figure stands in their place
  }
}

/** Draw until what is drawn is what is wanted: figure, theme or width may change meanwhile. */
async function draw(element: HTMLElement): Promise<void> {
  const drawing = drawings.get(element);
  if (drawing === undefined || drawing.busy) return;
  drawing.busy = true;
  try {
    while (element.clientWidth > 0) { // it is 0 in a hidden tab; drawn when it appears
      const wanted = `${pageTheme()} ${Math.floor(element.clientWidth)}`;
      if (drawing.drawn === wanted) break;
      drawing.drawn = wanted;
      await drawOnce(element, drawing.figure);
    }
  } finally {
    drawing.busy = false;
  }
}

function drawSafely(element: HTMLElement): void {
  draw(element).catch((error) => {
    console.error("A figure could not be drawn; its description stays.", error);
  });
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) drawSafely(target as HTMLElement);
});

onThemeChange(() => {
  for (const element of document.querySelectorAll<HTMLElement>(figureSelector)) {
    drawSafely(element);
  }
});

/** Make `element` show `figure`, now and whenever the page changes. */
export function showFigure(element: HTMLElement, figure: Figure): void {
  element.setAttribute("aria-label", figure.alt);
  const drawing = drawings.get(element);
  if (drawing === undefined) {
    drawings.set(element, { figure, drawn: "", busy: false });
    resized.observe(element);
  } else {
    Object.assign(drawing, { figure, drawn: "" });
  }
  drawSafely(element); // at once: of what JupyterLab keeps off the screen, no resizing is reported
}

/** Draw every figure that came with the page and is not drawn yet. */
export function showFigures(): void {
  for (const element of document.querySelectorAll<HTMLElement>(figureSelector)) {
    if (drawings.has(element)) {
      drawSafely(element); // JupyterLab put it back; the theme may have changed meanwhile
      continue;
    }
    const json = element.querySelector(":scope > script[type='application/json']")?.textContent;
    if (!json) continue; // its JSON was sanitised away: the description stays
    showFigure(element, JSON.parse(json));
  }
}
