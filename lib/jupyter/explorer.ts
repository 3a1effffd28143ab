/** `explorer`: a figure with controls, alive in JupyterLab and in the exported page. */
import { type Controls, type Explorer, firstFigure, startValues } from "../explorers/explorer.ts";
import { bundle } from "./browser.ts";
import { type Displayable, type MimeBundle, toDisplay } from "./display.ts";
import { escapeHtml } from "./escape.ts";
import { figureHtml } from "./figure_bundle.ts";

const folder = new URL("../explorers/", import.meta.url);

function explorerNames(): string[] {
  return [...Deno.readDirSync(folder)]
    .filter((entry) => entry.isFile)
    .map((entry) => entry.name.replace(/\.ts$/, ""))
    .filter((name) => name !== "explorer")
    .sort();
}

async function load(name: string): Promise<Explorer<Controls, unknown>> {
  const names = explorerNames();
  if (!names.includes(name)) {
    throw new RangeError(`explorer: there is no "${name}"; there are ${names.join(", ")}.`);
  }
  const module = await import(new URL(`${name}.ts`, folder).href);
  return module.default;
}

/** The script that hands the definition to the page; it does not mind being run again. */
function definitionScript(name: string): Promise<string> {
  const key = JSON.stringify(name);
  return bundle(
    `import definition from "lib/explorers/${name}.ts"; const page = window as any; ` +
      `(page.vgExplorers ??= {})[${key}] = definition; page.vgRefresh?.();`,
  );
}

/** Where controls shall stand at first. */
type Given = Readonly<Record<string, number | string | boolean>>;

async function display(
  name: string,
  given: Given,
): Promise<MimeBundle> {
  const definition = await load(name);
  const figure = firstFigure(definition, startValues(definition, given));
  const values = escapeHtml(JSON.stringify(given));
  return {
    "text/html": `<div data-vg-explorer="${name}" data-vg-values="${values}" ` +
      `class="vg-explorer mathjax_ignore tex2jax_ignore">` +
      `<p class="vg-title">${escapeHtml(definition.title)}</p>` +
      `<p>${escapeHtml(definition.sentence)}</p>${figureHtml(figure)}</div>` +
      `<script>${await definitionScript(name)}</script>`,
    "text/plain": `${definition.title}. ${figure.alt}`,
  };
}

/**
 * The explorer of that name (a file in lib/explorers/), its controls standing where the definition
 * says, or where `given` says. When shown, it throws a `RangeError` for an unknown name, an
 * unknown control, or a value that the control cannot take.
 *
 * ```ts
 * await show(explorer("chain", { depth: 30 }));
 * ```
 */
export function explorer(name: string, given: Given = {}): Displayable {
  return { [toDisplay]: () => display(name, given) };
}
