/// <reference lib="dom" />
/** Brings explorers to life: controls above the figure, which is computed here in the page. */
import {
  type Control,
  type Controls,
  type Explorer,
  startValues,
} from "../../explorers/explorer.ts";
import { figureSelector, showFigure } from "./figures.ts";
import { page } from "./plotly.ts";

type Values = Record<string, number | string>;
type Field = HTMLInputElement | HTMLSelectElement;

const mounted = new WeakSet<Element>();

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}

function makeField(name: string, control: Control): Field {
  if (control.kind === "select") {
    const field = make("select", { name });
    field.append(...control.options.map((option) => make("option", { textContent: option })));
    return field;
  }
  const { from, to, step } = control;
  return make("input", { name, type: "range", min: `${from}`, max: `${to}`, step: `${step}` });
}

/** A form with a labelled field for each control, and "reset". */
function makeForm(controls: Controls): { form: HTMLFormElement; fields: Map<string, Field> } {
  const form = make("form", { className: "vg-controls" });
  const fields = new Map<string, Field>();
  for (const [name, control] of Object.entries(controls)) {
    const field = makeField(name, control);
    const label = make("label");
    label.append(make("span", { textContent: control.label }), field);
    if (control.kind === "slider") label.append(make("output"));
    form.append(label);
    fields.set(name, field);
  }
  form.append(make("button", { type: "reset", textContent: "reset" }));
  return { form, fields };
}

function mount(element: HTMLElement, explorer: Explorer): void {
  const start: Values = startValues(explorer, JSON.parse(element.dataset.vgValues ?? "{}"));
  const { form, fields } = makeForm(explorer.controls);
  const status = make("p", { className: "vg-status" });
  status.setAttribute("role", "status"); // aria-live: spoken after a change, without a hurry

  const plot = element.querySelector<HTMLElement>(figureSelector);
  if (plot === null) return;
  plot.before(form);
  plot.after(status);

  const read = () =>
    Object.fromEntries([...fields].map(([name, field]) => [
      name,
      explorer.controls[name].kind === "slider" ? Number(field.value) : field.value,
    ]));
  const write = (values: Values) => {
    for (const [name, field] of fields) field.value = String(values[name]);
  };
  const redraw = () => {
    const figure = explorer.figure(read());
    for (const field of fields.values()) {
      const output = field.parentElement?.querySelector("output");
      if (output) output.value = field.value;
    }
    status.textContent = figure.alt;
    showFigure(plot, figure);
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

  form.addEventListener("input", redrawSoon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    write(start);
    redraw();
  });
  // JupyterLab would take the arrow keys and letters for its own commands.
  element.addEventListener("keydown", (event) => event.stopPropagation());
  write(start);
  redraw();
}

/** Bring every explorer to life whose definition has arrived. */
export function mountExplorers(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-vg-explorer]")) {
    const definition = page.vgExplorers?.[element.dataset.vgExplorer ?? ""];
    if (definition === undefined || mounted.has(element)) continue;
    mounted.add(element);
    try {
      mount(element, definition as Explorer);
    } catch (error) {
      console.error("An explorer could not start; its picture stays.", error);
    }
  }
}
