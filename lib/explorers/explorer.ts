/**
 * An explorer: controls beside a figure that the real library computes, live in the reader's page.
 *
 * A definition is plain data and one pure function. The same file runs in the kernel (for the
 * figure that is saved), in tests, and, bundled by esbuild, in the page
 * (lib/jupyter/page/explorers.ts draws the controls). It must touch neither `Deno` nor the DOM,
 * and import the library's files one by one, so that the bundle stays small.
 */
import type { Figure } from "../figures/figure.ts";

/** A number to slide. */
export interface Slider {
  readonly kind: "slider";
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly start: number;
}

/** One of a few names. */
export interface Select<Name extends string = string> {
  readonly kind: "select";
  readonly label: string;
  readonly options: readonly Name[];
  readonly start: Name;
}

export type Control = Slider | Select;
export type Controls = Readonly<Record<string, Control>>;

/** What one control stands at: a number for a slider, a name for a select. */
type ValueOf<C extends Control> = C extends Select<infer Name> ? Name : number;

/** What the controls stand at. */
export type Values<C extends Controls = Controls> = {
  -readonly [Key in keyof C]: ValueOf<C[Key]>;
};

/** One explorer. The figure's `alt` is the sentence spoken after every change. */
export interface Explorer<C extends Controls = Controls> {
  readonly title: string;
  /** What to try, in a sentence. */
  readonly sentence: string;
  readonly controls: C;
  figure(values: Values<C>): Figure;
}

/** A slider from `from` to `to` by `step`, standing at `start`. */
export function slider(
  label: string,
  from: number,
  to: number,
  step: number,
  start: number,
): Slider {
  return { kind: "slider", label, from, to, step, start };
}

/** A choice among `options`, standing at the first unless `start` says otherwise. */
export function select<const Name extends string>(
  label: string,
  options: readonly Name[],
  start: Name = options[0],
): Select<Name> {
  return { kind: "select", label, options, start };
}

/** Where the controls stand at first, with `given` in place of the definition's own. */
export function startValues<C extends Controls>(
  explorer: Explorer<C>,
  given: Partial<Values<C>> = {},
): Values<C> {
  const names = Object.keys(explorer.controls);
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) {
      throw new RangeError(
        `explorer: there is no control "${name}"; the controls are ${names.join(", ")}.`,
      );
    }
    checkValue(name, explorer.controls[name], value);
  }
  const starts = names.map((name) => [name, explorer.controls[name].start]);
  return { ...Object.fromEntries(starts), ...given } as Values<C>;
}

function checkValue(name: string, control: Control, value: unknown): void {
  const fits = control.kind === "slider"
    ? typeof value === "number" && value >= control.from && value <= control.to
    : control.options.includes(value as string);
  if (fits) return;
  const wanted = control.kind === "slider"
    ? `a number from ${control.from} to ${control.to}`
    : `one of ${control.options.join(", ")}`;
  throw new RangeError(`explorer: ${name} must be ${wanted}, and was ${String(value)}.`);
}
