/// <reference lib="dom" />
/** Brings explorers to life: controls above the figure, which is computed here in the page. */
import { type Controls, type Explorer, startValues } from "../../explorers/explorer.ts";
import { ControlForm, make } from "./controls.ts";
import { figureSelector, showFigure } from "./figures.ts";
import { page } from "./plotly.ts";

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
  const draw = () => {
    const figure = explorer.figure(form.read(), state);
    status.textContent = figure.alt;
    showFigure(plot, figure);
  };
  /** An error of the library stands beside the controls, and the last good figure stays. */
  const attempt = (change: () => void) => {
    try {
      change();
      draw();
      form.complain(null);
    } catch (error) {
      form.complain(error instanceof Error ? error.message : String(error));
    }
  };
  const redraw = () => {
    form.showNumbers();
    attempt(() => state = animation?.begin(form.read()));
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
      attempt(() => {
        state ??= animation.begin(form.read());
        const over = animation.ended(state);
        state = over ? animation.begin(form.read()) : animation.advance(state);
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
      else if (state !== undefined) draw();
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
