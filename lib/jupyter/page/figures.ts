/// <reference lib="dom" />
/** Draws the figures of a page, and draws them again when its theme or width changes. */
import type { Figure } from "../../figures/figure.ts";
import { fitted } from "../../figures/fit.ts";
import { themed } from "../../figures/theme.ts";
import { plotly } from "./plotly.ts";
import { onThemeChange, pageTheme } from "./theme.ts";

/** What finds a figure's element. */
export const figureSelector = "[data-vg-figure]";

const config = {
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

/** The figure that each element shows, and how it was last drawn ("light 640"). */
interface Drawing {
  figure: Figure;
  drawn: string;
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

async function draw(element: HTMLElement): Promise<void> {
  const drawing = drawings.get(element);
  const width = Math.floor(element.clientWidth);
  if (drawing === undefined || width === 0) return; // in a hidden tab: drawn when it appears
  const state = `${pageTheme()} ${width}`;
  if (drawing.drawn === state) return;
  drawing.drawn = state;
  const Plotly = await plotly();
  if (drawing.drawn !== state) return; // a newer call has taken over
  const figure = fitted(themed(drawing.figure, pageTheme()), width);
  await Plotly.react(
    plotElement(element),
    figure.data,
    { ...figure.layout, width, autosize: false },
    config,
  );
  for (const child of element.querySelectorAll(":scope > .vg-alt, :scope > .vg-still")) {
    child.remove(); // the living figure stands in their place
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
  const known = drawings.has(element);
  drawings.set(element, { figure, drawn: "" });
  element.setAttribute("aria-label", figure.alt);
  if (known) drawSafely(element);
  else resized.observe(element); // whose first report comes at once
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
