/// <reference lib="dom" />
/** The controls of an explorer as a form: labelled fields, what they stand at, and buttons. */
import type { Control, Controls, Values } from "../../explorers/parts/controls.ts";

type Field = HTMLInputElement | HTMLSelectElement;

/** A new element with these properties. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}

function makeField(name: string, control: Control): Field {
  switch (control.kind) {
    case "select": {
      const field = make("select", { name });
      field.append(...control.options.map((option) => make("option", { textContent: option })));
      return field;
    }
    case "slider": {
      const { from, to, step } = control;
      return make("input", { name, type: "range", min: `${from}`, max: `${to}`, step: `${step}` });
    }
    case "log slider":
      return make("input", { name, type: "range", min: "0", max: `${control.values.length - 1}` });
    case "checkbox":
      return make("input", { name, type: "checkbox" });
    case "text":
      return make("input", {
        name,
        type: "text",
        maxLength: 200,
        spellcheck: false,
        autocomplete: "off",
        autocapitalize: "none",
      });
  }
}

function readField(field: Field, control: Control): number | string | boolean {
  switch (control.kind) {
    case "slider":
      return Number(field.value);
    case "log slider":
      return control.values[Number(field.value)];
    case "checkbox":
      return (field as HTMLInputElement).checked;
    default:
      return field.value;
  }
}

function writeField(field: Field, control: Control, value: number | string | boolean): void {
  if (control.kind === "checkbox") (field as HTMLInputElement).checked = value === true;
  else if (control.kind === "log slider") {
    field.value = `${control.values.indexOf(value as number)}`;
  } else field.value = String(value);
}

/** A form with a labelled field for each control, and "reset". */
export class ControlForm {
  readonly element: HTMLFormElement = make("form", { className: "vg-controls" });
  readonly #controls: Controls;
  readonly #fields = new Map<string, Field>();
  /** What the library says of a text that makes no sense. */
  readonly #problem: HTMLParagraphElement = make("p", { className: "vg-problem", hidden: true });
  static #count = 0;

  constructor(controls: Controls) {
    this.#controls = controls;
    const id = ++ControlForm.#count;
    this.#problem.id = `vg-problem-${id}`;
    this.#problem.setAttribute("role", "alert");
    for (const [name, control] of Object.entries(controls)) {
      const field = makeField(name, control), label = make("label");
      const words = make("span", { textContent: control.label, id: `vg-label-${id}-${name}` });
      field.setAttribute("aria-labelledby", words.id); // the words alone, without the slider's number
      label.append(...(control.kind === "checkbox" ? [field, words] : [words, field]));
      if (control.kind.endsWith("slider")) label.append(make("output"));
      label.className = `vg-${control.kind.replace(" ", "-")}`;
      this.element.append(label);
      if (control.kind === "text") label.after(this.#problem);
      this.#fields.set(name, field);
    }
    if (this.#problem.parentNode === null) {
      this.element.append(this.#problem);
    }
    this.button("reset").type = "reset";
  }

  /** Another button at the end. */
  button(textContent: string): HTMLButtonElement {
    const button = make("button", { type: "button", textContent });
    this.element.append(button);
    return button;
  }

  read(): Values {
    return Object.fromEntries(
      [...this.#fields].map(([name, field]) => [name, readField(field, this.#controls[name])]),
    );
  }

  /** Of these values, those of the lines to type in. */
  texts(values: Values): Values {
    const isText = ([name]: [string, unknown]) => this.#controls[name].kind === "text";
    return Object.fromEntries(Object.entries(values).filter(isText));
  }

  write(values: Values): void {
    for (const [name, field] of this.#fields) {
      writeField(field, this.#controls[name], values[name]);
    }
    this.showNumbers();
  }

  /** Each slider's number beside it. */
  showNumbers(): void {
    for (const [name, field] of this.#fields) {
      const output = field.parentElement?.querySelector("output");
      if (!output) continue;
      output.value = String(readField(field, this.#controls[name]));
      field.setAttribute("aria-valuetext", output.value); // not the place on a log slider
    }
  }

  /** Shows what is wrong beside the text, or takes it away. */
  complain(message: string | null): void {
    this.#problem.hidden = message === null;
    this.#problem.textContent = message;
    for (const field of this.#fields.values()) {
      if (!(field instanceof HTMLInputElement) || field.type !== "text") continue;
      if (message === null) {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      } else {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", this.#problem.id);
      }
    }
  }
}
