import { log } from "./elementary.ts";
import { display, requireObject, requireValue } from "./errors.ts";
import { formatNumber } from "./format.ts";
import { type Loss, lossOf } from "./losses.ts";
import type { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";
import { requireKeys } from "./require_keys.ts";
import { median } from "./statistics.ts";

/** How near is near enough; give one of the three. Within a billionth unless said. */
export interface Tolerance {
  /** |measured − expected| ≤ relative·|expected|. */
  relative?: number;
  /** expected/factor ≤ measured ≤ expected·factor: for what lives on a log axis. */
  factor?: number;
  /** |measured − expected| ≤ absolute. */
  absolute?: number;
}

/**
 * Pins a statement of a lesson: prints one line, and throws an Error when it does not hold.
 *
 * ```ts
 * check("the sigmoid's greatest slope", sigmoid.slope(0), 0.25);
 * check("the loss fell", after < before);
 * check("growth a layer", measured, 0.236, { relative: 0.05 });
 * ```
 */
export function check(statement: string, holds: boolean): void;
export function check(
  statement: string,
  measured: number,
  expected: number,
  tolerance?: Tolerance,
): void;
export function check(
  statement: string,
  measured: number | boolean,
  expected?: number,
  tolerance: Tolerance = {},
): void {
  if (typeof measured === "boolean") {
    if (!measured) throw new Error(`✗ ${statement}: this does not hold.`);
    console.log(`✓ ${statement}`);
    return;
  }
  if (typeof measured !== "number" || typeof expected !== "number") {
    throw new TypeError(
      `check "${statement}": compares numbers, but got ${display(measured)} and ${
        display(expected)
      }.`,
    );
  }
  const numbers = `${formatNumber(measured)}, expected ${formatNumber(expected)}${
    within(tolerance)
  }`;
  if (!near(measured, expected, tolerance)) throw new Error(`✗ ${statement}: ${numbers}`);
  console.log(`✓ ${statement}: ${numbers}`);
}

/**
 * `check` for each theory and the measurement of its name; of several seeds, their median.
 *
 * ```ts
 * checkEach("factor", { sigmoid: [0.232, 0.236, 0.239] }, { sigmoid: 0.2366 }, { relative: 0.03 });
 * ```
 *
 * Throws RangeError where a theory has no measurement.
 */
export function checkEach(
  statement: string,
  measured: Readonly<Record<string, number | ArrayLike<number>>>,
  theory: Readonly<Record<string, number>>,
  tolerance?: Tolerance,
): void {
  requireObject(`checkEach "${statement}", measured`, measured, "{ sigmoid: 0.236 }");
  requireObject(`checkEach "${statement}", theory`, theory, "{ sigmoid: 0.236 }");
  for (const [name, expected] of Object.entries(theory)) {
    const found = measured[name];
    if (found === undefined) {
      throw new RangeError(`checkEach "${statement}": "${name}" is not measured; measure it.`);
    }
    const middle = typeof found === "number" ? found : median(found);
    check(`${statement}: ${name}`, middle, expected, tolerance);
  }
}

/**
 * The visible check of an exercise. Prints one line and never throws, so the notebook runs on:
 * "○ Exercise …" while the answer is missing or wrong, "✓ Exercise …" when it is right.
 *
 * `right` is a test of the answer, or a seal of the right one, which does not give it away.
 *
 * ```ts
 * const answer = undefined; // your line here
 * exercise("1: a root of x² − 2", answer, (x) => Math.abs(x * x - 2) < 1e-6);
 * exercise("2: four sigmoids at their best", answer, "5ab2e1c0"); // seal("2: four …", 1 / 256)
 * ```
 */
export function exercise(
  title: string,
  answer: number | undefined,
  right: string | ((answer: number) => boolean),
): void {
  if (answer === undefined) {
    console.log(`○ Exercise ${title}: not answered yet. Put your answer in place of undefined.`);
  } else if (typeof answer !== "number" || Number.isNaN(answer)) {
    const wait = (answer as unknown) instanceof Promise ? "; put await before it" : "";
    console.log(`○ Exercise ${title}: a number is needed, but this is ${display(answer)}${wait}.`);
  } else if (typeof right === "function" ? holds(right, answer) : opens(right, title, answer)) {
    console.log(`✓ Exercise ${title}: ${formatNumber(answer)} is right.`);
  } else {
    const again = isRounded(answer) ? "Try again, with three digits" : "Try again";
    console.log(`○ Exercise ${title}: ${formatNumber(answer)} is not right yet. ${again}.`);
  }
}

/** A test that cannot be made with this number (a variance of −1) is not passed. */
function holds(test: (answer: number) => boolean, answer: number): boolean {
  try {
    return test(answer);
  } catch {
    return false;
  }
}

/** Whether it has one or two digits and is not a count: 0.016 and 17,000, but not 70. */
function isRounded(answer: number): boolean {
  return Number(answer.toPrecision(2)) === answer && !(Number.isInteger(answer) && answer < 1000);
}

/** Hides the right answer of an exercise from its reader; answers within half a per cent open it. */
export function seal(title: string, answer: number): string {
  return sealOfStep(title, answer, stepOf(answer));
}

function opens(sealed: string, title: string, answer: number): boolean {
  const step = stepOf(answer);
  return [step - 1, step, step + 1].some((near) => sealOfStep(title, answer, near) === sealed);
}

/** Where a number stands on a scale of half per cents. */
function stepOf(answer: number): number {
  return answer === 0 ? 0 : Math.round(log(Math.abs(answer)) / 0.005);
}

/** Fowler, Noll and Vo's hash of title, sign and step. */
function sealOfStep(title: string, answer: number, step: number): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${title}|${Math.sign(answer)}|${step}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function near(measured: number, expected: number, tolerance: Tolerance): boolean {
  const { relative = 1e-9, absolute, factor } = tolerance;
  requireKeys("check, the tolerance", tolerance, { relative, absolute, factor });
  if (measured === expected) return true;
  if (factor !== undefined) {
    const ratio = measured / expected;
    return ratio >= 1 / factor && ratio <= factor;
  }
  return Math.abs(measured - expected) <= (absolute ?? relative * Math.abs(expected));
}

function within({ relative, absolute, factor }: Tolerance): string {
  if (factor !== undefined) return `, within a factor of ${formatNumber(factor)}`;
  if (absolute !== undefined) return ` ± ${formatNumber(absolute)}`;
  if (relative !== undefined) return ` ± ${formatNumber(relative * 100)} %`;
  return "";
}

/**
 * Compares the gradients of backpropagation with central differences (L(w+h) − L(w−h))/2h, and
 * returns the relative error ‖difference‖ / ‖gradient‖ over all weights of the network.
 *
 * About 1e-8 means right, 1e-2 means wrong. It is blind in very deep networks: where a gradient
 * is below 1e-12 of the loss, L(w+h) and L(w−h) are the same float64 number.
 */
export function gradientCheck(network: Network, x: Matrix, y: Matrix, loss: Loss): number {
  requireValue("gradientCheck", "the network", network, ["forward"], "mlp({ … })");
  const run = network.forward(x);
  run.backward(lossOf("gradientCheck", loss)(run.output, y).gradient);
  let difference = 0, size = 0;
  for (const parameter of network.parameters) {
    const { data } = parameter.value, gradient = parameter.gradient!.data;
    for (let i = 0; i < data.length; i++) {
      const weight = data[i], h = 1e-6 * Math.max(1, Math.abs(weight));
      data[i] = weight + h;
      const above = loss(network.forward(x).output, y).loss;
      data[i] = weight - h;
      const below = loss(network.forward(x).output, y).loss;
      data[i] = weight;
      const error = (above - below) / (2 * h) - gradient[i];
      difference += error * error;
      size += gradient[i] * gradient[i];
    }
  }
  return difference === 0 ? 0 : Math.sqrt(difference / size);
}
