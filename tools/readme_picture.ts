/**
 * `deno run -A tools/readme_picture.ts`: takes README.md's picture from lesson 1, where the figure of
 * the 20-layer network stands in the notebook's saved outputs.
 */
import { drawStill } from "./stills/draw.ts";

const NOTEBOOK = "notebooks/01_chain_rule.ipynb", CELL = "network-run";
const PICTURE = "tools/readme_picture.svg";

/** The picture of one figure of a notebook, as SVG. Throws Error when the cell shows none. */
export async function stillPicture(notebook: string, cell: string): Promise<string> {
  const { cells } = JSON.parse(await Deno.readTextFile(notebook));
  const outputs = cells.find(({ id }: { id: string }) => id === cell)?.outputs ?? [];
  const html = outputs.map(({ data }: { data?: Record<string, string> }) => data?.["text/html"])
    .join("");
  const json = html.match(/<script type="application\/json">(.*?)<\/script>/s)?.[1];
  if (!json) throw new Error(`${notebook}: cell ${cell} shows no figure; run the notebook.`);
  return await drawStill(JSON.parse(json));
}

if (import.meta.main) {
  await Deno.writeTextFile(PICTURE, await stillPicture(NOTEBOOK, CELL));
  console.log(PICTURE);
}
