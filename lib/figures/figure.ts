/**
 * A figure: plain data for Plotly plus the sentence that a screen reader speaks.
 *
 * Every function in `lib/figures/` takes numbers and returns one of these; nothing here draws.
 * `show()` (lib/jupyter/show.ts) brings it to the page.
 */
export interface Figure {
  /** Plotly traces, https://plotly.com/javascript/reference/. Numbers may be typed arrays. */
  readonly data: readonly Record<string, unknown>[];
  /** Plotly layout: the title states the finding, the axes name their units. */
  readonly layout: Readonly<Record<string, unknown>>;
  /** What the figure shows, in one or two sentences made from the data. */
  readonly alt: string;
}

/** Whether a value is a figure, told by its shape. */
export function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "alt" in value && "layout" in value &&
    "data" in value && Array.isArray(value.data);
}
