/// <reference lib="dom" />
/** What is drawn only when the reader comes near. */

type Draw = (element: HTMLElement) => Promise<void>;

/**
 * The script of an exported page runs while the page is read in. Its figures wait there until the reader
 * comes near: their pictures stand in their place, and the page answers. What arrives in a notebook is
 * drawn at once.
 */
export const unhurried = document.readyState === "loading";

/** What waits, and how it is drawn. */
const waiting = new Map<Element, Draw>();
/** Of those, what is within a screen's height of what is seen. */
const near = new Set<HTMLElement>();
let busy = false;

const approach = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    // What was seen before it was drawn may be reported after that.
    if (isIntersecting && waiting.has(target)) near.add(target as HTMLElement);
    else near.delete(target as HTMLElement);
  }
  if (near.size > 0) drawOneByOne();
}, { rootMargin: "100% 0px" });

/** Draw the element when it is near what is seen; once. */
export function whenNear(element: HTMLElement, draw: Draw): void {
  if (waiting.has(element)) return;
  waiting.set(element, draw);
  approach.observe(element);
}

export function isWaiting(element: HTMLElement): boolean {
  return waiting.has(element);
}

export function waitNoMore(element: HTMLElement): void {
  waiting.delete(element);
  near.delete(element);
  approach.unobserve(element);
}

function isInView(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Draw what is near, first what is seen, with time for the reader's clicks and keys in between. */
async function drawOneByOne(): Promise<void> {
  if (busy) return;
  busy = true;
  for (await quiet(); near.size > 0; await quiet()) {
    const [first] = near, next = [...near].find(isInView) ?? first, draw = waiting.get(next);
    waitNoMore(next);
    await draw?.(next);
  }
  busy = false;
}

function quiet(): Promise<unknown> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 200 });
    else setTimeout(resolve, 30);
  });
}
