/**
 * An explorer: controls beside a figure that the real library computes, live in the reader's page.
 *
 * A definition is plain data and pure functions. The same file runs in the kernel (for the
 * figure that is saved), in tests, and, bundled by esbuild, in the page
 * (lib/jupyter/page/explorers.ts draws the controls). It must touch neither `Deno` nor the DOM,
 * and import the library's files one by one, so that the bundle stays small.
 */
import type { Figure } from "../figures/figure.ts";
import type { Control, Controls, Values } from "./parts/controls.ts";

export {
  type Checkbox,
  checkbox,
  type Control,
  type Controls,
  logSlider,
  type Select,
  select,
  type Slider,
  slider,
  type Text,
  text,
  type Values,
} from "./parts/controls.ts";

/** One explorer. The figure's `alt` is the sentence spoken after every change. */
export interface Explorer<C extends Controls = Controls, State = void> {
  readonly title: string;
  /** What to try, in a sentence. */
  readonly sentence: string;
  readonly controls: C;
  /** Throws an error, which the page shows beside the controls, for a text that makes no sense. */
  figure(values: Values<C>, state: State): Figure;
  /** For an explorer in which something goes on; the page adds "run" and "step". */
  readonly animation?: Animation<C, State>;
}

/** Something that goes on, from state to state, as often as the page has time. */
export interface Animation<C extends Controls, State> {
  /** The state in which it starts, after every change of a control too. */
  begin(values: Values<C>): State;
  /** The next state, to be computed within some 20 ms. The state given may not be used any more. */
  advance(state: State): State;
  /** Whether nothing more is to come. */
  ended(state: State): boolean;
}

/** The figure as it stands before anything goes on. */
export function firstFigure<C extends Controls, State>(
  explorer: Explorer<C, State>,
  values: Values<C>,
): Figure {
  return explorer.figure(values, explorer.animation?.begin(values) as State);
}

/** Where the controls stand at first, with `given` in place of the definition's own. */
export function startValues<C extends Controls>(
  explorer: { readonly controls: C },
  given: Partial<Values<C>> = {},
): Values<C> {
  const names = Object.keys(explorer.controls);
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) {
      throw new RangeError(
        `explorer: there is no control "${name}"; the controls are ${names.join(", ")}.`,
      );
    }
    const wanted = wantedInstead(explorer.controls[name], value);
    if (wanted === null) continue;
    throw new RangeError(`explorer: ${name} must be ${wanted}, and was ${String(value)}.`);
  }
  const starts = names.map((name) => [name, explorer.controls[name].start]);
  return { ...Object.fromEntries(starts), ...given } as Values<C>;
}

/** What the control takes instead of this value, in words; null if it takes it. */
function wantedInstead(control: Control, value: unknown): string | null {
  switch (control.kind) {
    case "slider": {
      const { from, to } = control;
      return typeof value === "number" && value >= from && value <= to
        ? null
        : `a number from ${from} to ${to}`;
    }
    case "log slider":
      return control.values.includes(value as number)
        ? null
        : `one of ${control.values.join(", ")}`;
    case "select":
      return control.options.includes(value as string)
        ? null
        : `one of ${control.options.join(", ")}`;
    case "checkbox":
      return typeof value === "boolean" ? null : "true or false";
    case "text":
      return typeof value === "string" ? null : "a text";
  }
}
