/** A figure in the formats that notebooks read. */
import type { Figure } from "../figures/figure.ts";
import { themed } from "../figures/theme.ts";
import { thinned } from "../figures/thin.ts";
import type { MimeBundle } from "./display.ts";
import { escapeHtml, scriptJson } from "./escape.ts";
import { packTrace, plainLayout } from "./pack.ts";

/** Above about 8 MB the kernel's stream breaks, and above 2 MB a notebook grows heavy. */
const limitBytes = 2_000_000;

/**
 * A figure with its long lines thinned and its numbers packed: plain JSON.
 *
 * @throws {TypeError} for 64-bit integers
 */
export function packFigure(figure: Figure): Figure {
  return {
    data: thinned(figure).data.map((trace) => packTrace(trace) as Record<string, unknown>),
    layout: plainLayout(figure.layout) as Record<string, unknown>,
    alt: figure.alt,
  };
}

/**
 * The figure's element. The page's script (lib/jupyter/page/) finds it by its data attribute and
 * draws it from the JSON inside; until then, and without JavaScript, the words stand there (and
 * a still picture, where tools/stills.ts has put one). MathJax is told to keep its hands off.
 */
export function figureHtml(figure: Figure): string {
  const alt = escapeHtml(figure.alt);
  return `<div data-vg-figure class="vg-figure mathjax_ignore tex2jax_ignore" role="img" ` +
    `aria-label="${alt}"><p class="vg-alt">${alt}</p>` +
    `<script type="application/json">${scriptJson(packFigure(figure))}</script></div>`;
}

/**
 * The figure as HTML (JupyterLab, exported pages, GitHub), as Plotly's own format (VS Code), and
 * as the sentence in `alt`.
 *
 * @throws {RangeError} when it would weigh more than 2 MB
 */
export function figureBundle(figure: Figure): MimeBundle {
  const { data, layout } = packFigure(themed(figure, "light"));
  const bundle = {
    "text/html": figureHtml(figure),
    "application/vnd.plotly.v1+json": { data, layout, config: { displaylogo: false } },
    "text/plain": figure.alt,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(bundle)).length;
  if (bytes > limitBytes) {
    throw new RangeError(
      `show: this figure weighs ${(bytes / 1e6).toFixed(1)} MB and the limit is 2 MB. ` +
        `Thin its data, for example to one point in ${Math.ceil(bytes / limitBytes) + 1}.`,
    );
  }
  return bundle;
}
