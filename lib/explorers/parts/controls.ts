/** What a reader can set in an explorer. */

/** A number to slide, in steps of equal size. */
export interface Slider {
  readonly kind: "slider";
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly start: number;
}

/** A number to slide, in steps of equal ratio. */
export interface LogSlider {
  readonly kind: "log slider";
  readonly label: string;
  readonly values: readonly number[];
  readonly start: number;
}

/** One of a few names. */
export interface Select<Name extends string = string> {
  readonly kind: "select";
  readonly label: string;
  readonly options: readonly Name[];
  readonly start: Name;
}

/** Yes or no. */
export interface Checkbox {
  readonly kind: "checkbox";
  readonly label: string;
  readonly start: boolean;
}

/** A text to type, such as a formula; empty if wanted. */
export interface Text {
  readonly kind: "text";
  readonly label: string;
  readonly start: string;
}

export type Control = Slider | LogSlider | Select | Checkbox | Text;
export type Controls = Readonly<Record<string, Control>>;

/** What one control stands at. */
type ValueOf<C extends Control> = C extends Select<infer Name> ? Name
  : C extends Checkbox ? boolean
  : C extends Text ? string
  : number;

/** What the controls stand at. */
export type Values<C extends Controls = Controls> = {
  -readonly [Key in keyof C]: ValueOf<C[Key]>;
};

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

/** Ten round numbers a power of ten, each about 1.26 times the one before. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/**
 * A slider over round numbers: 0.01, 0.012, 0.015, 0.02, … from `from` to `to`, standing at `start`.
 *
 * Throws RangeError unless `start` is one of them.
 */
export function logSlider(label: string, from: number, to: number, start: number): LogSlider {
  const values: number[] = [];
  for (let power = -12; power <= 12; power++) {
    for (const digits of ROUND) {
      const value = Number(`${digits}e${power}`);
      if (value >= from && value <= to) values.push(value);
    }
  }
  if (values.includes(start)) return { kind: "log slider", label, values, start };
  throw new RangeError(`logSlider: ${label} starts at ${start}; give one of ${values.join(", ")}.`);
}

/** A choice among `options`, standing at the first unless `start` says otherwise. */
export function select<const Name extends string>(
  label: string,
  options: readonly Name[],
  start: Name = options[0],
): Select<Name> {
  return { kind: "select", label, options, start };
}

/** A box to tick; empty unless `start` says otherwise. */
export function checkbox(label: string, start = false): Checkbox {
  return { kind: "checkbox", label, start };
}

/** A line to type in. */
export function text(label: string, start = ""): Text {
  return { kind: "text", label, start };
}
