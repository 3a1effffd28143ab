/**
 * Still pictures for figures, so that a committed notebook shows them where no JavaScript runs:
 * on GitHub, in JupyterLab before the notebook is trusted, in an exported page without scripts.
 */
import { base64 } from "../lib/jupyter/pack.ts";
import type { Notebook } from "./notebook.ts";
import { drawStill } from "./stills/draw.ts";
import { rasterised } from "./stills/raster.ts";

/** A figure's inside (lib/jupyter/figure_bundle.ts): its description, then its JSON. */
const inside = /<p class="vg-alt">([^<]*)<\/p>(<script type="application\/json">(.*?)<\/script>)/gs;

/** The HTML with a picture in the place of each figure's description. */
export async function withStills(html: string): Promise<string> {
  let result = "";
  let end = 0;
  for (const match of html.matchAll(inside)) {
    const [whole, alt, script, json] = match;
    const { width, height, png } = await rasterised(await drawStill(JSON.parse(json)));
    result += html.slice(end, match.index) +
      `<img class="vg-still" width="${width}" height="${height}" alt="${alt}" ` +
      `src="data:image/png;base64,${base64(png)}">${script}`;
    end = match.index + whole.length;
  }
  return result + html.slice(end);
}

/**
 * The notebook with a still picture in every figure's HTML, which the living figure replaces where
 * JavaScript runs. The notebook given is left as it is. A figure that has its picture keeps it; one
 * that cannot be drawn keeps its description, and a line says so.
 */
export async function addStills(notebook: Notebook): Promise<Notebook> {
  const result = structuredClone(notebook);
  for (const cell of result.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      if (!("data" in output) || typeof output.data["text/html"] !== "string") continue;
      try {
        output.data["text/html"] = await withStills(output.data["text/html"]);
      } catch (error) {
        console.warn(`A figure has no still picture: ${error}`);
      }
    }
  }
  return result;
}
