/**
 * A stand-in for `@std/assert`, with the same names and the same meaning, for places where JSR, its
 * only home, cannot be reached. `tools/test.ts` puts it in place when it has to.
 * tests/assert_contract_test.ts holds both to the same cases.
 *
 * Every function throws AssertionError when what it asserts does not hold; `message` ends the
 * error's sentence.
 */
import { difference, inspect } from "./difference.ts";
import { equal } from "./equal.ts";
import { AssertionError, suffix } from "./error.ts";

export { equal } from "./equal.ts";
export { AssertionError } from "./error.ts";
export { assertRejects, assertThrows } from "./throws.ts";

/** `condition` is truthy. */
export function assert(condition: unknown, message = ""): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** `condition` is falsy. */
export function assertFalse(condition: unknown, message = ""): asserts condition is false {
  if (condition) throw new AssertionError(message);
}

/** The two are deeply equal, in the sense of `equal`. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    `Values are not equal${suffix(message)}\n` +
      `- actual  + expected\n${difference(actual, expected)}`,
  );
}

/** The two are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    `Expected values to differ${suffix(message)}\nBoth are ${inspect(actual)}`,
  );
}

/** The two are one and the same (`Object.is`): 0 is not −0, NaN is NaN. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const reason = equal(actual, expected)
    ? "Values have the same structure but are not the same object"
    : "Values are not strictly equal";
  throw new AssertionError(
    `${reason}${suffix(message)}\n- actual  + expected\n${difference(actual, expected)}`,
  );
}

/** |actual − expected| ≤ tolerance, which is |expected|·10⁻⁷ unless given. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = Number.isFinite(expected) ? Math.abs(expected) * 1e-7 : 1e-7,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const distance = Math.abs(expected - actual);
  if (distance <= tolerance) return;
  throw new AssertionError(
    `Expected ${actual} to be close to ${expected}: ` +
      `they are ${distance} apart, more than ${tolerance}${suffix(message)}`,
  );
}

/** actual > expected */
export function assertGreater<T>(actual: T, expected: T, message?: string): void {
  if (!(actual > expected)) failComparison(actual, ">", expected, message);
}

/** actual ≥ expected */
export function assertGreaterOrEqual<T>(actual: T, expected: T, message?: string): void {
  if (!(actual >= expected)) failComparison(actual, ">=", expected, message);
}

/** actual < expected */
export function assertLess<T>(actual: T, expected: T, message?: string): void {
  if (!(actual < expected)) failComparison(actual, "<", expected, message);
}

/** actual ≤ expected */
export function assertLessOrEqual<T>(actual: T, expected: T, message?: string): void {
  if (!(actual <= expected)) failComparison(actual, "<=", expected, message);
}

function failComparison(actual: unknown, sign: string, expected: unknown, message?: string): never {
  throw new AssertionError(
    `Expected actual ${sign} expected: ${inspect(actual)} ${sign} ${inspect(expected)}` +
      ` does not hold${suffix(message)}`,
  );
}

/** `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    `Expected text to include ${JSON.stringify(expected)}${suffix(message)}\nIt is: ${actual}`,
  );
}

/** `actual` matches the regular expression. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    `Expected text to match ${expected}${suffix(message)}\nIt is: ${actual}`,
  );
}

/** `actual` does not match the regular expression. */
export function assertNotMatch(actual: string, expected: RegExp, message?: string): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(
    `Expected text not to match ${expected}${suffix(message)}\nIt is: ${actual}`,
  );
}

/** `actual` is neither null nor undefined. */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(`Expected a value, but got ${actual}${suffix(message)}`);
}

/** `actual instanceof expectedClass` */
export function assertInstanceOf<T>(
  actual: unknown,
  // deno-lint-ignore no-explicit-any
  expectedClass: abstract new (...args: any[]) => T,
  message = "",
): asserts actual is T {
  if (actual instanceof expectedClass) return;
  throw new AssertionError(
    `Expected an instance of ${expectedClass.name}, but got ${inspect(actual)}${suffix(message)}`,
  );
}

/** Fails wherever it stands. */
export function fail(message?: string): never {
  throw new AssertionError(`Failed assertion${suffix(message)}`);
}

/** Marks a place that is never reached. */
export function unreachable(reason?: string): never {
  throw new AssertionError(`Unreachable${suffix(reason)}`);
}
