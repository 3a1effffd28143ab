import { join } from "node:path";

/** What set-up remembers in `.venv` about what cannot be seen by looking. */
export interface Stamp {
  /** The folder that `.venv` was made for: its programs name it, so a moved project needs a new one. */
  root?: string;
  /** From what the template for exported pages was made. */
  exported?: string;
}

/** Reads the stamp; an unreadable one is empty, and everything it stood for is made again. */
export async function readStamp(root: string): Promise<Stamp> {
  try {
    return JSON.parse(await Deno.readTextFile(stampFile(root)));
  } catch {
    return {};
  }
}

/** Adds to the stamp. */
export async function writeStamp(root: string, addition: Stamp): Promise<void> {
  const stamp = { ...await readStamp(root), ...addition };
  await Deno.writeTextFile(stampFile(root), JSON.stringify(stamp, null, 2));
}

/** A hash of all that the template for exported pages is made from. */
export async function exportStamp(root: string): Promise<string> {
  const paths = [
    join(root, "deno.json"),
    join(root, "tools", "export_assets.ts"),
    ...await filesBelow(join(root, "tools", "jupyter")),
    ...await filesBelow(join(root, "lib")),
  ];
  const texts = await Promise.all(
    paths.map(async (path) => path.slice(root.length) + "\n" + await Deno.readTextFile(path)),
  );
  const bytes = new TextEncoder().encode(texts.join("\n"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

/** The files in a folder and the folders in it, in alphabetical order. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) found.push(...await filesBelow(path));
    else if (entry.isFile) found.push(path);
  }
  return found.sort();
}

function stampFile(root: string): string {
  return join(root, ".venv", "set-up.json");
}
