import { display } from "./errors.ts";
import type { Loss } from "./losses.ts";
import type { Matrix } from "./matrix.ts";
import type { Network } from "./network.ts";

/** How near is near enough: relative to the expected value, unless `absolute` is given. */
export interface Tolerance {
  /** |measured − expected| ≤ relative·|expected|. 1e-9 unless said. */
  relative?: number;
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
  const numbers = `${figures(measured)}, expected ${figures(expected)}${within(tolerance)}`;
  if (!near(measured, expected, tolerance)) throw new Error(`✗ ${statement}: ${numbers}`);
  console.log(`✓ ${statement}: ${numbers}`);
}

/**
 * The visible check of an exercise. Prints one line and never throws, so the notebook runs on:
 * "○ Exercise …" while the answer is missing or wrong, "✓ Exercise …" when it is right.
 *
 * ```ts
 * const answer = undefined; // your line here
 * exercise("1: four sigmoids at their best", answer, 0.25 ** 4);
 * ```
 */
export function exercise(
  title: string,
  answer: number | undefined,
  expected: number,
  tolerance: Tolerance = { relative: 0.01 },
): void {
  if (answer === undefined) {
    console.log(`○ Exercise ${title}: not answered yet. Put your answer in place of undefined.`);
  } else if (typeof answer !== "number" || Number.isNaN(answer)) {
    console.log(`○ Exercise ${title}: a number is needed, but this is ${display(answer)}.`);
  } else if (near(answer, expected, tolerance)) {
    console.log(`✓ Exercise ${title}: ${figures(answer)} is right.`);
  } else {
    const side = answer > expected ? "too large" : "too small";
    console.log(`○ Exercise ${title}: ${figures(answer)} is ${side}. Try again.`);
  }
}

function near(measured: number, expected: number, { relative, absolute }: Tolerance): boolean {
  if (Object.is(measured, expected) || measured === expected) return true;
  const allowed = absolute ?? (relative ?? 1e-9) * Math.abs(expected);
  return Math.abs(measured - expected) <= allowed;
}

function within({ relative, absolute }: Tolerance): string {
  if (absolute !== undefined) return ` ± ${figures(absolute)}`;
  if (relative !== undefined) return ` ± ${figures(relative * 100)} %`;
  return "";
}

/** At most four significant figures, without zeros at the end. */
function figures(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/**
 * Compares the gradients of backpropagation with central differences (L(w+h) − L(w−h))/2h, and
 * returns the relative error ‖difference‖ / ‖gradient‖ over all weights of the network.
 *
 * About 1e-8 means right, 1e-2 means wrong. It is blind in very deep networks: where a gradient
 * is below 1e-12 of the loss, L(w+h) and L(w−h) are the same float64 number.
 */
export function gradientCheck(network: Network, x: Matrix, y: Matrix, loss: Loss): number {
  const run = network.forward(x);
  run.backward(loss(run.output, y).gradient);
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
      difference += ((above - below) / (2 * h) - gradient[i]) ** 2;
      size += gradient[i] ** 2;
    }
  }
  return difference === 0 ? 0 : Math.sqrt(difference / size);
}
