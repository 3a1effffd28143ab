/** What every assertion throws when it does not hold. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

/** The end of an assertion's sentence: the test's own words, if it gave any. */
export function suffix(message: string | undefined): string {
  return message ? `: ${message}` : ".";
}
