/** How a value says what it looks like in a notebook, and how it is sent there. */

/** One value in several formats; the page picks the richest that it can show. */
export type MimeBundle = Record<string, unknown>;

/** The method by which Deno's kernel, and `show`, ask a value for its formats. */
export const toDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** Anything that can say what it looks like: `formula(…)`, `table(…)`, `explorer(…)`. */
export interface Displayable {
  [toDisplay](): MimeBundle | Promise<MimeBundle>;
}

/** Whether a value can say what it looks like. */
export function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null && toDisplay in value;
}

/** The Deno this course is made and tested with. */
export const pinnedDeno = "2.8.1";

/** From 2.8.2 on, the kernel says "idle" before its last output is out, and clients drop it. */
const flushMilliseconds = 50;

/** Whether the code runs in a notebook's kernel (and not in a test, a script, or a browser). */
export function inKernel(): boolean {
  try {
    return typeof Deno !== "undefined" && Deno.jupyter !== undefined;
  } catch {
    return false; // outside a kernel, reading Deno.jupyter throws
  }
}

/** Send a bundle to the page; outside a notebook, print its text. */
export async function send(bundle: MimeBundle): Promise<void> {
  if (!inKernel()) {
    console.log(bundle["text/plain"] ?? "");
    return;
  }
  await printed();
  await Deno.jupyter.display(bundle, { raw: true });
  await flushed();
}

/**
 * What was printed before travels on another way, and needs a while to be there first: a turn as a rule,
 * more than 5 ms when the machine is busy.
 */
export async function printed(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** On other Denos than the pinned one: waits until what was sent is out. */
export async function flushed(): Promise<void> {
  if (Deno.version.deno === pinnedDeno) return;
  await new Promise((resolve) => setTimeout(resolve, flushMilliseconds));
}
