/// <reference lib="dom" />
/** Plotly in the page: opened once, and shared by every figure of every notebook there. */

/** The few functions of Plotly that the page calls. */
export interface Plotly {
  react(
    element: HTMLElement,
    data: unknown,
    layout: unknown,
    config: unknown,
  ): Promise<unknown>;
  purge(element: HTMLElement): void;
}

/** What this script and the export template keep on the window; `vg` for "vanishing gradients". */
export interface PageWindow {
  Plotly?: Plotly;
  /** Plotly's source, gzipped, in base64. */
  vgPlotlySource?: string;
  /** The page-wide promise of Plotly. */
  vgPlotly?: Promise<Plotly>;
  /** The explorers' definitions, by name; each explorer's own script adds itself. */
  vgExplorers?: Record<string, unknown>;
  /** Looks for what is not drawn yet. An explorer's script calls it. */
  vgRefresh?: () => void;
}

/** The window with our names on it. */
export const page = globalThis as unknown as PageWindow;

async function open(): Promise<Plotly> {
  const text = atob(page.vgPlotlySource ?? ""), zipped = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) zipped[i] = text.charCodeAt(i); // ten times as fast as `from`
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).text();
  // Plotly asks for an AMD loader first; JupyterLab's extensions may have left one behind.
  const start = new Function("define", "module", "exports", source);
  await new Promise((resolve) => setTimeout(resolve)); // clicks and keys come first
  const made = start.call(globalThis);
  page.Plotly ??= made;
  if (page.Plotly === undefined) throw new Error("Plotly did not start");
  delete page.vgPlotlySource; // a megabyte that nobody needs any more
  return page.Plotly;
}

/** The page-wide promise of Plotly. */
export function plotly(): Promise<Plotly> {
  return page.vgPlotly ??= open();
}

/** Whether a figure can be drawn without waiting for Plotly. */
export function plotlyIsOpen(): boolean {
  return page.Plotly !== undefined;
}
