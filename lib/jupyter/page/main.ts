/// <reference lib="dom" />
/**
 * The page's script: it sees figures and explorers as they arrive in the page, in any order and
 * as often as JupyterLab or VS Code re-creates them, and brings them to life.
 *
 * `setup()` puts it into the page of a notebook, and the export template into an exported page
 * (lib/jupyter/browser.ts bundles it).
 */
import { mountExplorers } from "./explorers.ts";
import { figureSelector, showFigures } from "./figures.ts";
import { page } from "./plotly.ts";
import { handOver } from "./updates.ts";

const ours = `${figureSelector}, [data-vg-explorer]`;

function refresh(): void {
  showFigures();
  mountExplorers();
}

function isOurs(node: Node): boolean {
  return node instanceof Element && (node.matches(ours) || node.querySelector(ours) !== null);
}

function begin(): void {
  page.vgRefresh = refresh;
  new MutationObserver((changes) => {
    handOver(changes);
    if (changes.some((change) => [...change.addedNodes].some(isOurs))) refresh();
  }).observe(document.documentElement, { childList: true, subtree: true });
  refresh();
}

if (page.vgRefresh === undefined) {
  page.vgRefresh = () => {}; // begin once; and while a page is read in, some element is always half there
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
