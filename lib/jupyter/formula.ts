/** Mathematics on the page, from TeX. */
import { type Displayable, toDisplay } from "./display.ts";

/**
 * A displayed formula, typeset by JupyterLab, by the exported page, and by GitHub.
 *
 * ```ts
 * await show(formula(String.raw`\sigma'(0) = \tfrac14`));
 * ```
 */
export function formula(tex: string): Displayable {
  return {
    [toDisplay]: () => ({ "text/latex": `$$${tex}$$`, "text/plain": tex }),
  };
}
