/// <reference lib="dom" />
/** Brings explorers to life: controls above the figure, which is computed here in the page. */
import {
  type Controls,
  type Explorer,
  startValues,
  type Values,
} from "../../explorers/explorer.ts";
import { ControlForm, make } from "./controls.ts";
import { figureSelector, showFigure } from "./figures.ts";
import { page } from "./plotly.ts";

/** What went wrong, without the name of the function that says so: a reader of a page has called none. */
function inPlainWords(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^\w+: /, "");
}

const mounted = new WeakSet<Element>();

function mount(element: HTMLElement, explorer: Explorer<Controls, unknown>): void {
  const start = startValues(explorer, JSON.parse(element.dataset.vgValues ?? "{}"));
  const form = new ControlForm(explorer.controls);
  const status = make("p", { className: "vg-status" });
  status.setAttribute("role", "status"); // aria-live: spoken after a change, without a hurry

  const plot = element.querySelector<HTMLElement>(figureSelector);
  if (plot === null) return;
  plot.before(form.element);
  plot.after(status);

  const { animation } = explorer;
  let running = false;
  let state: unknown; // undefined: not begun yet
  const buttons: HTMLButtonElement[] = []; // of an animation: run and step
  const draw = (values: Values) => {
    const figure = explorer.figure(values, state);
    status.textContent = figure.alt;
    showFigure(plot, figure);
  };
  let good: Values = start; // the last values that made sense
  /**
   * An error of the library stands beside the controls. Where a text is to blame, the figure follows the other
   * controls, with the last text that made sense; else the last good figure stays.
   */
  const attempt = (change: (values: Values) => void) => {
    const wanted = form.read();
    const drawWith = (values: Values) => {
      change(values);
      draw(values);
      good = values;
    };
    try {
      drawWith(wanted);
      form.complain(null);
    } catch (error) {
      form.complain(inPlainWords(error));
      const texts = Object.entries(form.texts(good));
      if (texts.every(([name, text]) => text === wanted[name])) return;
      try {
        drawWith({ ...wanted, ...Object.fromEntries(texts) });
      } catch {
        // the last good figure stays
      }
    }
  };
  const redraw = () => {
    form.showNumbers();
    attempt((values) => state = animation?.begin(values));
    const over = state !== undefined && animation!.ended(state); // at the start already
    for (const button of buttons) button.disabled = over;
  };
  let waiting = false;
  const redrawSoon = () => { // once a frame, however fast the slider moves
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      redraw();
    });
  };

  if (animation !== undefined) {
    const run = form.button("run"), step = form.button("step");
    buttons.push(run, step);
    const go = (on: boolean) => {
      running = on;
      run.textContent = on ? "pause" : "run";
      status.ariaLive = on ? "off" : "polite"; // it would be spoken without end
    };
    const advance = () =>
      attempt((values) => {
        state ??= animation.begin(values);
        const over = animation.ended(state);
        state = over ? animation.begin(values) : animation.advance(state);
        if (animation.ended(state) || !element.isConnected) go(false);
      });
    const turn = () => {
      if (!running) return;
      advance();
      requestAnimationFrame(turn);
    };
    run.addEventListener("click", () => {
      go(!running);
      if (running) requestAnimationFrame(turn);
      else if (state !== undefined) draw(good);
    });
    step.addEventListener("click", () => {
      go(false);
      advance();
    });
    form.element.addEventListener("reset", () => go(false));
  }

  form.element.addEventListener("input", redrawSoon);
  form.element.addEventListener("submit", (event) => event.preventDefault());
  form.element.addEventListener("reset", (event) => {
    event.preventDefault();
    form.write(start);
    redraw();
  });
  // JupyterLab would take the arrow keys and letters for its own commands.
  element.addEventListener("keydown", (event) => event.stopPropagation());
  form.write(start);
  // The saved figure is the one at the start: nothing is to be computed yet.
  status.textContent = plot.getAttribute("aria-label");
}

/** Bring every explorer to life whose definition has arrived. */
export function mountExplorers(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-vg-explorer]")) {
    const definition = page.vgExplorers?.[element.dataset.vgExplorer ?? ""];
    if (definition === undefined || mounted.has(element)) continue;
    mounted.add(element);
    try {
      mount(element, definition as Explorer<Controls, unknown>);
    } catch (error) {
      console.error("An explorer could not start; its picture stays.", error);
    }
  }
}
