/**
 * `deno run -A tools/readme_picture.ts`: takes README.md's picture from lesson 1, where the figure of
 * the 20-layer network stands as a still picture in the notebook's saved outputs.
 */
const NOTEBOOK = "notebooks/01_chain_rule.ipynb", CELL = "network-run";
const PICTURE = "tools/readme_picture.svg";

/** The still picture of one figure of a notebook, as SVG. Throws Error when it has none. */
export async function stillPicture(notebook: string, cell: string): Promise<string> {
  const { cells } = JSON.parse(await Deno.readTextFile(notebook));
  const outputs = cells.find(({ id }: { id: string }) => id === cell)?.outputs;
  const base64 = JSON.stringify(outputs)?.match(/data:image\/svg\+xml;base64,([\w+/=]+)/)?.[1];
  if (!base64) throw new Error(`${notebook}: cell ${cell} has no still picture; run the notebook.`);
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
}

if (import.meta.main) {
  await Deno.writeTextFile(PICTURE, await stillPicture(NOTEBOOK, CELL));
  console.log(PICTURE);
}
