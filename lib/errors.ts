/**
 * Errors that name the action, the value and the remedy.
 *
 * RangeError: a number out of its range. TypeError: something of the wrong type or shape.
 */

/** Returns value if it is a whole number in [low, high], else throws RangeError. */
export function wholeNumber(
  action: string,
  name: string,
  value: number,
  low: number,
  high: number,
): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new RangeError(
    `${action}: ${name} is ${display(value)}; give a whole number from ${low} to ${high}.`,
  );
}

/** The largest number below 1. */
export const BELOW_ONE = 1 - Number.EPSILON / 2;

/** Returns value if it is a finite number in [low, high], else throws RangeError. */
export function finiteNumber(
  action: string,
  name: string,
  value: number,
  low = -Number.MAX_VALUE,
  high = Number.MAX_VALUE,
): number {
  if (typeof value === "number" && value >= low && value <= high) return value;
  const unbounded = high === Number.MAX_VALUE, to = high === BELOW_ONE ? "below 1" : high;
  const range = low === Number.MIN_VALUE
    ? unbounded ? "a finite number above 0" : `a number above 0, up to ${to}`
    : !unbounded
    ? `a number from ${low} to ${to}`
    : low === -Number.MAX_VALUE
    ? "a finite number"
    : `a finite number of at least ${low}`;
  throw new RangeError(`${action}: ${name} is ${display(value)}; give ${range}.`);
}

/** Throws TypeError for what is no list of numbers, such as a matrix or a forgotten await. */
export function requireList(action: string, name: string, values: ArrayLike<number>): void {
  if (typeof values === "object" && typeof values?.length === "number") return;
  const give = values as unknown instanceof Promise
    ? "put await before it"
    : "give a list of numbers, such as [1, 2] or matrix.data";
  throw new TypeError(`${action}: ${name} is ${display(values)}; ${give}.`);
}

/** The same, and RangeError for a list without numbers. */
export function requireNumbers(action: string, values: ArrayLike<number>): void {
  requireList(action, "the list", values);
  if (values.length === 0) {
    throw new RangeError(`${action}: there are no numbers; give at least one.`);
  }
}

/**
 * Options are values: throws TypeError unless value has the member that makes it one. Catches
 * `activation: "relu"`, which JavaScript would let through.
 */
export function requireValue(
  action: string,
  name: string,
  value: unknown,
  members: readonly string[],
  example: string,
): void {
  const has = (key: string) => {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    return typeof member === "function" || typeof member === "object" && member !== null;
  };
  if (typeof value === "object" && value !== null && members.some(has)) return;
  const given = typeof value === "string" ? `the text ${display(value)}` : display(value);
  const remedy = typeof value === "string"
    ? `give a value such as ${example}, without quotes`
    : typeof value === "function" && /^[a-z]/.test(value.name) // and no class
    ? `if it makes one, call it: ${value.name}(); else give a value such as ${example}`
    : `give a value such as ${example}`;
  throw new TypeError(`${action}: ${name} is ${given}; ${remedy}.`);
}

/**
 * Throws TypeError for what is no run of a network, such as the network itself. `back` says in the
 * message that its backward pass is needed too.
 */
export function requireRun(action: string, run: unknown, back: "back" | "" = ""): void {
  if (Array.isArray((run as { readonly records?: unknown } | null | undefined)?.records)) return;
  throw new TypeError(
    `${action}: the run is ${display(run)}; give a run: const run = network.forward(x)` +
      `${back && ", and then run.backward(gradient)"}.`,
  );
}

/** Options are one object: throws TypeError for `sgd(0.1)` and for a call that forgot them. */
export function requireObject(action: string, options: unknown, example: string): void {
  if (typeof options === "object" && options !== null) return;
  throw new TypeError(
    `${action}: the options are ${display(options)}; give an object such as ${example}.`,
  );
}

/** A value as it stands in an error message: short, and with its type where that is the mistake. */
export function display(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "number" || value === null || value === undefined) return String(value);
  if (typeof value === "function") return `the function ${value.name || "(without a name)"}`;
  if (typeof value === "object") return `a value of type ${value.constructor?.name ?? "object"}`;
  return String(value);
}
