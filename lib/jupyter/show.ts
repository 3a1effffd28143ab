/** `show`: bring figures, formulas, tables and explorers to the page, in order. */
import { type Figure, isFigure } from "../figures/figure.ts";
import { type Displayable, isDisplayable, type MimeBundle, send, toDisplay } from "./display.ts";
import { figureBundle } from "./figure_bundle.ts";

/** What `show` takes. */
export type Showable = Figure | Displayable;

function bundleOf(thing: unknown): MimeBundle | Promise<MimeBundle> {
  if (isFigure(thing)) return figureBundle(thing);
  if (isDisplayable(thing)) return thing[toDisplay]();
  const given = thing instanceof Promise
    ? "a promise (put `await` before it)"
    : typeof thing === "object" && thing !== null
    ? `an object with the keys ${Object.keys(thing).slice(0, 5).join(", ") || "(none)"}`
    : `${typeof thing} ${String(thing)}`;
  throw new TypeError(
    `show: expected a figure, formula(…), table(…) or explorer(…), and got ${given}. ` +
      "For any other value, end the cell with it, or use console.log.",
  );
}

async function showAll(things: readonly unknown[]): Promise<void> {
  for (const thing of things) await send(await bundleOf(thing));
}

/**
 * Show each thing under the cell, in order. Outside a notebook, print its text.
 *
 * The promise can itself be displayed (as nothing), so that a forgotten `await` on a cell's last
 * line does no harm.
 *
 * @throws {TypeError} when a thing is neither a figure nor displayable
 * @throws {RangeError} when a figure weighs more than 2 MB
 *
 * ```ts
 * await show(gradientFlow(run), table(rows));
 * ```
 */
export function show(...things: Showable[]): Promise<void> {
  const shown = showAll(things);
  return Object.assign(shown, {
    async [toDisplay](): Promise<MimeBundle> {
      await shown;
      return {};
    },
  });
}
