/// <reference lib="dom" />
/** Draws the figures of a page, and draws them again when its theme or width changes, or for paper. */
import type { Figure } from "../../figures/figure.ts";
import { fitted } from "../../figures/fit.ts";
import { themed } from "../../figures/theme.ts";
import { isWaiting, unhurried, waitNoMore, whenNear } from "./nearby.ts";
import { plotly, plotlyIsOpen } from "./plotly.ts";
import { onThemeChange, pageTheme } from "./theme.ts";

/** What finds a figure's element. */
export const figureSelector = "[data-vg-figure]";

/**
 * Plotly's buttons, named one by one: one of its own would send the figure to a server. They come when a
 * mouse is over the figure; where there is none they would always cover the title.
 */
const config = {
  displaylogo: false,
  displayModeBar: matchMedia("(hover: none)").matches ? false : "hover",
  modeBarButtons: [["toImage", "zoom2d", "pan2d", "resetScale2d"]],
};

/** What an element shows, and how it was last drawn ("light 640"; "" when out of date). */
interface Drawing {
  figure: Figure;
  drawn: string;
  busy: boolean;
  /** Whether it came in the place of another (lib/jupyter/page/updates.ts), as more may do soon. */
  readonly living: boolean;
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

/** On paper every figure is light, and fits a narrow sheet. */
const paper = { theme: "light", width: 640 } as const;
let printing = false;

/** The theme and the width that an element has room for; a width of 0 when it is out of sight. */
function room(element: HTMLElement) {
  return printing ? paper : { theme: pageTheme(), width: Math.floor(element.clientWidth) };
}

async function drawOnce(element: HTMLElement, figure: Figure): Promise<void> {
  const Plotly = await plotly();
  const { theme, width } = room(element);
  const { data, layout } = fitted(themed(figure, theme), width);
  const plot = plotElement(element);
  await Plotly.react(plot, data, { ...layout, width, autosize: false }, config);
  for (const child of element.querySelectorAll(":scope > .vg-alt, :scope > .vg-still")) {
    child.remove(); // the living figure stands in their place
  }
  // The alt text speaks for the drawing. What is left to reach are Plotly's buttons, and an "img" may
  // hold none.
  element.setAttribute("role", "figure");
  for (const svg of plot.querySelectorAll(".main-svg")) svg.setAttribute("aria-hidden", "true");
}

/** From when on living charts may be drawn again: drawing takes half of the page's time at most. */
let free = 0;

/**
 * Of charts that change faster than the page can draw, the latest is drawn when there is time; those in
 * between have left the page by then.
 */
async function pageFree(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, free - performance.now()));
}

/** Draw until what is drawn is what is wanted: figure, theme or width may change meanwhile. */
async function draw(element: HTMLElement): Promise<void> {
  const drawing = drawings.get(element);
  if (drawing === undefined || drawing.busy) return;
  drawing.busy = true;
  try {
    if (drawing.living && !printing) await pageFree();
    for (let { theme, width } = room(element); width > 0; { theme, width } = room(element)) {
      const wanted = `${theme} ${width}`;
      if (drawing.drawn === wanted) break;
      drawing.drawn = wanted;
      const before = performance.now();
      await drawOnce(element, drawing.figure);
      free = 2 * performance.now() - before;
    }
  } finally {
    drawing.busy = false;
  }
}

async function drawSafely(element: HTMLElement): Promise<void> {
  waitNoMore(element);
  try {
    await draw(element);
  } catch (error) {
    console.error("A figure could not be drawn; its description stays.", error);
  }
}

/** Draw what may be out of date: at once, or when the reader comes near. */
function redraw(element: HTMLElement): void {
  if (printing) return; // all that can be drawn for paper is drawn
  if (unhurried) whenNear(element, drawSafely);
  else drawSafely(element);
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) redraw(target as HTMLElement);
});

function redrawAll(): void {
  for (const element of document.querySelectorAll<HTMLElement>(figureSelector)) redraw(element);
}

onThemeChange(redrawAll);
addEventListener("beforeprint", () => {
  printing = true;
  // Without a delay, because the sheet is laid out when this event is over; so pictures go to the printer
  // where no figure is alive yet.
  if (!plotlyIsOpen()) return;
  for (const element of document.querySelectorAll<HTMLElement>(figureSelector)) drawSafely(element);
});
addEventListener("afterprint", () => {
  printing = false;
  redrawAll();
});

/** Make `element` show `figure`, now and whenever the page changes. */
export function showFigure(element: HTMLElement, figure: Figure): void {
  element.setAttribute("aria-label", figure.alt);
  const drawing = drawings.get(element);
  if (drawing === undefined) {
    const living = element.querySelector(":scope > .vg-plot") !== null;
    drawings.set(element, { figure, drawn: "", busy: false, living });
    resized.observe(element);
    if (unhurried) whenNear(element, drawSafely);
  } else {
    Object.assign(drawing, { figure, drawn: "" });
  }
  if (isWaiting(element)) return;
  drawSafely(element); // at once: of what JupyterLab keeps off the screen, no resizing is reported
}

/** Draw every figure that came with the page and is not drawn yet. */
export function showFigures(): void {
  for (const element of document.querySelectorAll<HTMLElement>(figureSelector)) {
    if (isWaiting(element)) continue;
    if (drawings.has(element)) {
      drawSafely(element); // JupyterLab put it back; the theme may have changed meanwhile
      continue;
    }
    const json = element.querySelector(":scope > script[type='application/json']")?.textContent;
    if (!json) continue; // its JSON was sanitised away: the description stays
    showFigure(element, JSON.parse(json));
  }
}
