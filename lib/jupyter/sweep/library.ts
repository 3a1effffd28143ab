/** Which file of the library each name comes from, so that a worker loads only what it uses. */

const index = new URL("../../mod.ts", import.meta.url);

/** The file, as seen from lib/mod.ts, for each name that it exports; types are left out. */
export async function filesByName(): Promise<Map<string, string>> {
  const text = await (await fetch(index)).text(), files = new Map<string, string>();
  for (const [, names, file] of text.matchAll(/^export \{([^}]*)\} from "([^"]+)";$/gm)) {
    for (const name of names.split(",").map((name) => name.trim())) {
      if (/^[\w$]+$/.test(name)) files.set(name, file);
    }
  }
  return files;
}

/** The values of these names. */
export async function load(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const loaded = Object.entries(files).map(async ([name, file]) => {
    const module = await import(new URL(file, index).href);
    return [name, module[name]];
  });
  return Object.fromEntries(await Promise.all(loaded));
}

/** The name of each object and function that lib/mod.ts exports. */
export async function namesOfExports(): Promise<Map<unknown, string>> {
  const exported = Object.entries(await import(index.href));
  return new Map(exported.filter(([, value]) => Object(value) === value).map(([n, v]) => [v, n]));
}

/**
 * The names among `known` that may stand free in a function's source: all its words but properties
 * (`a.name`, `{ name: …`). A word too many does no harm; it is loaded in vain.
 */
export function wordsIn(source: string, known: ReadonlyMap<string, string>): Set<string> {
  const words = source.matchAll(
    /(?<![\w$]|(?<!\.\.)\.\s*)(?<!\?\.)([A-Za-z_$][\w$]*)(?![\w$])/g,
  );
  const found = new Set<string>();
  for (const { 1: word, index: at } of words) {
    const before = source.slice(0, at).trimEnd().at(-1) ?? "";
    const after = source.slice(at + word.length).trimStart().at(0);
    const isKey = after === ":" && "{,".includes(before);
    if (known.has(word) && !isKey) found.add(word);
  }
  return found;
}
