/**
 * What runs in the reader's browser, bundled from the very files that run in the kernel.
 *
 * esbuild turns TypeScript into one classic script: same input, same bytes; no network; no process
 * left behind (its synchronous calls start one and wait for it, some 20 ms).
 */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { base64 } from "./pack.ts";

const library = new URL("../", import.meta.url);
const plotlyFile = new URL(
  "../../node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  import.meta.url,
);

/** Marks the output of `setup()`, which committed notebooks and exported pages leave out. */
export const libraryMark = "data-vg-library";

/** One script from `source`, a TypeScript module that may import `lib/…`, safe inside `<script>`. */
export async function bundle(source: string): Promise<string> {
  // A process for each call. A lasting one would get the SIGINT of the Stop button too, and end.
  Deno.env.set("ESBUILD_WORKER_THREADS", "0");
  const { buildSync } = await import("esbuild");
  const folder = fileURLToPath(library).replace(/[\\/]$/, "");
  const { outputFiles } = buildSync({
    stdin: { contents: source, loader: "ts", resolveDir: folder },
    alias: { lib: folder },
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent", // an error is thrown, and says file and line
    write: false,
  });
  return outputFiles[0].text.trim().replace(/<(?=\/script|script|!--)/gi, "\\x3c");
}

/** The page's script and style (lib/jupyter/page/), without Plotly. */
export async function pageScript(): Promise<string> {
  const style = await Deno.readTextFile(new URL("page/page.css", import.meta.url));
  return await bundle(
    `import "lib/jupyter/page/main.ts"; import { addStyle } from "lib/jupyter/page/style.ts"; ` +
      `addStyle(${JSON.stringify(style)});`,
  );
}

/**
 * Plotly's source as the body of one function, which returns it. As published it stands in functions within
 * functions, and a browser reads a function through before it runs it: a megabyte and a half three times
 * over, two seconds on a slow telephone. Source that looks otherwise is left as it is.
 */
export function unwrapped(source: string): string {
  const opening = '"use strict";var Plotly=(()=>{', closing = "})();";
  const start = source.indexOf(opening), end = source.lastIndexOf(closing);
  const licences = source.slice(end + closing.length).match(/^\s*\/\*[^]*?\n\*\//)?.[0];
  const licence = source.match(/^\/\*\*[^]*?\*\//)?.[0];
  if (start < 0 || start > 2000 || !licence || !licences) return source;
  return `${licence}${licences}\n"use strict";${source.slice(start + opening.length, end)}`;
}

/** Plotly, compressed, as a script that lays it ready; the page's script opens it when needed. */
export async function plotlyScript(): Promise<string> {
  let source: string;
  try {
    source = await Deno.readTextFile(plotlyFile);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error("setup: Plotly is not installed yet. Run `deno task lab` once.");
  }
  const zipped = base64(gzipSync(unwrapped(source), { level: 9 }));
  return `if(!window.vgPlotly)window.vgPlotlySource="${zipped}";`;
}
