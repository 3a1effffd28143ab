import { AssertionError, suffix } from "./error.ts";

/** A class of errors, such as `RangeError`. */
// deno-lint-ignore no-explicit-any
export type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/**
 * Throws AssertionError unless `fn` throws; returns what it threw. The error may also be held to a
 * class and to a part of its message.
 *
 * ```ts
 * assertThrows(() => matmul(a, b), RangeError, "3×2");
 * ```
 */
export function assertThrows(fn: () => unknown, message?: string): unknown;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  includes?: string,
  message?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMessage?: ErrorClass<Error> | string,
  includes?: string,
  message?: string,
): unknown {
  const wanted = wantedError(classOrMessage, includes, message);
  let thrown: unknown;
  try {
    fn();
  } catch (error) {
    thrown = error;
    checkError(thrown, wanted);
    return thrown;
  }
  throw new AssertionError(`Expected function to throw${suffix(wanted.message)}`);
}

/**
 * Throws AssertionError unless `fn` returns a promise that rejects; resolves to the reason. A
 * function that throws before it returns its promise fails too: that is another mistake.
 */
export function assertRejects(fn: () => PromiseLike<unknown>, message?: string): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  includes?: string,
  message?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMessage?: ErrorClass<Error> | string,
  includes?: string,
  message?: string,
): Promise<unknown> {
  const wanted = wantedError(classOrMessage, includes, message);
  const promise = startPromise(fn, wanted);
  try {
    await promise;
  } catch (error) {
    checkError(error, wanted);
    return error;
  }
  throw new AssertionError(`Expected function to reject${suffix(wanted.message)}`);
}

interface WantedError {
  errorClass?: ErrorClass<Error>;
  includes?: string;
  message?: string;
}

/** Sorts out the two forms in which both assertions may be called. */
function wantedError(
  classOrMessage?: ErrorClass<Error> | string,
  includes?: string,
  message?: string,
): WantedError {
  if (typeof classOrMessage === "string") return { message: classOrMessage };
  return { errorClass: classOrMessage, includes, message };
}

function startPromise(fn: () => PromiseLike<unknown>, wanted: WantedError): PromiseLike<unknown> {
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch {
    promise = undefined;
  }
  if (typeof promise?.then === "function") return promise;
  throw new AssertionError(`Function throws when expected to reject${suffix(wanted.message)}`);
}

function checkError(thrown: unknown, { errorClass, includes, message }: WantedError): void {
  if (!errorClass) return;
  if (!(thrown instanceof Error)) {
    throw new AssertionError(
      `Expected an error, but this was thrown: ${Deno.inspect(thrown)}${suffix(message)}`,
    );
  }
  const isWanted: boolean = thrown instanceof errorClass;
  if (!isWanted) {
    throw new AssertionError(
      `Expected error to be instance of "${errorClass.name}", ` +
        `but was "${thrown.constructor.name}": ${thrown.message}${suffix(message)}`,
    );
  }
  if (includes && !thrown.message.includes(includes)) {
    throw new AssertionError(
      `Expected error message to include ${JSON.stringify(includes)}, ` +
        `but got ${JSON.stringify(thrown.message)}${suffix(message)}`,
    );
  }
}
