/** A progress bar as HTML and as words: how far, how fast, how long still. */
import type { MimeBundle } from "./display.ts";
import { escapeHtml } from "./escape.ts";

/** How far a loop has come. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  /** How many rounds in all, where it is known. */
  readonly total?: number;
  /** Since the loop began. */
  readonly seconds: number;
}

/**
 * The progress in words.
 *
 * ```ts
 * progressWords({ label: "seeds", done: 30, total: 90, seconds: 2 });
 * // "seeds: 30 of 90, 15 a second, 4 s left"
 * ```
 */
export function progressWords({ label, done, total, seconds }: Progress): string {
  const words = [total === undefined ? `${label}: ${done}` : `${label}: ${done} of ${total}`];
  const rate = done / seconds;
  if (done > 0 && seconds > 0) {
    words.push(rate >= 1 ? `${rounded(rate)} a second` : `${duration(1 / rate)} each`);
    if (total !== undefined) words.push(`${duration((total - done) / rate)} left`);
  }
  return words.join(", ");
}

/** The bar, with the words beside it. */
export function progressBundle(progress: Progress): MimeBundle {
  const words = progressWords(progress), { label, done, total } = progress;
  const value = total === undefined ? "" : ` max="${Math.max(total, 1)}" value="${done}"`;
  return {
    "text/html": `<div class="vg-progress"><progress aria-label="${escapeHtml(label)}"${value}>` +
      `</progress><span>${escapeHtml(words)}</span></div>`,
    "text/plain": words,
  };
}

/** Two digits are enough for what changes all the time. */
function rounded(value: number): string {
  return String(value < 100 ? Number(value.toPrecision(2)) : Math.round(value));
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? rounded(seconds) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
